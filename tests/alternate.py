"""On which database each case runs in `make test`, where the cases of a test have little to do with databases.

Conversations and faces: the first case of every test runs on both databases, those after it on one and on the other
in turn; the page is on PostgreSQL for the first case, then on SQLite, and so on, while the chats are on SQLite. So each
test meets each database and each face, each case each face, and `make soak` has all with all. What is about storing,
privacy and faults runs on both, case by case, and so does a test that is marked `each_database`.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

WHERE = ("tests/bot/", "tests/handlers/")
# What names a test's database: with the face, or alone.
NAMES = ("place", "backend")


def _given(item: pytest.Item) -> dict[str, object]:
    return getattr(getattr(item, "callspec", None), "params", {})


def _database(item: pytest.Item) -> str:
    given = _given(item)
    return str(getattr(given.get("place"), "backend", given.get("backend", "")))


def _case(item: pytest.Item) -> str:
    return repr([(name, value) for name, value in _given(item).items() if name not in NAMES])


def left_for_soak(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """Give those of some tests that only `make soak` runs."""
    cases: defaultdict[str, dict[str, int]] = defaultdict(dict)
    both: defaultdict[str, set[str]] = defaultdict(set)
    listed = [item for item in items if item.nodeid.startswith(WHERE) and _database(item)]
    for item in listed:
        test = item.nodeid.partition("[")[0]
        both[test].add(_database(item))
        cases[test].setdefault(_case(item), len(cases[test]))
    for item in listed:
        test = item.nodeid.partition("[")[0]
        if len(both[test]) < 2 or item.get_closest_marker("each_database"):
            continue
        number, face = cases[test][_case(item)], getattr(_given(item).get("place"), "face", None)
        its = ("postgres", "sqlite")[number % 2]
        if (face == "web" or (face is None and number > 0)) and _database(item) != its:
            yield item


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them; `make quick`, which is on SQLite alone, has its own choice."""
    if os.environ.get("IDOBATA_TEST_PROFILE") != "quick":
        for item in left_for_soak(items):
            item.add_marker(pytest.mark.soak)
