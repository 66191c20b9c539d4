"""Fixtures: the program on each database, and a chat with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.chat import Chat
from tests.world import ALONE, World, settings_for

BACKENDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The database: every test that uses it runs on both."""
    return str(request.param)


@pytest.fixture
def world(backend: str, tmp_path: Path) -> Iterator[World]:
    """The program with the demo network, at 17:50 on a Monday."""
    world = World(settings_for(tmp_path / "var", backend))
    yield world
    world.close()


@pytest.fixture
def chat_as(world: World) -> Callable[[str], Chat]:
    """Return a chat for a person of the demo network, by name."""
    return lambda name: Chat(world, world.person(name)).opens()


@pytest.fixture
def chat(chat_as: Callable[[str], Chat]) -> Chat:
    """The chat of a counsellor who is alone in her office."""
    return chat_as(ALONE)
