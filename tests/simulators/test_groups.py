"""Groups of the simulated Telegram are as strict as the Bot API; Slack's channels tell the app what Slack does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.ledger import Group, Ledger, Refused
from tests.simulators.slack import Slack
from tests.simulators.slack_ledger import BOT_USER, SlackRefused
from tests.simulators.telegram import Telegram

GROUP = -1001234567890
SAID = {"chat_id": str(GROUP), "text": "a"}


@pytest.mark.parametrize(
    ("how", "more", "said"),
    [
        ({"inside": False}, {}, "Forbidden: bot was kicked from the supergroup chat"),
        ({"may_write": False}, {}, "Bad Request: not enough rights to send text messages to the chat"),
        ({"moved_to": -2}, {}, "Bad Request: group chat was upgraded to a supergroup chat"),
        ({}, {"message_thread_id": "9"}, "Bad Request: message thread not found"),
        ({}, {"reply_parameters": '{"message_id": 77}'}, "Bad Request: message to be replied not found"),
    ],
)
def test_what_a_group_refuses(how: dict[str, Any], more: dict[str, str], said: str) -> None:
    ledger = Ledger()
    ledger.groups[GROUP] = Group(GROUP, "輪", topics=(7,), **how)
    with pytest.raises(Refused) as refused:
        ledger.send(SAID | more)
    assert refused.value.description == said
    assert refused.value.parameters == ({"migrate_to_chat_id": -2} if "moved_to" in how else {})


def test_a_reply_stands_below_what_is_there_and_alone_where_that_has_gone() -> None:
    ledger = Ledger()
    ledger.groups[GROUP] = Group(GROUP, "輪", topics=(7,))
    first = ledger.send(SAID | {"message_thread_id": "7"})["message_id"]
    ledger.send(SAID | {"reply_parameters": f'{{"message_id": {first}}}'})
    ledger.send(SAID | {"reply_parameters": '{"message_id": 77, "allow_sending_without_reply": true}'})
    assert [(one.thread, one.under) for one in ledger.messages] == [(7, 0), (None, first), (None, 0)]


def test_what_people_do_in_groups_comes_as_the_bot_api_describes_it() -> None:
    telegram = Telegram()
    telegram.group(GROUP, "輪", topics=(7,))
    telegram.lets_in(1, GROUP)
    sent = telegram.book.send(SAID | {"message_thread_id": "7"})["message_id"]
    telegram.writes_in(1, GROUP, "はい", to=sent, topic=7)
    telegram.throws_out(1, GROUP)
    came, wrote, went = telegram.pending()
    assert (came["my_chat_member"]["new_chat_member"]["status"], came["my_chat_member"]["chat"]["is_forum"]) == (
        "member",
        True,
    )
    message = wrote["message"]
    assert (message["is_topic_message"], message["message_thread_id"]) == (True, 7)
    assert (message["reply_to_message"]["message_id"], message["reply_to_message"]["from"]["is_bot"]) == (sent, True)
    assert went["my_chat_member"]["new_chat_member"]["status"] == "kicked"


def test_slack_tells_of_a_channel_only_whom_it_concerns_and_what_it_may_hear() -> None:
    slack = Slack()
    slack.book.channel("C0100", "U1", app=False)
    with pytest.raises(SlackRefused, match="not_in_channel"):
        slack.book.reach("C0100")
    event = slack.invites("U1", "C0100").payload["event"]
    assert (event["type"], event["user"], event["inviter"]) == ("member_joined_channel", BOT_USER, "U1")
    assert slack.book.reach("C0100").id == "C0100"
    assert slack.removes("C0100", how="archive").payload["event"]["type"] == "channel_archive"
    with pytest.raises(SlackRefused, match="is_archived"):
        slack.book.reach("C0100")
    slack.book.channel("G0100", "U1")
    assert slack.removes("G0100").payload["event"]["type"] == "group_left"
    slack.scopes.discard("channels:read")
    assert slack.renames("C0100", "相談").given_up
