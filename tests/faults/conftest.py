"""Fixtures: the fork server, one a worker, and installations to kill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.faults.process import Forks, Installation
from tests.world import settings_for


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """The fork server."""
    server = Forks()
    yield server
    server.close()


Install = Callable[..., Installation]


@pytest.fixture
def install(forks: Forks, tmp_path: Path) -> Iterator[Install]:
    """Return a function from a backend's name, or from settings, to an installation; all are killed in the end."""
    made: list[Installation] = []
    number = count()

    def new(backend: str | Settings) -> Installation:
        name = f"i{next(number)}"
        settings = settings_for(tmp_path / name, backend) if isinstance(backend, str) else backend
        made.append(Installation(forks, settings, tmp_path / f"{name}-printed"))
        return made[-1]

    yield new
    for installation in made:
        installation.kill()
