"""Where each case runs in `make test`: on one face and on one database; `make soak` has all with all.

Conversations: a module's cases take the faces in turn, page, Telegram, Slack, and the page its databases, so that every
module meets every face and both databases. A conversation that differs by face is marked `each_face` and runs on each.
What has no face takes the databases in turn; where it has to do with the database it is marked `each_database`. What is
about storing, privacy and faults is not touched here.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import pytest

from tests.needs import NEEDS

WHERE = ("tests/bot/", "tests/handlers/")
# What names a test's database: with the face, or alone.
NAMES = ("place", "backend")


def _given(item: pytest.Item) -> dict[str, object]:
    return getattr(getattr(item, "callspec", None), "params", {})


def _database(item: pytest.Item) -> str:
    given = _given(item)
    return str(getattr(given.get("place"), "backend", given.get("backend", "")))


def _face(item: pytest.Item) -> str:
    return str(getattr(_given(item).get("place"), "face", ""))


def _case(item: pytest.Item) -> str:
    rest = [(name, value) for name, value in _given(item).items() if name not in NAMES]
    return f"{item.nodeid.partition('[')[0]} {rest!r}"


def _ordinary(case: list[pytest.Item], turn: int) -> list[pytest.Item]:
    """Return those of a case's items, each in another place, that run when it is this turn in its module."""
    if case[0].get_closest_marker("each_database"):
        return case
    faces: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in case:
        faces[_face(item)].append(item)
    drawn = list(faces)[turn % len(faces)]
    each = case[0].get_closest_marker("each_face")
    # A face that comes again is on its other database.
    again = turn if each else turn // len(faces)
    return [items[(again + 1) % len(items)] for face, items in faces.items() if each or face == drawn]


def left_for_soak(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """Give those of some tests that only `make soak` runs."""
    cases: defaultdict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.nodeid.startswith(WHERE) and _database(item) and not item.get_closest_marker("soak"):
            cases[_case(item)].append(item)
    missing = "postgres" if NEEDS["postgres"].find() is None else ""
    turns: Counter[str] = Counter()
    for name, case in cases.items():
        module = name.partition("::")[0]
        # What cannot run here takes no case's turn; what knows no other database says so.
        there = [item for item in case if _database(item) != missing]
        ordinary = _ordinary(there or case, turns[module])
        turns[module] += 1
        yield from (item for item in case if item not in ordinary)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark them; `make quick`, which is on SQLite alone, has its own choice."""
    if os.environ.get("IDOBATA_TEST_PROFILE") != "quick":
        for item in left_for_soak(items):
            item.add_marker(pytest.mark.soak)
