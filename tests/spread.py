"""Spreading: everything is tried with something in `make test`, everything with everything in `make soak`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

import pytest
from _pytest.mark import ParameterSet

BACKENDS = ("sqlite", "postgres")


def spread(*axes: Iterable[Any], turns: int = 1) -> list[ParameterSet]:
    """Return all combinations of the axes' values; what is not in the ordinary spread is marked as soak.

    There the first value of the first axis stands with the first of every other axis, the second with the second, and
    so on, from the beginning again where an axis is shorter; with more `turns` also with those that come after.
    """
    listed = [list(axis) for axis in axes]
    around = range(max(map(len, listed)))
    chosen = {(p % len(listed[0]), *((p + t) % len(axis) for axis in listed[1:])) for p in around for t in range(turns)}
    found = []
    for places in product(*(range(len(axis)) for axis in listed)):
        values = tuple(axis[place] for axis, place in zip(listed, places, strict=True))
        found.append(_param(values, ordinary=places in chosen))
    return found


def marked(combinations: Sequence[tuple[Any, ...]], *, ordinary: int) -> list[ParameterSet]:
    """Return these combinations of values; all but so many first ones are marked as soak."""
    return [_param(values, ordinary=place < ordinary) for place, values in enumerate(combinations)]


def _param(values: tuple[Any, ...], *, ordinary: bool) -> ParameterSet:
    marks = [pytest.mark.postgres] if "postgres" in values else []
    marks += [] if ordinary else [pytest.mark.soak]
    return pytest.param(*values, marks=marks, id="-".join(map(str, values)))
