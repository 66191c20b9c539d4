"""A program whose only conversation is the survey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chat import Chat
from tests.handlers.kit import survey
from tests.world import ALONE, World, settings_for


@pytest.fixture
def world(backend: str, tmp_path: Path) -> Iterator[World]:
    """The program with the survey's house instead of its own."""
    world = World(settings_for(tmp_path / "var", backend), house=survey.house())
    yield world
    world.close()


@pytest.fixture(params=[True, False], ids=["together", "one at a time"])
def chat(world: World, request: pytest.FixtureRequest) -> Chat:
    """The chat of a counsellor, on a face that asks fields together and on one that asks them one by one."""
    return Chat(world, world.person(ALONE), together=bool(request.param)).opens()


@pytest.fixture
def form_chat(world: World) -> Chat:
    """The chat on a face that asks fields together."""
    return Chat(world, world.person(ALONE), together=True).opens()


@pytest.fixture
def line_chat(world: World) -> Chat:
    """The chat on a face that asks one field a message."""
    return Chat(world, world.person(ALONE), together=False).opens()
