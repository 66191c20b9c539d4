"""A network that loses things between the bot and Telegram: half-open, stalled, cut in the middle, refused."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram.request import HTTPXRequest

from bot.faces.face import Told
from bot.faces.telegram.wire import Wire
from bot.faces.troubles import Troubles
from bot.links import make_link
from handlers.kit.cards import Card
from handlers.kit.errors import TryLater
from handlers.kit.turn import Scene
from messages.words import given, words_of
from storage.fault import set_trap
from tests.bot.faces.telegram.conftest import SHORT, USER, face_of
from tests.simulators.proxy import Proxy
from tests.simulators.telegram import TOKEN, Telegram
from tests.telegram_chat import TelegramChat
from tests.world import ALONE, START, World, settings_for

pytestmark = pytest.mark.slow

MARK = "（再送）"


class Between(Telegram):
    """The simulator behind a proxy: what the program gets as its address is the proxy's."""

    async def start(self) -> None:
        """Serve, and let the proxy stand in front."""
        await super().start()
        self.proxy = Proxy(self.url)
        await self.proxy.start()
        self.url = self.proxy.url

    async def stop(self) -> None:
        """Stop both."""
        await self.proxy.stop()
        await super().stop()


@pytest.fixture
def far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TelegramChat]:
    """A chat through the proxy; the bot's timeouts are a fraction of a second instead of half a minute."""
    made = Wire.__init__

    def quick(self: Wire, token: str, base: str) -> None:
        made(self, token, base, poll_seconds=0, slack_seconds=0.2, answer_seconds=0.35)

    monkeypatch.setattr(Wire, "__init__", quick)
    telegram = Between()
    world = World(settings_for(tmp_path / "var", "sqlite", telegram_token=TOKEN), beside=telegram)
    token = make_link(world.app.stores.database, ALONE)
    face_of(world).answers.waits = SHORT
    face_of(world).listening.retry = 0.02
    yield TelegramChat(world, telegram, USER).says(f"/start {token}")
    world.close()


def proxy_of(chat: TelegramChat) -> Proxy:
    """Return the proxy between the bot and Telegram."""
    assert isinstance(chat.telegram, Between)
    return chat.telegram.proxy


def helps(chat: TelegramChat) -> list[str]:
    """Return the first lines of the messages that are help."""
    return [message.text.split("\n")[0] for message in chat.telegram.seen(USER) if "使い方" in message.text]


def test_a23_a_half_open_connection_is_noticed_and_nothing_is_lost(far: TelegramChat) -> None:
    proxy_of(far).half_open()
    far.telegram.writes(USER, "/help")
    far.world.run(asyncio.sleep(0.5))
    assert helps(far) == []
    proxy_of(far).heal()
    far.says("/home")
    assert helps(far) == ["使い方"]


def test_a23_an_answer_into_a_half_open_connection_comes_again_marked(far: TelegramChat) -> None:
    number = far.telegram.writes(USER, "/help")
    far.telegram.trouble("sendMessage", late=0.45)
    far.waits_for(number)
    assert helps(far) == ["使い方", MARK]


def test_a23_a_stall_of_the_server_is_a_doubt_of_which_the_second_message_says_so(far: TelegramChat) -> None:
    far.telegram.trouble("sendMessage", late=0.45, times=2)
    far.says("/help")
    assert helps(far) == ["使い方", MARK, MARK]


@pytest.mark.parametrize("after", [0, 1, 20, 200], ids=["at once", "a byte", "in the head", "in the body"])
def test_a23_an_answer_that_is_cut_in_the_middle_comes_again_marked(far: TelegramChat, after: int) -> None:
    proxy_of(far).drop_after(after, of=b"/sendMessage")
    far.says("/help")
    assert helps(far) == ["使い方", MARK]


def test_a23_an_edit_that_is_cut_in_the_middle_is_one_edit(far: TelegramChat) -> None:
    far.taps("ふりかえり")
    asked = far.telegram.seen(USER)[-1]
    before, count = asked.edits, len(far.telegram.seen(USER))
    proxy_of(far).drop_after(20, of=b"/editMessageText")
    far.taps("おためし（保存しません）").sees("なにについて？")
    assert (asked.edits, len(far.telegram.seen(USER))) == (before + 1, count)


def test_a23_what_could_not_leave_the_machine_comes_once_and_unmarked(far: TelegramChat) -> None:
    face_of(far.world).answers.waits = (0.1, 0.2, 0.2, 0.2)
    number = far.telegram.writes(USER, "/help")
    refused: list[str] = []

    def away(point: str) -> None:
        if point == "rx.before_reply" and not refused:
            refused.append(point)
            proxy_of(far).refuse()

    async def come_back() -> None:
        while not refused:
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.05)
        await proxy_of(far).start()

    set_trap(away)
    try:
        far.world.run(asyncio.wait_for(come_back(), 5))
    finally:
        set_trap(None)
    far.waits_for(number)
    assert helps(far) == ["使い方"]


def test_a23_a_notice_that_could_not_leave_the_machine_is_for_later(far: TelegramChat) -> None:
    proxy_of(far).refuse()
    notice = Told("n", START, Scene(cards=(Card(paragraphs=(given("知らせ"),)),)), words_of())
    with pytest.raises(TryLater) as later:
        far.world.run(face_of(far.world).show(str(USER), notice))
    assert str(later.value) == "unreached"
    far.world.run(proxy_of(far).start())


def test_a23_a_connection_without_an_answer_is_reported_once_and_listening_goes_on(far: TelegramChat) -> None:
    told: list[str] = []
    face_of(far.world).listening.troubles = Troubles(lambda sentence: told.append(sentence.id))
    proxy_of(far).half_open()
    far.world.run(asyncio.sleep(0.6))
    assert told == ["telegram-unreached"]
    proxy_of(far).heal()
    far.says("/help").sees("使い方")


def test_a_library_that_never_comes_back_is_noticed_by_the_second_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hangs() -> None:
        wire = Wire(TOKEN, "http://127.0.0.1:1", poll_seconds=0, slack_seconds=0.02)
        monkeypatch.setattr(HTTPXRequest, "do_request", lambda *_, **__: asyncio.sleep(3600))
        with pytest.raises(TimeoutError):
            await wire.updates(0)
        await wire.close()

    asyncio.run(hangs())
