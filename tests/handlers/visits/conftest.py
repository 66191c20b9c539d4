"""The small network in which visits are booked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot.app import open_stores
from storage.hosts import Week
from tests.handlers.visits.ward import SATO, SUZUKI, TAKAHASHI, TANAKA, Ward
from tests.world import settings_for


@pytest.fixture
def bare(backend: str, tmp_path: Path) -> Iterator[Ward]:
    """The network whose hosts have said nothing."""
    stores = open_stores(settings_for(tmp_path / "var", backend))
    # The demo's hosts come with hours.
    with stores.database.write() as session:
        session.execute(delete(Week))
    yield Ward(stores.database)
    stores.database.dispose()
    stores.keys.engine.dispose()


@pytest.fixture
def ward(bare: Ward) -> Ward:
    """The network whose hosts have time from nine to five on working days."""
    bare.hours(SATO, TAKAHASHI, TANAKA, SUZUKI)
    return bare
