"""Whatever Telegram answers, cuts or refuses, and whatever coordinators press: no text, name or token is told (A58)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.fault import POINTS, set_trap
from tests.bot.faces.telegram.conftest import SHORT, face_of
from tests.privacy.conftest import Output
from tests.privacy.find import found_in, traces
from tests.simulators.telegram import TOKEN, Refused, Telegram
from tests.telegram_chat import TelegramChat, join
from tests.world import ALONE, CENTRE, World, settings_for

pytestmark = pytest.mark.slow

USER, DESK = 700100200, 700100201
# A client's name as somebody writes it against all advice, and what Telegram might repeat of it.
CANARY = "カナリヤ山鳴子さん"
ECHO = f"Bad Request: can't parse {CANARY} {TOKEN}"
TROUBLES: dict[str, dict[str, Any]] = {
    "refused": {"error": Refused(400, ECHO)},
    "blocked": {"error": Refused(403, f"Forbidden: bot was blocked by the user {CANARY}")},
    "gone": {"error": Refused(400, f"Bad Request: chat not found {CANARY}")},
    "limited": {"error": Refused(429, ECHO, retry_after=0.01)},
    "broken": {"error": Refused(500, ECHO)},
    "token": {"error": Refused(401, f"Unauthorized {TOKEN}")},
    "page": {"page": (502, f"<html>{CANARY} {TOKEN}</html>".encode())},
    "half": {"page": (200, f'{{"ok": true, "result": {{"text": "{CANARY}'.encode())},
    "cut": {"drop": True},
}
METHODS = ("sendMessage", "editMessageText", "answerCallbackQuery", "deleteMessage", "getUpdates")
SECRETS = (CANARY, TOKEN, TOKEN.partition(":")[2], ALONE, CENTRE, str(USER), str(DESK))


@pytest.fixture
def wired(tmp_path: Path, output: Output) -> Iterator[tuple[World, Telegram]]:
    """The program with both people on Telegram; it does not wait long before it tries again."""
    telegram = Telegram()
    world = World(settings_for(tmp_path / "var", "sqlite", telegram_token=TOKEN), beside=telegram)
    join(world, USER, ALONE)
    join(world, DESK, CENTRE)
    face_of(world).answers.waits = SHORT
    face_of(world).listening.retry = 0.005
    yield world, telegram
    set_trap(None)
    telegram.calm()
    world.close()


def check_silent(world: World, output: Output) -> None:
    """Check what was written anywhere."""
    assert traces(output().encode(), SECRETS) == []
    assert found_in(world.settings, [CANARY, TOKEN.partition(":")[2]]) == {}


def pick(chat: TelegramChat, key: str) -> str:
    """Return the data of a button of the question that is asked."""
    data = [b["callback_data"] for seen in chat.telegram.seen(USER) for row in seen.keyboard for b in row]
    return str(next(one for one in reversed(data) if one.startswith(f"pick.{key}:")))


def writes(chat: TelegramChat) -> None:
    """Write the canary wherever a reflection takes a text; the last question is open then."""
    chat.says("/start").presses("reflection.quick:").presses(pick(chat, "interview"))
    for look in ("good", "think"):
        chat.presses(pick(chat, look)).says(f"{CANARY}と{look}")
    chat.says(f"{CANARY}に会う")


def troubled(telegram: Telegram, kind: str) -> None:
    """Let the next calls go wrong."""
    for method in METHODS:
        telegram.trouble(method, times=3, **TROUBLES[kind])


def spent(telegram: Telegram) -> set[str]:
    """Return which methods went wrong since, and end all trouble."""
    found = {trouble.method for trouble in telegram._troubles if trouble.times < 3}
    telegram.calm()
    return found


@pytest.mark.parametrize("kind", TROUBLES)
def test_no_trouble_of_telegrams_is_repeated(wired: tuple[World, Telegram], output: Output, kind: str) -> None:
    world, telegram = wired
    chat = TelegramChat(world, telegram, USER)
    writes(chat)
    troubled(telegram, kind)
    # The card that closes a reflection quotes it, and so does the letter that asks about it.
    telegram.presses_data(USER, telegram.seen(USER)[-1].id, pick(chat, "week"))
    world.run(asyncio.sleep(0.2))
    assert spent(telegram) >= {"editMessageText", "answerCallbackQuery"}
    world.clock.forward(days=8, hours=-6)
    troubled(telegram, kind)
    for _ in range(3):
        world.tick()
        world.clock.forward(minutes=20)
    spent(telegram)
    assert '"event"' in output()
    check_silent(world, output)


@pytest.mark.parametrize("point", [point for point in POINTS if not point.startswith("migrate.")])
def test_no_error_at_any_point_is_repeated(wired: tuple[World, Telegram], output: Output, point: str) -> None:
    world, telegram = wired
    chat = TelegramChat(world, telegram, USER)
    failed: list[str] = []

    def trap(here: str) -> None:
        if here == point and len(failed) < 3:
            failed.append(here)
            raise ValueError(CANARY, TOKEN, ALONE)

    chat.says("/start").presses("reflection.quick:").presses(pick(chat, "interview")).presses(pick(chat, "good"))
    set_trap(trap)
    chat.says(f"{CANARY}が笑った")
    for _ in range(3):
        try:
            world.tick()
        except ValueError:
            continue
    set_trap(None)
    check_silent(world, output)


def test_the_desk_names_people_in_its_card_only(wired: tuple[World, Telegram], output: Output) -> None:
    world, telegram = wired
    telegram.book.blocked.add(USER)
    TelegramChat(world, telegram, USER).says("/home")
    desk = TelegramChat(world, telegram, DESK).says("/start").presses("desk.unreached:")
    assert ALONE in desk.text
    for data in (f"desk.again:{CANARY}", f"desk.again:{ALONE}", "desk.again:", "desk.again:AAAAAAAAAAAAAAAAAAAAAA"):
        desk.presses(data)
    desk.says(f"{ALONE}さんと{CANARY}のこと")
    world.clock.forward(days=1)
    for _ in range(3):
        world.tick()
    check_silent(world, output)
