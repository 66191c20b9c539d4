"""A network with a Telegram group and a Slack channel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handlers.places.town import Town


@pytest.fixture
def phones(backend: str, tmp_path: Path) -> Iterator[Town]:
    """The program beside a Telegram, on each database."""
    town = Town(tmp_path / "var", backend)
    yield town
    town.close()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """The program beside a Telegram and a Slack."""
    town = Town(tmp_path / "var", slack=True)
    yield town
    town.close()
