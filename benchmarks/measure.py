"""How a goal is measured: contenders alternate in small blocks in one process; medians and spreads of CPU and time."""

from __future__ import annotations

import gc
import math
import os
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

QUICK = os.environ.get("BENCH_QUICK") == "1"


def size(full: int, quick: int) -> int:
    """Return how much to do: the full size, or that of BENCH_QUICK=1, which only shows that everything runs."""
    return quick if QUICK else full


class Contender(Protocol):
    """Something that is measured: made ready without being timed, then run for one block."""

    def prepare(self) -> None:
        """Do what the next block needs; it is not timed."""
        ...

    def block(self) -> int:
        """Run one block and return how many operations it did."""
        ...


@dataclass(slots=True)
class Costs:
    """What one contender's operations cost, block by block: seconds of CPU of the whole process, and by the clock."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


def alternate(contenders: Mapping[str, Contender], blocks: int) -> dict[str, Costs]:
    """Let contenders take turns, block by block, each first in its turn; one block each is run before and not counted.

    The garbage of one contender is collected before the next is timed, so that none pays for another's.
    """
    costs = {name: Costs() for name in contenders}
    for contender in contenders.values():
        contender.prepare()
        contender.block()
    names = list(contenders)
    for turn in range(blocks):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            contenders[name].prepare()
            gc.collect()
            cpu, wall = time.process_time(), time.perf_counter()
            count = contenders[name].block()
            spent, passed = time.process_time() - cpu, time.perf_counter() - wall
            costs[name].cpu.append(spent / count)
            costs[name].wall.append(passed / count)
    return costs


@dataclass(frozen=True, slots=True)
class Figure:
    """A median with the quartiles around it."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return it as it stands in the table."""
        if self.low == self.high:
            return plain(self.median)
        return f"{plain(self.median)} ({plain(self.low)} to {plain(self.high)})"


def plain(number: float) -> str:
    """Return a number with three digits that count."""
    if number == int(number):
        return f"{int(number):,}"
    digits = max(0, 2 - math.floor(math.log10(abs(number))))
    return f"{number:,.{min(digits, 5)}f}"


def figure(values: Sequence[float]) -> Figure:
    """Return the median and the quartiles."""
    if len(values) < 2:
        return Figure(values[0], values[0], values[0])
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return Figure(median, low, high)


def ratio(above: Sequence[float], below: Sequence[float]) -> Figure:
    """Return how many times more one costs than the other, taken pair by pair of blocks that ran side by side."""
    return figure([a / b for a, b in zip(above, below, strict=True)])


def millis(seconds: Sequence[float]) -> Figure:
    """Return seconds as milliseconds."""
    return figure([value * 1000 for value in seconds])


def exact(number: float) -> Figure:
    """Return a count, which has no spread."""
    return Figure(number, number, number)


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the value that so many percent of all lie below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a goal, what was measured, and the limit; without a limit it only explains another row."""

    goal: str
    what: str
    figure: Figure
    unit: str = "x"
    at_most: float | None = None
    at_least: float | None = None

    @property
    def wanted(self) -> str:
        """The limit in words."""
        if self.at_most is not None:
            return f"at most {plain(self.at_most)} {self.unit}".rstrip()
        return f"at least {plain(self.at_least)} {self.unit}".rstrip() if self.at_least is not None else ""

    @property
    def verdict(self) -> str:
        """Whether the goal is reached, or by how much not."""
        found = self.figure.median
        if self.at_most is not None:
            return "reached" if found <= self.at_most else _missed(found, self.at_most, "above")
        if self.at_least is not None:
            return "reached" if found >= self.at_least else _missed(found, self.at_least, "below")
        return ""


def _missed(found: float, limit: float, side: str) -> str:
    if min(found, limit) <= 0:
        return f"missed: {plain(abs(found - limit))} {side}"
    return f"missed: {plain(max(found, limit) / min(found, limit))} times {side}"


@contextmanager
def timed(into: list[float]) -> Iterator[None]:
    """Add the seconds that the body took by the clock."""
    start = time.perf_counter()
    yield
    into.append(time.perf_counter() - start)
