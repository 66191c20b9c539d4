"""What `make quick` leaves for `make test`: a conversation that runs on every face runs on one, drawn by its name."""

from __future__ import annotations

import os
from zlib import crc32

import pytest

FACES = ("web", "telegram", "slack")


def is_left_out(item: pytest.Item) -> bool:
    """Tell whether a test runs on another face than the one that was drawn for it."""
    place = getattr(item, "callspec", None) and item.callspec.params.get("place")  # type: ignore[attr-defined]
    face = getattr(place, "face", None)
    return face in FACES and face != FACES[crc32(item.nodeid.partition("[")[0].encode()) % len(FACES)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave them out where the profile is quick."""
    if os.environ.get("IDOBATA_TEST_PROFILE") == "quick":
        left_out = [item for item in items if is_left_out(item)]
        items[:] = [item for item in items if not is_left_out(item)]
        config.hook.pytest_deselected(items=left_out)
