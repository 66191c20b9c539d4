"""The five-year grid of the 相談支援専門員: which windows there are, what filled them, and until when; pure.

Year 1 is the fiscal year after the one in which 初任者研修 was completed; each window is five fiscal years and needs a
completion of its own (現任, or 主任 in its place) in any of them. A completion never moves the grid. Where a window has
passed without one, only a new 初任者研修 begins another grid. Source: 平成24年厚生労働省告示第227号 第二号, as
prefectures read it (docs/training.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from messages.courses import INITIAL, Rules

Kind = Literal["unknown", "runs", "lapsed"]


@dataclass(frozen=True, slots=True, order=True)
class Done:
    """A completion: its day (of a month the first, of a fiscal year 1 April), the course's key, how exactly known."""

    on: date
    course: str
    exactly: str = "day"

    @property
    def year(self) -> int:
        """The fiscal year in which it lies."""
        return fiscal_year(self.on)


@dataclass(frozen=True, slots=True)
class Window:
    """One window: its first and last fiscal year, what filled it, and a deadline that was moved for this person."""

    first: int
    last: int
    filled: Done | None = None
    moved_to: date | None = None

    @property
    def deadline(self) -> date:
        """31 March of its last fiscal year, or the day to which an issuer has moved it."""
        return self.moved_to or date(self.last + 1, 3, 31)


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands: 'unknown' (no 初任者研修 is known), 'runs' or 'lapsed'.

    `windows` are those since `start`, the newest 初任者研修 that counts; the last of them is the one that matters now:
    the first that nothing has filled. `before` are windows of grids that have ended.
    """

    kind: Kind
    start: Done | None = None
    windows: tuple[Window, ...] = ()
    before: tuple[Window, ...] = field(default=())

    @property
    def window(self) -> Window | None:
        """The window that is to be filled next, or that has passed unfilled."""
        return self.windows[-1] if self.windows else None

    @property
    def deadline(self) -> date | None:
        """Until when; None where nothing is known."""
        return self.window.deadline if self.window else None


def fiscal_year(day: date) -> int:
    """Return the fiscal year of a day: from 1 April to 31 March (地方自治法 208条)."""
    return day.year if day.month >= 4 else day.year - 1


def standing(done: Iterable[Done], rules: Rules, today: date, moved: Mapping[date, date] | None = None) -> Standing:
    """Return how somebody stands today, from what she has completed; `moved` has deadlines that were moved, by day."""
    known = sorted(done)
    starts = [one for one in known if one.course == INITIAL]
    if not starts:
        return Standing("unknown")
    counted = [one for one in known if one.course in rules.counting]
    start = starts[0]
    before: tuple[Window, ...] = ()
    while True:
        windows = _windows(start, counted, rules.duties.years, moved or {})
        deadline = windows[-1].deadline
        again = next((one for one in starts if one.on > deadline), None)
        if today <= deadline or again is None:
            return Standing("lapsed" if today > deadline else "runs", start, windows, before)
        start, before = again, (*before, *windows)


def _windows(start: Done, counted: Sequence[Done], years: int, moved: Mapping[date, date]) -> tuple[Window, ...]:
    """Return the windows from a start on, up to the first that nothing has filled."""
    found: list[Window] = []
    used: set[Done] = set()
    while True:
        first = start.year + 1 + years * len(found)
        window = Window(first, first + years - 1)
        window = Window(window.first, window.last, None, moved.get(window.deadline))
        filled = _filling(window, counted, used)
        found.append(Window(window.first, window.last, filled, window.moved_to))
        if filled is None:
            return tuple(found)
        used.add(filled)


def _filling(window: Window, counted: Sequence[Done], used: Collection[Done]) -> Done | None:
    """Return what fills a window: the first completion in it that has filled none before."""
    until = window.deadline
    free = (one for one in counted if one not in used)
    return next((one for one in free if one.year >= window.first and one.on <= until), None)
