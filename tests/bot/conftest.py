"""The program with a conversation that makes trouble, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.trouble import Doing
from tests.world import World, settings_for


@pytest.fixture
def doing() -> Doing:
    """What the trouble conversation does."""
    return Doing()


@pytest.fixture
def troubled(backend: str, tmp_path: Path, doing: Doing) -> Iterator[World]:
    """The program with the trouble conversation."""
    world = World(settings_for(tmp_path / "var", backend), house=doing.house())
    yield world
    world.close()
