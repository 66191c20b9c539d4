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
from tests.privacy.two import Prepared, Two, prepare
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
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Prepared]:
    """Return a function from a backend's name to two networks that were filled once."""
    return cache(lambda backend: prepare(tmp_path_factory.mktemp("two"), backend))


@pytest.fixture
def two(prepared: Callable[[str], Prepared], backend: str) -> Two:
    """Two networks, in the world of the test that asks for them."""
    return prepared(backend).two


@pytest.fixture
def world(
    prepared: Callable[[str], Prepared], backend: str, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[World]:
    """The program with the demo network alone, or with two networks where a test asks for them."""
    if "two" in request.fixturenames:
        filled = prepared(backend)
        world = World(settings_for(tmp_path / "var", backend, filled.stand), SetClock(filled.at))
    else:
        world = World(settings_for(tmp_path / "var", backend))
    yield world
    world.close()
