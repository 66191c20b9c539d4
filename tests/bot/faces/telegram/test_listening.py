"""What is wrong with token, network, clock or a second copy: one sentence each, once, while the web goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import telegram as command
from bot.settings import Settings
from bot.signs import Signs
from messages.words import msg, words_of
from storage.pulses import beat, pulses
from tests.bot.faces.telegram.conftest import face_of
from tests.simulators.telegram import TOKEN, Refused, Telegram
from tests.telegram_chat import TelegramChat
from tests.world import START, World, settings_for

pytestmark = pytest.mark.slow

OTHER = "1234567890:" + "X" * 35


class Place:
    """The program beside a simulator, and what it has reported."""

    def __init__(self, folder: Path, telegram: Telegram, token: str = TOKEN, **more: Any) -> None:
        self.heard: list[str] = []
        settings = settings_for(folder, "sqlite", telegram_token=token, **more)
        self.world = World(settings, beside=telegram, report=lambda sentence: self.heard.append(sentence.id))
        face_of(self.world).listening.retry = 0.005

    def goes_on(self) -> None:
        """Check that the web still answers, after a while in which everything was tried again and again."""
        self.world.run(asyncio.sleep(0.15))
        answer = self.world.run(self.world.app.runtime.look("web", self.world.person(), self.world.app.web.traits))
        assert answer.name == "加藤 みのり"


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., Place]:
    """Return a way to begin; what was begun is closed."""

    def begin(telegram: Telegram, token: str = TOKEN, **more: Any) -> Place:
        made = Place(tmp_path / "var", telegram, token, **more)
        request.addfinalizer(made.world.close)
        return made

    return begin


HTML = {"page": (403, b"<html>Please log in to the network</html>"), "done": False}
CASES: dict[str, tuple[str, dict[str, Any], str]] = {
    "wrong token": (OTHER, {}, "telegram-token"),
    "no token at all": ("x", {}, "telegram-token"),
    "second copy": (TOKEN, {"error": Refused(409, "Conflict: terminated by other getUpdates")}, "telegram-twice"),
    "server down": (TOKEN, {"error": Refused(500, "Internal Server Error")}, "telegram-unreached"),
    "login page": (TOKEN, HTML, "telegram-unreached"),
    "nothing but cuts": (TOKEN, {"drop": True, "done": False}, "telegram-unreached"),
    "too many": (TOKEN, {"error": Refused(429, "Too Many Requests", retry_after=1)}, "telegram-unreached"),
}


@pytest.mark.parametrize(("token", "how", "said"), CASES.values(), ids=CASES.keys())
def test_each_trouble_is_one_sentence_once(
    place: Callable[..., Place], token: str, how: dict[str, Any], said: str
) -> None:
    telegram = Telegram()
    if how:
        telegram.trouble("getUpdates", times=10_000, **how)
    begun = place(telegram, token)
    begun.goes_on()
    assert begun.heard == [said]


def test_a24_a_token_that_is_revoked_while_it_runs_is_said_once_and_a_good_one_is_taken(
    place: Callable[..., Place],
) -> None:
    telegram = Telegram()
    begun = place(telegram)
    chat = TelegramChat(begun.world, telegram, 999).says("こんにちは")
    telegram.token = OTHER
    telegram.writes(998, "起きて")
    begun.goes_on()
    assert begun.heard == ["telegram-token"]
    telegram.token = TOKEN
    chat.says("こんにちは").sees(
        "ここは、リンクか番号を受け取った方の場所です。リンクを開くか、番号をここに送ってください。"
    )


def test_what_was_over_and_is_back_is_said_again(place: Callable[..., Place]) -> None:
    telegram = Telegram()
    telegram.trouble("getUpdates", error=Refused(502, "Bad Gateway"), times=2)
    begun = place(telegram)
    chat = TelegramChat(begun.world, telegram, 999).says("こんにちは")
    telegram.trouble("getUpdates", error=Refused(502, "Bad Gateway"), times=2)
    chat.says("こんにちは")
    chat.says("こんにちは")
    assert begun.heard == ["telegram-unreached", "telegram-unreached"]


def test_without_any_network_the_web_goes_on(tmp_path: Path) -> None:
    heard: list[str] = []
    settings = settings_for(tmp_path / "var", "sqlite", telegram_token=TOKEN, telegram_url="http://127.0.0.1:1")
    world = World(settings, report=lambda sentence: heard.append(sentence.id))
    world.run(asyncio.sleep(0.2))
    assert world.run(world.app.runtime.look("web", world.person(), world.app.web.traits)).name == "加藤 みのり"
    assert heard == ["telegram-unreached"]
    world.close()


def test_an_empty_token_is_none(tmp_path: Path) -> None:
    world = World(settings_for(tmp_path / "var", "sqlite", telegram_token=""))
    assert [face.platform for face in world.app.faces] == ["web"]
    world.close()


@pytest.mark.parametrize(("minutes", "said"), [(60, ["telegram-clock"]), (-60, ["telegram-clock"]), (4, [])])
def test_a_clock_that_is_off_is_said_once(place: Callable[..., Place], minutes: int, said: list[str]) -> None:
    telegram = Telegram()
    telegram.date = format_datetime(START + timedelta(minutes=minutes), usegmt=True)
    begun = place(telegram)
    TelegramChat(begun.world, telegram, 999).says("一").says("二")
    begun.goes_on()
    assert begun.heard == said
    telegram.date = format_datetime(START, usegmt=True)
    TelegramChat(begun.world, telegram, 999).says("一").says("二")
    telegram.date = format_datetime(START + timedelta(hours=2), usegmt=True)
    TelegramChat(begun.world, telegram, 999).says("一").says("二")
    assert begun.heard == [*said, "telegram-clock"]


def heard_from(world: World) -> list[str]:
    """Return the bots that were ever heard."""
    with world.app.stores.database.read() as session:
        return list(session.scalars(select(pulses.c.source).order_by(pulses.c.source)))


def test_the_token_of_another_bot_is_said(place: Callable[..., Place]) -> None:
    telegram = Telegram()
    begun = place(telegram)
    TelegramChat(begun.world, telegram, 999).says("一")
    assert (heard_from(begun.world), begun.heard) == (["telegram:1234567890"], [])
    begun.world.restart()
    TelegramChat(begun.world, telegram, 999).says("二")
    assert begun.heard == [], "the same bot as before"
    with begun.world.app.stores.database.writer.begin() as link:
        link.execute(pulses.delete())
        beat(link, "telegram:42", START)
    begun.world.restart()
    TelegramChat(begun.world, telegram, 999).says("三")
    assert begun.heard == ["telegram-other-bot"]


def test_telegram_is_heard_at_most_once_a_minute(place: Callable[..., Place], monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, str, timedelta]] = []

    async def hear(_self: Signs, platform: str, source: str, keeps: timedelta) -> None:
        heard.append((platform, source, keeps))

    monkeypatch.setattr(Signs, "heard", hear)
    telegram = Telegram()
    begun = place(telegram)
    chat = TelegramChat(begun.world, telegram, 999)
    for _ in range(5):
        chat.says("こんにちは")
    assert heard == [("telegram", "telegram:1234567890", timedelta(hours=24))]


def test_what_cannot_be_written_down_about_being_heard_stops_nobody(
    place: Callable[..., Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Signs, "heard", fails)
    telegram = Telegram()
    begun = place(telegram)
    chat = TelegramChat(begun.world, telegram, 999).says("こんにちは")
    assert len(chat.news) == 1


def test_a_bug_in_listening_is_logged_and_listening_goes_on(
    place: Callable[..., Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram = Telegram()
    begun = place(telegram)
    updates = face_of(begun.world).listening
    once = type(updates)._once
    failed: list[int] = []

    async def dies(self: Any) -> None:
        if len(failed) < 3:
            failed.append(1)
            raise ZeroDivisionError
        await once(self)

    monkeypatch.setattr(type(updates), "_once", dies)
    TelegramChat(begun.world, telegram, 999).says("こんにちは").says("二").sees(
        "ここは、リンクか番号を受け取った方の場所です。リンクを開くか、番号をここに送ってください。"
    )
    assert len(failed) == 3


def run_command(work: Callable[[Settings], Any], telegram: Telegram, token: str = TOKEN) -> Any:
    """Run a command of the command line while the simulator serves."""

    async def serve() -> Any:
        await telegram.start()
        settings = Settings(telegram_token=token, telegram_url=telegram.url)  # type: ignore[arg-type]
        found = await asyncio.to_thread(work, settings)
        await telegram.stop()
        return found

    return asyncio.run(serve())


def test_setup_sets_commands_for_each_scope() -> None:
    telegram = Telegram()
    said, fine = run_command(command.set_up, telegram)
    assert (words_of().say(said), fine) == ("Telegramの @idobata_test_bot の準備ができました。", True)
    calls = [params for method, params in telegram.calls if method == "setMyCommands"]
    assert [(one["scope"], one["commands"].count('"command"')) for one in calls] == [
        ('{"type": "all_private_chats"}', 7),
        ('{"type": "all_group_chats"}', 2),
    ]
    assert telegram.wrong == []


@pytest.mark.parametrize(
    ("token", "how", "said"),
    [
        (OTHER, {}, "telegram-token"),
        (TOKEN, {"error": Refused(500, "Internal Server Error")}, "telegram-unreached"),
        (TOKEN, {"page": (200, b"<html>")}, "telegram-unreached"),
        (TOKEN, {"error": Refused(429, "Too Many Requests", retry_after=3)}, "telegram-unreached"),
    ],
)
def test_setup_says_what_is_wrong(token: str, how: dict[str, Any], said: str) -> None:
    telegram = Telegram()
    if how:
        telegram.trouble("setMyCommands", times=9, **how)
    assert run_command(command.set_up, telegram, token) == (msg(said), False)


def test_the_deep_link_opens_the_bot_and_carries_the_token() -> None:
    link = run_command(lambda settings: command.deep_link(settings, "abc"), Telegram())
    assert link == msg("telegram-deep-link", address="https://t.me/idobata_test_bot?start=abc")
