"""What a platform says of a place while somebody holds the database is done afterwards, not lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import text

from tests.bot.trouble import rows
from tests.handlers.places.town import Town
from tests.telegram_chat import TelegramChat
from tests.world import CENTRE

pytestmark = pytest.mark.postgres

GROUP, OTHER = -1001234567890, -77


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A network on PostgreSQL that waits for a lock a fifth of a second, and talks in a group."""
    monkeypatch.setattr("storage.db.BUSY_MS", 200)
    town = Town(tmp_path / "var", "postgres")
    town.telegram.group(OTHER, "みんなの部屋").inside = True
    town.group(OTHER)
    yield town
    town.close()


def hears(town: Town, says: Callable[[TelegramChat], int]) -> list[tuple[object, ...]]:
    """Let Telegram say something while the table of places is held for a second; return what stands there then."""
    coordinator = town.phone(CENTRE)
    with town.world.app.stores.database.writer.connect() as holder:
        holder.execute(text("LOCK TABLE places IN ACCESS EXCLUSIVE MODE"))
        end = Timer(1, holder.rollback)
        end.start()
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
