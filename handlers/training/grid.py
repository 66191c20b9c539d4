"""The five-year grid of the 相談支援専門員: which windows there are, what filled them, and until when; pure.

Year 1 is the fiscal year after the one in which 初任者研修 was completed; each window is five fiscal years and needs a
completion of its own (現任, or 主任 in its place) in any of them. A completion never moves the grid. Where a window has
passed without one, only a new 初任者研修 begins another grid. Source: 平成24年厚生労働省告示第227号 第二号, as
prefectures read it. Where no source says how it goes on, `unsure` says so (docs/training.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from messages.courses import INITIAL, Rules
from messages.eras import Era, fiscal_year

Kind = Literal["unknown", "runs", "lapsed"]
Unsure = Literal["", "moved", "starts"]


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

    @property
    def last(self) -> date:
        """The last day on which it can have been: of a month or fiscal year known alone, its end."""
        return Era(self.on, self.exactly).last


@dataclass(frozen=True, slots=True)
class Window:
    """One window: its first and last fiscal year, what filled it, and a deadline that was moved for this person."""

    first: int
    last: int
    filled: Done | None = None
    moved_to: date | None = None

    @property
    def regular(self) -> date:
        """31 March of its last fiscal year; on a Saturday or Sunday too (行政機関の休日法 2条 is about 申請 alone)."""
        return date(self.last + 1, 3, 31)

    @property
    def deadline(self) -> date:
        """Its regular end, or the day to which an issuer has moved it."""
        return self.moved_to or self.regular


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands: 'unknown' (no 初任者研修 is known), 'runs' or 'lapsed'.

    `windows` are those since `start`, the 初任者研修 that counts; the last of them is the one that matters now: the
    first that nothing has filled. `before` are windows of grids that have ended.

    `unsure` says why no source tells whether the grid goes on as it is shown: 'moved' (the last completion lies behind
    a regular deadline that was moved), 'starts' (a second initial one was completed before the first one's grid had
    ended). Whoever shows a deadline then says that the prefecture is to be asked. An issuer's word on the deadline
    that is shown, entered as one that was moved (to the same day, if it stays), settles it.
    """

    kind: Kind
    start: Done | None = None
    windows: tuple[Window, ...] = ()
    before: tuple[Window, ...] = field(default=())
    unsure: Unsure = ""

    @property
    def window(self) -> Window | None:
        """The window that is to be filled next, or that has passed unfilled."""
        return self.windows[-1] if self.windows else None

    @property
    def deadline(self) -> date | None:
        """Until when; None where nothing is known."""
        return self.window.deadline if self.window else None

    @property
    def lapsed_on(self) -> date | None:
        """The first day after a deadline that passed without a completion; None where none has."""
        return self.window.deadline + timedelta(days=1) if self.kind == "lapsed" and self.window else None


def standing(done: Iterable[Done], rules: Rules, today: date, moved: Mapping[date, date] | None = None) -> Standing:
    """Return how somebody stands today, from what she has completed by then.

    `moved` has deadlines that were moved for her: to which day, by the regular one.
    """
    known = sorted(one for one in done if one.on <= today)
    starts = [one for one in known if one.course == INITIAL]
    if not starts:
        return Standing("unknown")
    counting = rules.counting
    counted = [one for one in known if one.course in counting]
    start, doubted = starts[0], False
    before: tuple[Window, ...] = ()
    while True:
        windows, unsure = _windows(start, counted, rules.duties.years, moved or {})
        again, sure = _again(start, starts, windows[-1].deadline)
        if today <= windows[-1].deadline:
            two = (doubted or again is not None) and not windows[-1].moved_to
            return Standing("runs", start, windows, before, unsure or ("starts" if two else ""))
        if again is None:
            return Standing("lapsed", start, windows, before, unsure)
        start, doubted, before = again, not sure, (*before, *windows)


def _windows(
    start: Done, counted: Sequence[Done], years: int, moved: Mapping[date, date]
) -> tuple[tuple[Window, ...], Unsure]:
    """Return the windows from a start on, up to the first that nothing has filled; and whether that one is unsure."""
    found: list[Window] = []
    unsure: Unsure = ""
    first, after = start.year + 1, 0
    while True:
        regular = date(first + years, 3, 31)
        # A deadline is put off, never brought forward.
        moved_to = max(moved[regular], regular) if regular in moved else None
        unsure = "" if moved_to else unsure
        after, filled = _filling(first, moved_to or regular, counted, after)
        found.append(Window(first, first + years - 1, filled, moved_to))
        if filled is None:
            return tuple(found), unsure
        unsure = "moved" if filled.on > regular else unsure
        first += years


def _filling(first: int, until: date, counted: Sequence[Done], after: int) -> tuple[int, Done | None]:
    """Return what fills a window, and behind which place of `counted` the next one looks: none fills two."""
    for place in range(after, len(counted)):
        if counted[place].year >= first:
            return (place + 1, counted[place]) if counted[place].on <= until else (place, None)
    return len(counted), None


def _again(start: Done, starts: Sequence[Done], deadline: date) -> tuple[Done | None, bool]:
    """Return the 初任者研修 with which another grid begins once this one has ended, and whether that is sure.

    It is the first one after the deadline. Where there is none, but another one from before, nobody can say that she
    has no valid one: the grid of the newest is shown, unsure.
    """
    if later := next((one for one in starts if one.on > deadline), None):
        return later, True
    return (starts[-1] if starts[-1].year > start.year else None), False
