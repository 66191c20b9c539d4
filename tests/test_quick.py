"""`make quick` tries each module that starts the program, and leaves nothing out that starts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from tests.quick import left_out


@dataclass(frozen=True)
class Item:
    """As much of a test as is looked at."""

    nodeid: str
    fixturenames: tuple[str, ...] = ()


def kept(*items: Item) -> list[Item]:
    """Return what of these runs."""
    return [item for item in items if cast(pytest.Item, item) not in left_out(cast(list[pytest.Item], items))]


def test_of_each_module_that_starts_the_program_one_runs() -> None:
    items = [Item(f"tests/{module}.py::test[{case}]", ("talk", "place")) for module in "abc" for case in range(20)]
    found = kept(*items)
    assert [item.nodeid[:10] for item in found] == ["tests/a.py", "tests/b.py", "tests/c.py"]
    # The same ones each time, and not the first of each.
    assert kept(*items) == found
    assert {item.nodeid[-3:] for item in found} != {"[0]"}


def test_what_starts_nothing_runs_whole() -> None:
    still = [Item(f"tests/a.py::test_{case}", ("monkeypatch",)) for case in range(20)]
    found = kept(*still, *(Item(f"tests/a.py::test_all[{case}]", ("backend",)) for case in range(5)))
    assert found[:20] == still
    assert len(found) == 21
