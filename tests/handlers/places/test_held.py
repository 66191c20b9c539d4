"""What a platform says of a place while somebody holds the database is done afterwards, not lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import text

from storage.fault import set_trap
from tests.bot.trouble import rows
from tests.handlers.places.town import Town
from tests.telegram_chat import TelegramChat
from tests.world import CENTRE

pytestmark = pytest.mark.postgres

GROUP, OTHER, CHANNEL = -1001234567890, -77, "C0PLACE01"


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A network on PostgreSQL that waits for a lock a fifth of a second, and talks in a group."""
    monkeypatch.setattr("storage.db.BUSY_MS", 200)
    town = Town(tmp_path / "var", "postgres", slack=True)
    town.telegram.group(OTHER, "みんなの部屋").inside = True
    town.group(OTHER)
    yield town
    town.close()


def held(town: Town, table: str) -> Timer:
    """Hold a table for a second; return what can be waited for."""
    holder = town.world.app.stores.database.writer.connect()
    holder.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
    end = Timer(1, holder.close)
    end.start()
    return end


def hears(town: Town, says: Callable[[TelegramChat], int]) -> list[tuple[object, ...]]:
    """Let Telegram say something while the table of places is held for a second; return what stands there then."""
    coordinator = town.phone(CENTRE)
    end = held(town, "places")
    coordinator.waits_for(says(coordinator))
    end.join()
    return rows(town.world, "SELECT state, chat FROM places")


def test_that_the_bot_is_thrown_out(town: Town) -> None:
    assert hears(town, lambda phone: town.telegram.throws_out(phone.user, OTHER)) == [("gone", str(OTHER))]


def test_that_the_bot_is_let_in_again(town: Town) -> None:
    phone = town.phone(CENTRE)
    phone.waits_for(town.telegram.throws_out(phone.user, OTHER))
    assert hears(town, lambda phone: town.telegram.lets_in(phone.user, OTHER)) == [("here", str(OTHER))]


def test_that_a_group_has_another_id(town: Town) -> None:
    assert hears(town, lambda _phone: town.telegram.moves(OTHER, GROUP)) == [("here", str(GROUP))]


def test_that_slack_has_let_the_bot_in_again(town: Town) -> None:
    desk = town.desk(CENTRE)
    town.channel(CHANNEL, desk.user)
    wanted = "SELECT state FROM places WHERE platform = 'slack'"

    def becomes(state: str) -> None:
        until = time.monotonic() + 10
        while rows(town.world, wanted) != [(state,)] and time.monotonic() < until:
            town.world.run(asyncio.sleep(0.05))
        assert rows(town.world, wanted) == [(state,)]

    town.slack.removes(CHANNEL)
    becomes("gone")
    end = held(town, "places")
    town.slack.invites(desk.user, CHANNEL)
    end.join()
    becomes("here")


def test_what_stands_there_is_not_put_there_twice(town: Town) -> None:
    town.asks("短期入所を急に使いたいとき、どこに電話しますか。", topics=["短期入所"])
    ends: list[Timer] = []

    def trap(point: str) -> None:
        if point == "out.after_send" and not ends:
            ends.append(held(town, "standings"))

    set_trap(trap)
    town.ticks()
    set_trap(None)
    ends[0].join()
    town.world.clock.forward(minutes=3)
    town.ticks()
    assert len(town.in_group(OTHER)) == 1
    assert rows(town.world, "SELECT state FROM standings") == [("made",)]
