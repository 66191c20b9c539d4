"""A browser that talks to the program; what the wire does is the same on both databases, so one is enough."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.faces.web.client import Browsing, Client
from tests.world import World, settings_for


@pytest.fixture
def backend() -> str:
    """The database of these tests."""
    return "sqlite"


@pytest.fixture
def browsing() -> Iterator[Browsing]:
    """Return new browsers for a program; they are closed before it stops."""
    made: list[Client] = []

    def browser(world: World) -> Client:
        made.append(Client(world))
        return made[-1]

    yield browser
    for client in made:
        client.close()


@pytest.fixture
def browsers(world: World, browsing: Browsing) -> Callable[[], Client]:
    """Return new browsers for the demo."""
    return lambda: browsing(world)


@pytest.fixture
def browser(browsers: Callable[[], Client]) -> Client:
    """A browser that nobody has signed in with."""
    return browsers()


@pytest.fixture
def production(tmp_path: Path) -> Iterator[World]:
    """The program without the demo's switch."""
    world = World(settings_for(tmp_path / "var", "sqlite").model_copy(update={"demo": False}))
    yield world
    world.close()


@pytest.fixture
def https(tmp_path: Path) -> Iterator[World]:
    """The program behind a proxy that speaks https."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = settings_for(tmp_path / "var", "sqlite", web_url="https://ido.example")
    world = World(settings.model_copy(update={"web_port": port}))
    yield world
    world.close()
