"""Fixtures: two networks side by side; what the program says on standard output and error, as it logs by itself."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import structlog

from bot.logs import set_up
from tests.privacy.two import Build, Prepare, Two, build, prepare
from tests.world import SetClock, World, settings_for

Output = Callable[[], str]


@pytest.fixture
def output(monkeypatch: pytest.MonkeyPatch) -> Iterator[Output]:
    """Log as `idobata run` does; return what was written so far."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    written = io.StringIO()
    monkeypatch.setattr(sys, "stdout", written)
    monkeypatch.setattr(sys, "stderr", written)
    set_up()
    yield written.getvalue
    structlog.reset_defaults()
    root.handlers[:], root.level = before


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepare:
    """Return a function from a backend's name, and what fills a world, to a world that was filled once."""
    return cache(lambda backend, fill: prepare(tmp_path_factory.mktemp("filled"), backend, fill))


@pytest.fixture
def filling(request: pytest.FixtureRequest) -> Build | None:
    """What has filled the world in which a test begins; None where it begins with the demo network alone."""
    return build if "two" in request.fixturenames else None


@pytest.fixture
def two(prepared: Prepare, backend: str) -> Two:
    """Two networks, in the world of the test that asks for them."""
    found: Two = prepared(backend, build).what
    return found


@pytest.fixture
def world(prepared: Prepare, filling: Build | None, backend: str, tmp_path: Path) -> Iterator[World]:
    """The program with the demo network alone, or with what a test asks for besides."""
    if filling:
        filled = prepared(backend, filling)
        world = World(settings_for(tmp_path / "var", backend, filled.stand), SetClock(filled.at))
    else:
        world = World(settings_for(tmp_path / "var", backend))
    yield world
    world.close()
