"""What a message quotes while the database takes nothing is written down afterwards, and goes with what it quotes."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from bot.app import App
from bot.faces.face import Told
from handlers.kit.turn import Scene
from messages.words import words_of
from tests.bot.faces.telegram.conftest import USER, face_of
from tests.bot.faces.telegram.test_notices import card, quoted, show
from tests.telegram_chat import TelegramChat
from tests.world import START

pytestmark = pytest.mark.slow


@pytest.fixture
def own(line: TelegramChat, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What cards about a reflection that she has just written are about, where nobody waits long for a database."""
    monkeypatch.setattr("storage.db.BUSY_MS", 50)
    monkeypatch.setattr("bot.writer.WAITS", (0.01,) * 3)
    line.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    line.says("ひみつの文").taps("今回は関係しない").taps("今日はなし")
    yield quoted(line)[-1][0]


def holds(line: TelegramChat) -> sqlite3.Connection:
    """Hold the database until what is returned is closed."""
    other = sqlite3.connect(line.world.settings.var / "idobata.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def shown_while_held(line: TelegramChat, about: str) -> int:
    """Show a message about something while somebody holds the database; return which it is."""
    before = quoted(line)
    other = holds(line)
    (message,) = show(line, card("ひみつの文", about=about))
    other.close()
    assert quoted(line) == before
    return message.id


def delivers(line: TelegramChat) -> None:
    """Let the ticker do what it does every two seconds."""
    line.world.run(line.world.app._deliver())
    line.world.tick()


def stands(line: TelegramChat, message: int) -> bool:
    """Tell whether a message stands in her chat."""
    return message in [one.id for one in line.telegram.seen(USER)]


def test_it_goes_with_what_is_deleted_later(line: TelegramChat, own: str) -> None:
    message = shown_while_held(line, own)
    delivers(line)
    assert (own, str(message)) in quoted(line)
    line.taps("消す").taps("消す（元に戻せません）")
    delivers(line)
    assert not stands(line, message)


def test_it_goes_with_what_was_deleted_before_it_was_written_down(line: TelegramChat, own: str) -> None:
    message = shown_while_held(line, own)
    line.taps("消す").taps("消す（元に戻せません）")
    assert stands(line, message)
    delivers(line)
    assert not stands(line, message)


def test_it_goes_with_what_was_deleted_between_two_tries(
    line: TelegramChat, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.writer.WAITS", (2.0,))
    line.taps("消す")
    told = Told("n", START, Scene(cards=(card("ひみつの文", about=own),)), words_of())

    async def begun() -> asyncio.Task[str]:
        showing = asyncio.create_task(face_of(line.world).show(str(USER), told))
        with capture_logs() as logs:
            while "writer.again" not in [entry["event"] for entry in logs]:
                await asyncio.sleep(0.002)
        return showing

    async def ended(showing: asyncio.Task[str]) -> int:
        return int(await showing)

    other = holds(line)
    showing = line.world.run(begun())
    other.close()
    line.presses(line.data("消す（元に戻せません）"))
    assert not showing.done()
    message = line.world.run(ended(showing))
    assert stands(line, message)
    delivers(line)
    assert not stands(line, message)


def test_what_is_held_for_longer_is_kept_in_mind_until_it_is_free(line: TelegramChat, own: str) -> None:
    message = shown_while_held(line, own)
    other = holds(line)
    with pytest.raises(Exception, match="locked"):
        line.world.run(line.world.app._deliver())
    other.close()
    delivers(line)
    assert (own, str(message)) in quoted(line)


def test_what_was_kept_in_mind_is_written_down_when_the_program_stops(line: TelegramChat, own: str) -> None:
    message = shown_while_held(line, own)
    line.world.restart()
    assert (own, str(message)) in quoted(line)


def test_what_was_kept_in_mind_is_written_down_whatever_else_fails_when_the_program_stops(
    line: TelegramChat, own: str
) -> None:
    message = shown_while_held(line, own)
    world = line.world
    main = sqlite3.connect(world.settings.var / "idobata.db", isolation_level=None)
    main.execute("ALTER TABLE inbox RENAME TO outside")
    with capture_logs() as logs:
        world.run(world.app.stop())
    main.execute("ALTER TABLE outside RENAME TO inbox")
    main.close()
    world.app = App(world.settings, world.clock, world.house, world.report)
    world.run(world.app.start(tick=False))
    assert "stop.unnoted" in [entry["event"] for entry in logs]
    assert (own, str(message)) in quoted(line)


def test_one_that_can_never_be_written_down_holds_up_neither_the_others_nor_what_is_due(
    line: TelegramChat, own: str
) -> None:
    first = shown_while_held(line, own)
    other = holds(line)
    with pytest.raises(Exception, match="locked"):
        # No database takes half a character.
        line.world.run(line.world.app.runtime.quoted("telegram", str(USER), [(own, "\ud800")] * 2))
    other.close()
    second = shown_while_held(line, own)
    line.taps("消す").taps("消す（元に戻せません）")
    with capture_logs() as logs:
        delivers(line)
    unnoted = [entry for entry in logs if entry["event"] == "quotes.unnoted"]
    assert [(entry["count"], entry["error"]) for entry in unnoted] == [(2, "UnicodeEncodeError")]
    assert [stands(line, message) for message in (first, second)] == [False, False]


def test_what_there_is_no_room_to_keep_in_mind_is_counted(
    line: TelegramChat, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.signs.MOST_UNNOTED", 1)
    line.restarts()
    first = shown_while_held(line, own)
    with capture_logs() as logs:
        second = shown_while_held(line, own)
    dropped = [entry for entry in logs if entry["event"] == "quotes.dropped"]
    assert dropped == [{"event": "quotes.dropped", "log_level": "error", "count": 1}]
    delivers(line)
    noted = quoted(line)
    assert [(own, str(message)) in noted for message in (first, second)] == [False, True]
