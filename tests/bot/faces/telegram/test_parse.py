"""What Telegram sends, and what it means; the payloads are shaped as the Bot API documents them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.faces.telegram.parse import SHARED, Incoming, Unreadable, parse
from handlers.kit.events import At, Event, Said, Tapped

ME = {"id": 7, "is_bot": False, "first_name": "みほん"}
PRIVATE = {"id": 7, "type": "private", "first_name": "みほん"}
GROUP = {"id": -5, "type": "supergroup", "title": "みほん区"}


def message(**content: Any) -> dict[str, Any]:
    """Return an update with a message."""
    return {"update_id": 1, "message": {"message_id": 3, "date": 1, "chat": PRIVATE, "from": ME, **content}}


def test_a_text_is_said() -> None:
    assert parse(message(text="こんにちは")) == Incoming("act", 1, 7, 7, Said("こんにちは"), written=3)


@pytest.mark.parametrize(
    ("text", "said"), [("/home", "/home"), ("/help@idobata_test_bot", "/help"), ("/start", "/start"), ("/", "/")]
)
def test_a_command_is_said_without_the_name_of_the_bot(text: str, said: str) -> None:
    assert parse(message(text=text)).act == Said(said)


def test_a_deep_link_brings_its_token() -> None:
    assert parse(message(text="/start abc_DEF-1")) == Incoming("join", 1, 7, 7, Said("/start"), token="abc_DEF-1")


def test_a_press_is_a_tap_under_its_message() -> None:
    under = {"message_id": 9, "date": 1, "chat": PRIVATE}
    update = {"update_id": 2, "callback_query": {"id": "c", "from": ME, "message": under, "data": "home:"}}
    assert parse(update) == Incoming("act", 2, 7, 7, Tapped("home:"), "c", 9)


@pytest.mark.parametrize("kind", ["photo", "document", "voice", "video", "sticker", "location", "contact"])
def test_files_are_files(kind: str) -> None:
    assert parse(message(**{kind: {}})).kind == "file"


def test_in_a_group_only_commands_are_heard_and_the_topic_is_kept() -> None:
    topic = {"chat": GROUP, "message_thread_id": 12, "is_topic_message": True}
    there = At("-5", "12", "みほん区", own="3")
    assert parse(message(text="/start", **topic)) == Incoming("group", 1, -5, 7, Said("/start"), thread=12, at=there)
    assert parse(message(text="雑談", **topic)).kind == "nothing"


@pytest.mark.parametrize("id", sorted(SHARED))
def test_an_id_with_many_people_behind_it_is_not_listened_to(id: int) -> None:
    assert parse(message(text="/start", **{"from": {**ME, "id": id}})).kind == "nothing"


def test_a_bot_and_what_was_written_by_one_is_not_listened_to() -> None:
    assert parse(message(text="a", **{"from": {**ME, "is_bot": True}})).kind == "nothing"
    assert parse(message(text="a", via_bot={"id": 1})).kind == "nothing"


def test_a_group_that_moves_names_its_new_id() -> None:
    assert parse(message(chat=GROUP, migrate_to_chat_id=-100)) == Incoming("moved", 1, -5, moved_to=-100)


def test_who_blocks_the_bot_has_left() -> None:
    kinds = {}
    for status in ("kicked", "left", "member"):
        for chat in (PRIVATE, GROUP):
            member = {"chat": chat, "from": ME, "new_chat_member": {"status": status}}
            kinds[status, chat["type"]] = parse({"update_id": 1, "my_chat_member": member}).kind
    assert kinds == {
        ("kicked", "private"): "left",
        ("left", "private"): "left",
        ("member", "private"): "back",
        ("kicked", "supergroup"): "out",
        ("left", "supergroup"): "out",
        ("member", "supergroup"): "in",
    }


@pytest.mark.parametrize(
    ("text", "label", "pressed"),
    [
        ("一つ", "した", 9),
        ("一つ", "3分（2つの視点）", 9),
        ("1. 一つ\n2. 二つ", "1 した", 0),
        ("おはよう\n\n一つ", "した", 0),
    ],
)
def test_the_message_of_a_press_is_put_in_its_place_unless_it_says_several_things(
    text: str, label: str, pressed: int
) -> None:
    keyboard = {
        "inline_keyboard": [[{"text": "2 ほか", "callback_data": "x:"}, {"text": label, "callback_data": "a:"}]]
    }
    under = {"message_id": 9, "date": 1, "chat": PRIVATE, "text": text, "reply_markup": keyboard}
    update = {"update_id": 2, "callback_query": {"id": "c", "from": ME, "message": under, "data": "a:"}}
    assert parse(update).pressed == pressed


@pytest.mark.parametrize("mark", [{"forward_origin": {"type": "user"}}, {"forward_date": 3}])
def test_what_is_only_passed_on_is_known(mark: dict[str, Any]) -> None:
    assert parse(message(text="/cancel", **mark)).kind == "forwarded"


@pytest.mark.parametrize(
    "update",
    [
        None,
        [],
        "update",
        {},
        {"update_id": "1"},
        {"update_id": True},
        {"update_id": -1},
        {"update_id": 2**64},
        {"update_id": 1, "message": []},
        {"update_id": 1, "message": {"chat": None}},
        {"update_id": 1, "message": {"chat": {"id": "x", "type": "private"}, "text": "a"}},
        {"update_id": 1, "callback_query": {"id": "c"}},
        {"update_id": 1, "my_chat_member": {"new_chat_member": 3}},
    ],
)
def test_what_no_bot_api_would_send_is_unreadable(update: Any) -> None:
    with pytest.raises(Unreadable):
        parse(update)


def test_an_unknown_kind_is_nothing() -> None:
    assert parse({"update_id": 4, "business_message": {}}) == Incoming("nothing", 4)


def test_the_event_is_unique_by_bot_and_update() -> None:
    incoming = parse(message(text="a"))
    assert incoming.event(99) == Event("telegram:99", "1", "telegram", "7", Said("a"), "3")
