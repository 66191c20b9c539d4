"""Which cases of a test `make test` leaves for `make soak`, and that it leaves none out altogether."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.alternate import left_for_soak
from tests.fixtures import SLACK, TELEGRAM, WEB, Place


@dataclass(frozen=True)
class Item:
    """As much of a test as is looked at."""

    nodeid: str
    params: dict[str, Any]
    markers: frozenset[str] = field(default=frozenset())

    @property
    def callspec(self) -> SimpleNamespace:
        return SimpleNamespace(params=self.params)

    def get_closest_marker(self, name: str) -> bool:
        return name in self.markers


def ordinary(name: str, where: list[Any], cases: int, *markers: str) -> set[tuple[Any, int]]:
    """Return what `make test` runs of a test with so many cases, each as its place and its case."""
    key = "place" if isinstance(where[0], Place) else "backend"
    items = [
        Item(f"{name}[{place}-{case}]", {key: place, "case": case}, frozenset(markers))
        for place, case in product(where, range(cases))
    ]
    left = cast(list[Item], list(left_for_soak(cast(list[pytest.Item], items))))
    return {(item.params[key], item.params["case"]) for item in items if item not in left}


ON_POSTGRES = Place("web", "postgres")
PLACES = [WEB, TELEGRAM, SLACK, ON_POSTGRES]
BOTH = ["sqlite", "postgres"]


def test_every_case_runs_on_every_face_and_every_test_on_both_databases() -> None:
    chats = {(face, case) for face in (TELEGRAM, SLACK) for case in range(3)}
    assert ordinary("tests/handlers/x.py::test", PLACES, 3) == chats | {(ON_POSTGRES, 0), (WEB, 1), (ON_POSTGRES, 2)}
    assert ordinary("tests/handlers/x.py::test", PLACES, 1) == {(TELEGRAM, 0), (SLACK, 0), (ON_POSTGRES, 0)}


def test_the_first_case_runs_on_both_databases_and_the_others_in_turn() -> None:
    found = ordinary("tests/bot/x.py::test", BOTH, 4)
    assert found == {("sqlite", 0), ("postgres", 0), ("sqlite", 1), ("postgres", 2), ("sqlite", 3)}
    assert ordinary("tests/bot/x.py::test", BOTH, 1) == {("sqlite", 0), ("postgres", 0)}


@pytest.mark.parametrize("name", ["tests/privacy/x.py::test", "tests/faults/x.py::test", "tests/storage/x.py::test"])
def test_what_is_about_storing_privacy_and_faults_runs_on_both(name: str) -> None:
    assert ordinary(name, BOTH, 3) == set(product(BOTH, range(3)))


def test_so_does_what_is_marked_and_what_knows_one_database_only() -> None:
    assert ordinary("tests/bot/x.py::test", BOTH, 3, "each_database") == set(product(BOTH, range(3)))
    assert ordinary("tests/bot/x.py::test", ["sqlite"], 3) == set(product(["sqlite"], range(3)))
    assert ordinary("tests/bot/x.py::test", [WEB, TELEGRAM], 2) == set(product([WEB, TELEGRAM], range(2)))
