"""The guard on Telegram: what she typed is deleted by the bot once she has chosen, or when the hour is over."""

from __future__ import annotations

import pytest

from bot.telegram import COMMANDS
from tests.handlers.asking.steps import GUARD, LOOK, MASK, MASKED, NO_NAME, POST, POSTED, REWRITE, TYPED, asked, asks
from tests.telegram_chat import TelegramChat

FILE = (
    "写真やファイルは受け取らないことにしています。利用者さんのことが写りこむのを防ぐためです。言葉で書いてください。"
)


def deleted(chat: TelegramChat) -> list[int]:
    """Return the messages that the bot has deleted, in order of their numbers."""
    return sorted(int(call["message_id"]) for method, call in chat.telegram.calls if method == "deleteMessage")


def typed(chat: TelegramChat) -> list[int]:
    """Type what the guard asks about; return that message's number and the question's."""
    chat.enters("井戸端").taps("聞く").says(TYPED).sees(GUARD)
    guard = next(message.id for message in chat.telegram.seen(chat.user) if GUARD in message.text)
    return [guard - 1, guard]


@pytest.mark.parametrize("choice", [MASK, REWRITE])
def test_what_she_typed_goes_when_she_has_chosen(line: TelegramChat, choice: str) -> None:
    both = typed(line)
    line.comes()
    assert deleted(line) == []
    line.taps(choice).comes()
    assert deleted(line) == both


def test_what_is_no_name_stays(line: TelegramChat) -> None:
    asks(line, "田中さんの会を知りませんか").taps(NO_NAME).sees(LOOK).comes()
    assert deleted(line) == []


def test_what_nobody_chose_goes_with_the_hour(line: TelegramChat) -> None:
    both = typed(line)
    line.waits(minutes=59)
    assert deleted(line) == []
    line.waits(minutes=2).comes()
    assert deleted(line) == both


def test_a_draft_that_is_thrown_away_takes_it_along(line: TelegramChat) -> None:
    both = typed(line)
    line.says("/home")
    line.taps("消してやめる").comes()
    assert [one for one in both if one not in deleted(line)] == []


def test_a_command_takes_the_text_behind_it(line: TelegramChat) -> None:
    assert "ask" in dict(COMMANDS)
    line.says(f"/ask {TYPED}").sees(GUARD).taps(MASK).sees(f"「{MASKED}」").taps(POST).sees(POSTED)
    line.comes()
    assert len(deleted(line)) == 2


def test_a_photo_is_refused_and_the_question_waits(line: TelegramChat) -> None:
    asks(line)
    line.taps("直す")
    line.waits_for(line.telegram.sends(line.user, "x.jpg", b"x")).sees(FILE)
    line.says("土曜の場所を知りませんか").sees(LOOK).taps(POST)
    assert [body for body, *_ in asked(line.world)] == ["土曜の場所を知りませんか"]
