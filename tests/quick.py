"""What `make quick` leaves for `make test`: of whatever starts the program one case in EVERY, drawn by its name.

What starts nothing runs whole; whoever works on something runs its own tests besides.
"""

from __future__ import annotations

import os
from zlib import crc32

import pytest

EVERY = 10
# Who asks for one of these works with a database or a folder of its own.
STARTS = {"backend", "place", "tmp_path", "world"}


def is_left_out(item: pytest.Item) -> bool:
    """Tell whether a test starts the program and was not drawn."""
    starts = not STARTS.isdisjoint(getattr(item, "fixturenames", ()))
    return starts and crc32(item.nodeid.encode()) % EVERY > 0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave them out where the profile is quick."""
    if os.environ.get("IDOBATA_TEST_PROFILE") == "quick":
        left_out = [item for item in items if is_left_out(item)]
        items[:] = [item for item in items if not is_left_out(item)]
        config.hook.pytest_deselected(items=left_out)
