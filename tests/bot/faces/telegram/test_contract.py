"""The simulator is as strict as the Bot API: it knows what the description says, and refuses the rest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.faces.papers import png
from tests.simulators import bot_api
from tests.simulators.bot_api import Given
from tests.simulators.ledger import Ledger, Limits, Refused, content


def test_the_extract_says_what_the_whole_description_says() -> None:
    extract, whole = bot_api.described(), bot_api.whole()
    # Where the description is not there, the summary of the run says so; the extract itself is always used.
    compared = whole or extract
    assert {part: {name: compared[part].get(name) for name in extract[part]} for part in ("methods", "types")} == {
        part: extract[part] for part in ("methods", "types")
    }


@pytest.mark.parametrize(
    ("method", "params", "said"),
    [
        ("sendMessage", {"chat_id": "1", "text": "a"}, []),
        ("sendMessage", {"chat_id": "1"}, ["sendMessage: text is missing"]),
        ("sendMessage", {"chat_id": "1", "text": "a", "colour": "red"}, ["sendMessage: colour is unknown"]),
        ("sendMessage", {"chat_id": "1", "text": "a", "disable_notification": "3"}, [
            "sendMessage.disable_notification: no Boolean"
        ]),
        ("sendMessage", {"chat_id": "1", "text": "a", "entities": '[{"type": "bold", "offset": 0}]'}, [
            "sendMessage.entities[0]: length is missing"
        ]),
        ("editMessageText", {"chat_id": "1", "message_id": "x", "text": "a"}, [
            "editMessageText.message_id: no Integer"
        ]),
        ("deleteMessage", {"chat_id": "1", "message_id": "2"}, []),
        ("makeCoffee", {}, ["makeCoffee: not described"]),
    ],
)  # fmt: skip
def test_a_call_is_checked_field_by_field(method: str, params: dict[str, str], said: list[str]) -> None:
    assert bot_api.wrong(method, params) == said


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"text": " "}, "message text is empty"),
        ({"text": "あ" * 4097}, "message is too long"),
        ({"text": "👩" * 2049}, "message is too long"),
        ({"text": "a", "entities": '[{"offset": 1, "length": 1}]'}, "entity beyond the text"),
        (
            {
                "text": "a",
                "reply_markup": '{"inline_keyboard": [[{"text": "x", "callback_data": "' + "あ" * 22 + '"}]]}',
            },
            "BUTTON_DATA_INVALID",
        ),
    ],
)
def test_what_breaks_a_limit_is_refused(params: dict[str, str], said: str) -> None:
    with pytest.raises(Refused) as refused:
        content(params)
    assert refused.value.description == f"Bad Request: {said}"


def test_what_is_older_than_two_days_cannot_be_deleted() -> None:
    ledger = Ledger()
    first = ledger.send({"chat_id": "1", "text": "a"})
    ledger.now += 48 * 3600 - 1
    second = ledger.send({"chat_id": "1", "text": "b"})
    ledger.now += 1
    with pytest.raises(Refused):
        ledger.delete({"chat_id": "1", "message_id": first["message_id"]})
    assert ledger.delete({"chat_id": "1", "message_id": second["message_id"]})
    assert [message.text for message in ledger.messages] == ["a"]


def test_who_sends_too_fast_is_told_how_long_to_wait() -> None:
    limits = Limits(chat=10, burst=2, overall=100)
    for _ in range(2):
        limits.check(1, 100.0)
    with pytest.raises(Refused) as refused:
        limits.check(1, 100.0)
    assert refused.value.parameters["retry_after"] == pytest.approx(0.1)
    limits.check(2, 100.0)
    limits.check(1, 100.1001)
    assert limits.refused == 1


def test_a_group_and_all_chats_together_have_limits_of_their_own() -> None:
    limits = Limits(chat=10_000, burst=1000, group=2, group_seconds=60, overall=3)
    limits.check(-1, 10.0)
    limits.check(-1, 10.0)
    with pytest.raises(Refused):
        limits.check(-1, 69.9)
    limits.check(-1, 70.0)
    limits.check(1, 70.0)
    limits.check(2, 70.0)
    with pytest.raises(Refused):
        limits.check(3, 70.5)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"document": Given("a.docx", b"", "")}, "file must be non-empty"),
        ({"document": Given("a.docx", b"x", ""), "caption": "あ" * 1025}, "message caption is too long"),
        ({"photo": Given("a.svg", b"<svg/>", "")}, "IMAGE_PROCESS_FAILED"),
        ({"photo": Given("a.png", png(1, 21), "")}, "PHOTO_INVALID_DIMENSIONS"),
        ({"photo": Given("a.png", png(9000, 1001), "")}, "PHOTO_INVALID_DIMENSIONS"),
    ],
)
def test_a_file_that_breaks_a_limit_is_refused(how: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused) as refused:
        Ledger().give({"chat_id": "1", **how}, photo="photo" in how)
    assert said in refused.value.description


def test_a_file_has_no_text_and_a_text_no_file() -> None:
    ledger = Ledger()
    file = ledger.give({"chat_id": "1", "photo": Given("a.png", png(), ""), "caption": "x"}, photo=True)["message_id"]
    text = ledger.send({"chat_id": "1", "text": "a"})["message_id"]
    with pytest.raises(Refused) as refused:
        ledger.edit({"chat_id": "1", "message_id": file, "text": "b"})
    assert "there is no text in the message to edit" in refused.value.description
    with pytest.raises(Refused) as refused:
        ledger.cover({"chat_id": "1", "message_id": text, "media": "{}", "file": Given("a.txt", b"x", "")})
    assert "message can't be edited" in refused.value.description
    ledger.cover({"chat_id": "1", "message_id": file, "media": '{"caption": "y"}', "file": Given("a.txt", b"x", "")})
    assert (ledger.messages[0].text, ledger.messages[0].photo) == ("y", False)
