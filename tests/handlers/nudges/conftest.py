"""One counsellor with a record, runs, a delivery on a wire, and a clock: what tests of nudges share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.handlers.nudges.told import Told
from tests.world import World, settings_for


@pytest.fixture
def told(backend: str, tmp_path: Path) -> Iterator[Told]:
    """Return a world in which 加藤 みのり gets nothing but what tests let become due."""
    world = World(settings_for(tmp_path / "var", backend))
    yield Told(world)
    world.close()


@pytest.fixture
def final() -> date:
    """The first day of the last fiscal year of who completed 初任者研修 in 令和3年度."""
    return date(2026, 4, 1)
