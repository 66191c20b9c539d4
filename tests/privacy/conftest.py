"""What the program says on standard output and error, as its own settings of the log make it."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot.logs import set_up

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
