"""Answers that could not go are owed, and paid; what was said once is not said again; nothing ends the listening."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from bot.app import App
from bot.faces.face import Answer
from handlers.kit.errors import TryLater
from handlers.kit.events import Event
from handlers.kit.turn import Traits
from messages.words import Msg
from tests.bot.faces.telegram.conftest import SHORT, USER, face_of
from tests.bot.trouble import SOON, Doing, post, unreplied
from tests.simulators.telegram import TOKEN, Refused, Telegram
from tests.telegram_chat import TelegramChat, join
from tests.world import ALONE, CENTRE, World, settings_for

pytestmark = pytest.mark.slow

SERVER = Refused(500, "Internal Server Error")
AGAIN = "（再送）"


def fails(telegram: Telegram, times: int) -> None:
    """Let nothing be shown for so many calls."""
    for method in ("sendMessage", "editMessageText"):
        telegram.trouble(method, error=SERVER, times=times)


def texts(telegram: Telegram) -> list[str]:
    """Return what stands in her chat."""
    return [message.text for message in telegram.seen(USER)]


def waits(world: World, seconds: float) -> None:
    """Let some polls come and go."""
    world.run(asyncio.sleep(seconds))
    world.run(face_of(world).idle())


def is_paid(world: World, telegram: Telegram, before: list[str]) -> list[str]:
    """Wait until something new stands in her chat, and as long again for what must not follow; return what is new."""
    until = time.monotonic() + 10
    while len(texts(telegram)) == len(before) and time.monotonic() < until:
        waits(world, 0.02)
    waits(world, 0.1)
    return texts(telegram)[len(before) :]


def test_an_answer_that_could_not_go_is_paid_when_telegram_is_there_again(line: TelegramChat) -> None:
    world, telegram = line.world, line.telegram
    before = texts(telegram)
    fails(telegram, 1000)
    line.says("/help")
    assert texts(telegram) == before
    telegram.calm()
    # Whatever comes next, of whomever, shows that Telegram is there.
    asked = telegram.update(message=telegram.message(USER + 1, text="/start"))
    (paid,) = is_paid(world, telegram, before)
    assert paid.startswith(AGAIN)
    line.waits_for(asked)
    # That somebody else was answered may be noted a moment later.
    until = time.monotonic() + 10
    while unreplied(world) and time.monotonic() < until:
        waits(world, 0.02)
    assert unreplied(world) == 0


def test_what_was_lost_by_a_stop_is_owed_until_it_was_shown(line: TelegramChat) -> None:
    world, telegram = line.world, line.telegram
    before = texts(telegram)
    fails(telegram, 1000)
    line.says("/help")
    world.run(world.app.stop())
    world.app = App(world.settings, world.clock, world.house, world.report)
    face_of(world).answers.waits = SHORT
    world.run(world.app.start(tick=False))
    waits(world, 0.1)
    # The network came later than the program, and then the machine went down once more.
    telegram.calm()
    world.restart()
    assert [text.startswith(AGAIN) for text in is_paid(world, telegram, before)] == [True]


def test_a_sentence_is_not_said_again_when_its_batch_comes_again_for_anothers_sake(
    line: TelegramChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, telegram = line.world, line.telegram
    face_of(world).listening.retry = 0.01
    join(world, USER + 1, CENTRE)
    handle, left = world.app.runtime.handle, [4]

    async def busy(event: Event, traits: Traits) -> Answer:
        if left[0]:
            left[0] -= 1
            raise TryLater("busy")
        return await handle(event, traits)

    monkeypatch.setattr(world.app.runtime, "handle", busy)
    telegram.hold()
    telegram.update(message=telegram.message(USER, photo=[{"file_id": "1"}]))
    number = telegram.writes(USER + 1, "/help")
    telegram.release()
    line.waits_for(number)
    assert left == [0]
    assert [text[:2] for text in texts(telegram)].count("写真") == 1


def test_whoever_cannot_be_told_of_a_trouble_does_not_end_the_listening(line: TelegramChat) -> None:
    def broken(_sentence: Msg) -> None:
        raise BrokenPipeError

    face = face_of(line.world)
    face.listening.retry = 0.01
    face.listening.troubles._report = broken
    line.telegram.trouble("getUpdates", error=SERVER)
    line.says("/help").sees("使い方")
    line.says("/home").sees("きょうは、なにをしますか")


def test_a_number_without_end_is_passed_over(line: TelegramChat) -> None:
    line.telegram.hold()
    chat = '"chat":{"id":1e999,"type":"private"}'
    poison = line.telegram.poison(f'"message":{{"message_id":1,"date":0,{chat},"from":{{"id":7}},"text":"x"}}')
    after = line.telegram.writes(USER, "/help")
    line.telegram.release()
    line.waits_for(after).sees("使い方")
    assert line.telegram.confirmed > poison


def test_a_flood_of_commands_in_a_group_gets_one_answer_at_a_time(line: TelegramChat) -> None:
    group = {"id": -500, "type": "group", "title": "g"}
    someone = {"id": 42, "is_bot": False, "first_name": "みほん"}
    line.telegram.hold()
    for number in range(100):
        message = {"message_id": 9000 + number, "date": 0, "chat": group, "from": someone, "text": "/x"}
        last = line.telegram.update(message=message)
    line.telegram.release()
    line.waits_for(last)
    assert len(line.telegram.seen(-500)) <= 2


def test_what_went_to_the_telephone_is_not_told_to_an_open_page_too(tmp_path: Path) -> None:
    telegram = Telegram()
    settings = settings_for(tmp_path / "var", "sqlite", telegram_token=TOKEN)
    world = World(settings, house=Doing().house(), beside=telegram)
    join(world, USER, ALONE)
    since = world.clock.now()
    world.clock.forward(seconds=30)
    post(world, ALONE, kind=SOON)
    world.tick()
    web = world.app.web
    told = world.run(world.app.runtime.told_since("web", world.person(ALONE), web.traits, since))
    assert (len(telegram.seen(USER)), told) == (1, [])
    world.close()
