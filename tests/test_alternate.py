"""Which cases of a test `make test` leaves for `make soak`, and that it leaves none out altogether."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.alternate import left_for_soak
from tests.fixtures import SLACK, TELEGRAM, WEB, Place
from tests.needs import NEEDS


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


def drawn(names: list[str], where: list[Any], cases: int, *markers: str) -> list[tuple[Any, int, str]]:
    """Return what `make test` runs of tests with so many cases, each as its place, its case and its test."""
    key = "place" if isinstance(where[0], Place) else "backend"
    items = [
        Item(f"{name}[{place}-{case}]", {key: place, "case": case}, frozenset(markers))
        for name, place, case in product(names, where, range(cases))
    ]
    left = cast(list[Item], list(left_for_soak(cast(list[pytest.Item], items))))
    kept = [item for item in items if item not in left and "soak" not in item.markers]
    return [(item.params[key], item.params["case"], item.nodeid.partition("[")[0]) for item in kept]


def ordinary(name: str, where: list[Any], cases: int, *markers: str) -> set[tuple[Any, int]]:
    """Return what `make test` runs of one test, each as its place and its case."""
    return {(place, case) for place, case, _ in drawn([name], where, cases, *markers)}


ON_POSTGRES = Place("web", "postgres")
PLACES = [WEB, TELEGRAM, SLACK, ON_POSTGRES]
BOTH = ["sqlite", "postgres"]


def test_the_cases_of_a_module_take_the_faces_in_turn_and_the_page_its_databases() -> None:
    found = ordinary("tests/handlers/x.py::test", PLACES, 7)
    turns = [ON_POSTGRES, TELEGRAM, SLACK, WEB, TELEGRAM, SLACK, ON_POSTGRES]
    assert found == {(place, case) for case, place in enumerate(turns)}


def test_the_next_test_of_a_module_goes_on_with_the_next_face() -> None:
    tests = [f"tests/handlers/x.py::test_{name}" for name in "abc"]
    assert [where for where, _, _ in drawn(tests, PLACES, 1)] == [ON_POSTGRES, TELEGRAM, SLACK]
    others = ["tests/handlers/x.py::test_a", "tests/handlers/y.py::test_b"]
    assert [where for where, _, _ in drawn(others, PLACES, 1)] == [ON_POSTGRES, ON_POSTGRES]


def test_what_differs_by_face_runs_on_each_of_them() -> None:
    found = ordinary("tests/handlers/x.py::test", PLACES, 2, "each_face")
    assert found == {(face, case) for face in (TELEGRAM, SLACK) for case in range(2)} | {(ON_POSTGRES, 0), (WEB, 1)}


def test_what_has_no_face_takes_the_databases_in_turn() -> None:
    found = ordinary("tests/bot/x.py::test", BOTH, 4)
    assert found == {("postgres", 0), ("sqlite", 1), ("postgres", 2), ("sqlite", 3)}


def test_without_postgresql_everything_runs_once_on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NEEDS, "postgres", NEEDS["postgres"]._replace(find=lambda: None))
    assert ordinary("tests/bot/x.py::test", BOTH, 2) == {("sqlite", 0), ("sqlite", 1)}
    assert ordinary("tests/handlers/x.py::test", PLACES, 3) == {(WEB, 0), (TELEGRAM, 1), (SLACK, 2)}
    # What knows PostgreSQL only is left to say that it is not there.
    assert ordinary("tests/bot/x.py::test", ["postgres"], 1) == {("postgres", 0)}


def test_what_is_a_long_run_already_takes_no_turn() -> None:
    assert drawn(["tests/bot/x.py::test"], BOTH, 1, "soak") == []


@pytest.mark.parametrize("name", ["tests/privacy/x.py::test", "tests/faults/x.py::test", "tests/storage/x.py::test"])
def test_what_is_about_storing_privacy_and_faults_runs_on_both(name: str) -> None:
    assert ordinary(name, BOTH, 3) == set(product(BOTH, range(3)))


def test_so_does_what_is_marked_and_what_knows_one_database_only() -> None:
    assert ordinary("tests/bot/x.py::test", BOTH, 3, "each_database") == set(product(BOTH, range(3)))
    assert ordinary("tests/bot/x.py::test", ["sqlite"], 3) == set(product(["sqlite"], range(3)))
