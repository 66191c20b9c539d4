"""What a message quotes while the database takes nothing is written down afterwards, and goes with what it quotes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from tests.bot.faces.telegram.conftest import USER
from tests.bot.faces.telegram.test_notices import card, quoted, show
from tests.telegram_chat import TelegramChat

pytestmark = pytest.mark.slow


@pytest.fixture
def own(line: TelegramChat, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What cards about a reflection that she has just written are about, where nobody waits long for a database."""
    monkeypatch.setattr("storage.db.BUSY_MS", 50)
    monkeypatch.setattr("bot.writer.WAITS", (0.01,) * 3)
    line.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    line.says("ひみつの文").taps("今回は関係しない").taps("今日はなし")
    yield quoted(line)[-1][0]


def shown_while_held(line: TelegramChat, about: str) -> int:
    """Show a message about something while somebody holds the database; return which it is."""
    before = quoted(line)
    other = sqlite3.connect(line.world.settings.var / "idobata.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
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


def test_what_is_held_for_longer_is_kept_in_mind_until_it_is_free(line: TelegramChat, own: str) -> None:
    message = shown_while_held(line, own)
    other = sqlite3.connect(line.world.settings.var / "idobata.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Exception, match="locked"):
        line.world.run(line.world.app._deliver())
    other.close()
    delivers(line)
    assert (own, str(message)) in quoted(line)


def test_what_was_kept_in_mind_is_written_down_when_the_program_stops(line: TelegramChat, own: str) -> None:
    message = shown_while_held(line, own)
    line.world.restart()
    assert (own, str(message)) in quoted(line)
