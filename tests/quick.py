"""What `make quick` leaves for `make test`: of whatever starts the program all but one of each module, drawn by name.

What starts nothing runs whole; whoever works on something runs its own tests besides.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import groupby
from zlib import crc32

import pytest

# Who asks for one of these works with a database or a folder of its own.
STARTS = {"backend", "place", "tmp_path", "world"}


def left_out(items: Sequence[pytest.Item]) -> set[pytest.Item]:
    """Return the tests that start the program, without the one of each module whose name draws the lowest number."""
    starting = [item for item in items if not STARTS.isdisjoint(getattr(item, "fixturenames", ()))]
    found = set[pytest.Item]()
    for _, some in groupby(starting, lambda item: item.nodeid.partition("::")[0]):
        found |= set(sorted(some, key=lambda item: crc32(item.nodeid.encode()))[1:])
    return found


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave them out where the profile is quick; of what is marked, the marks decide first."""
    if os.environ.get("IDOBATA_TEST_PROFILE") == "quick":
        gone = left_out(items)
        items[:] = [item for item in items if item not in gone]
        config.hook.pytest_deselected(items=list(gone))
