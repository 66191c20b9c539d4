"""What tests of the Slack face look at and do, besides talking: the modal, the Home tab, the chat, what was called."""

from __future__ import annotations

from tests.bot.faces.slack.desk import settled
from tests.simulators.slack_carrier import Delivery
from tests.simulators.slack_seen import button_data
from tests.slack_chat import SlackChat


def modal(chat: SlackChat) -> list[str]:
    """Return what the modal in front says, its ends included; nothing where none is open."""
    return chat.modal.lines if chat.modal else []


def home(chat: SlackChat) -> list[str]:
    """Return what the Home tab says."""
    view = chat.slack.home(chat.user)
    return view.lines if view else []


def posts(chat: SlackChat) -> list[list[str]]:
    """Return what stands in her chat with the app, message by message, the app's only."""
    return [post.lines for post in chat.slack.seen(chat.user) if post.mine]


def called(chat: SlackChat, method: str) -> int:
    """Count the calls of a method that Slack took."""
    return [name for name, _ in chat.slack.calls].count(method)


def does(chat: SlackChat, delivery: Delivery | None) -> SlackChat:
    """Wait until Slack is done with an act, and everything that comes of it stands there."""
    settled(chat, *([delivery] if delivery else []))
    return chat


def presses(chat: SlackChat, label: str) -> SlackChat:
    """Press what stands in front, whatever is open."""
    return does(chat, chat.slack.presses(chat.user, label))


def fills(chat: SlackChat, **given: str) -> SlackChat:
    """Fill fields of the open modal by their names, options by their labels, and send it."""
    assert chat.modal
    for name, text in given.items():
        block = next(str(one["block_id"]) for one in chat.modal.blocks if str(one["block_id"]).startswith(f"{name}:"))
        element = next(one["element"] for one in chat.modal.blocks if one["block_id"] == block)
        if element["type"] == "radio_buttons":
            chat.slack.chooses(chat.user, block, text)
        else:
            chat.slack.types(chat.user, block, text)
    return does(chat, chat.slack.submits(chat.user))


def closes(chat: SlackChat) -> SlackChat:
    """Close the modal in front."""
    return does(chat, chat.slack.closes(chat.user))


def data(chat: SlackChat) -> list[str]:
    """Return what the buttons of the Home tab say to the app."""
    view = chat.slack.home(chat.user)
    return button_data(view.blocks) if view else []
