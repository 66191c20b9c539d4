"""From which opening day on somebody may take a course, as far as her record says; pure, and never a judgment.

The first 現任研修 needs two years of 相談支援 within the five before the opening day; whoever has done one before need
only be practising. 主任研修 needs three years after a 現任研修. 実務経験 itself is the prefecture's to judge: what is
counted here is the time since she began, as if she had not stopped. Of a month or a fiscal year known alone the last
day is counted, so that nobody is told too early that she may; nor is she kept from a run that its first day allows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handlers.training.grid import Done
from handlers.training.known import Known
from messages.courses import CHIEF, INITIAL, RENEWAL
from messages.eras import fiscal_start
from storage.runs import CourseRun

Why = Literal["anybody", "practice", "practising", "chief", "no-practice", "no-initial", "no-renewal"]


@dataclass(frozen=True, slots=True)
class May:
    """From which opening day on, and why; no day: from any (`known`), or nobody knows yet (not `known`).

    `early` is the first opening day that may do where the record names a month or a year alone: between it and `on`
    the exact day decides. None where the day is known.
    """

    why: Why
    on: date | None = None
    early: date | None = None

    @property
    def known(self) -> bool:
        """Whether the record says enough."""
        return not self.why.startswith("no-")

    @property
    def first(self) -> date | None:
        """The first opening day that may do."""
        return self.early or self.on

    def opens(self, opening: date) -> bool:
        """Tell whether she may be able to take a run that opens then; what the record leaves open keeps nobody."""
        return self.first is None or opening >= self.first

    def decides(self, opening: date) -> bool:
        """Tell whether it is the exact day of what the record names a month or a year of that decides about a run."""
        return self.early is not None and self.on is not None and self.early <= opening < self.on


@dataclass(frozen=True, slots=True)
class Tight:
    """That somebody may not be able to complete her first 現任研修 in time: her two years are full late.

    'after': only behind the deadline. 'last-year': within the last fiscal year, so that all depends on when the course
    opens then. `on` is the first opening day that would do, `opened` the latest that is known and is too early.
    `roughly`: since when she practises is known to the month or the year alone, so `on` may be earlier.
    """

    why: Literal["after", "last-year"]
    on: date
    deadline: date
    opened: date | None = None
    roughly: bool = False


def may(course: str, hers: Known) -> May:
    """Return from when on somebody may take a course."""
    done = sorted(hers.done)
    if course == RENEWAL:
        return _renewal(done, hers)
    return _chief(done, hers) if course == CHIEF else May("anybody")


def _renewal(done: list[Done], hers: Known) -> May:
    starts = [one for one in done if one.course == INITIAL]
    if not starts:
        return May("no-initial")
    # After a lapse the first one after the new 初任者研修 is a first one again.
    if any(one.course in hers.rules.counting and one.on >= starts[-1].on for one in done):
        return May("practising")
    since = hers.practice
    return _full("practice", since.day, since.last, hers.rules.duties.practice) if since else May("no-practice")


def _chief(done: list[Done], hers: Known) -> May:
    renewals = [one for one in done if one.course == RENEWAL]
    if not renewals:
        return May("no-renewal")
    first, last = renewals[0].on, min(one.last for one in renewals)
    if hers.practice:
        first, last = max(first, hers.practice.day), max(last, hers.practice.last)
    return _full("chief", first, last, hers.rules.duties.chief_practice)


def _full(why: Why, first: date, last: date, years: int) -> May:
    """Return when so many years are full of what began on a day from the first to the last."""
    early, on = years_on(first, years), years_on(last, years)
    return May(why, on, early if early < on else None)


def warning(known: Known, runs: Iterable[CourseRun], today: date) -> Tight | None:
    """Return the early warning of who begins to practise late in her window; None where nothing speaks for it.

    It is called for when no run that is known opens in time for her, and no whole fiscal year is left in which one
    could. Whose two years are full already is not warned but told of the runs.
    """
    stands = known.standing
    needs = may(RENEWAL, known)
    if stands.kind != "runs" or stands.deadline is None or needs.on is None or needs.on <= today:
        return None
    roughly = needs.early is not None
    offered = [run for run in runs if run.course == RENEWAL and not run.off_at]
    if any(run.opens_on >= needs.on and run.ends_on <= stands.deadline for run in offered):
        return None
    if needs.on > stands.deadline:
        return Tight("after", needs.on, stands.deadline, roughly=roughly)
    if needs.on <= fiscal_start(stands.deadline):
        return None
    opened = max((run.opens_on for run in offered if run.opens_on < needs.on), default=None)
    return Tight("last-year", needs.on, stands.deadline, opened, roughly)


def years_on(day: date, years: int) -> date:
    """Return the day so many years later on which so many years are full; 29 February is followed by 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
