"""From which opening day on somebody may take a course, as far as her record says; pure, and never a judgment.

The first 現任研修 needs two years of 相談支援 within the five before the opening day; whoever has done one before need
only be practising. 主任研修 needs three years after a 現任研修. 実務経験 itself is the prefecture's to judge: what is
counted here is the time since she began, as if she had not stopped, from the first day that her record allows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from handlers.training.grid import Done
from messages.courses import CHIEF, INITIAL, RENEWAL, Rules
from messages.eras import fiscal_start
from storage.runs import CourseRun

if TYPE_CHECKING:
    from handlers.training.known import Known

Why = Literal["anybody", "practice", "practising", "chief", "no-practice", "no-initial", "no-renewal"]


@dataclass(frozen=True, slots=True)
class May:
    """From which opening day on, and why; no day: from any (`known`), or nobody knows yet (not `known`)."""

    why: Why
    on: date | None = None

    @property
    def known(self) -> bool:
        """Whether the record says enough."""
        return not self.why.startswith("no-")

    def opens(self, opening: date) -> bool:
        """Tell whether she may take a run that opens then; where the record does not say, nobody is kept from it."""
        return self.on is None or opening >= self.on


@dataclass(frozen=True, slots=True)
class Tight:
    """That somebody may not be able to complete her first 現任研修 in time: her two years are full late.

    'after': only behind the deadline. 'last-year': within the last fiscal year, so that all depends on when the course
    opens then. `on` is the first opening day that would do, `opened` the latest that is known and is too early.
    """

    why: Literal["after", "last-year"]
    on: date
    deadline: date
    opened: date | None = None


def may(course: str, done: Iterable[Done], practice_on: date | None, rules: Rules) -> May:
    """Return from when on somebody may take a course."""
    known = sorted(done)
    if course == RENEWAL:
        return _renewal(known, practice_on, rules)
    if course == CHIEF:
        return _chief(known, practice_on, rules)
    return May("anybody")


def _renewal(done: list[Done], practice_on: date | None, rules: Rules) -> May:
    starts = [one for one in done if one.course == INITIAL]
    if not starts:
        return May("no-initial")
    # After a lapse the first one after the new 初任者研修 is a first one again.
    if any(one.course in rules.counting and one.on >= starts[-1].on for one in done):
        return May("practising")
    return May("practice", years_on(practice_on, rules.duties.practice)) if practice_on else May("no-practice")


def _chief(done: list[Done], practice_on: date | None, rules: Rules) -> May:
    renewals = [one for one in done if one.course == RENEWAL]
    if not renewals:
        return May("no-renewal")
    since = max(renewals[0].on, practice_on or date.min)
    return May("chief", years_on(since, rules.duties.chief_practice))


def warning(known: Known, runs: Iterable[CourseRun], today: date) -> Tight | None:
    """Return the early warning of who begins to practise late in her window; None where nothing speaks for it.

    It is called for when no run that is known opens in time for her, and no whole fiscal year is left in which one
    could. Whose two years are full already is not warned but told of the runs.
    """
    stands = known.standing
    needs = may(RENEWAL, known.done, known.practice_on, known.rules)
    if stands.kind != "runs" or stands.deadline is None or needs.on is None or needs.on <= today:
        return None
    offered = [run for run in runs if run.course == RENEWAL and not run.off_at]
    if any(run.opens_on >= needs.on and run.ends_on <= stands.deadline for run in offered):
        return None
    if needs.on > stands.deadline:
        return Tight("after", needs.on, stands.deadline)
    if needs.on <= fiscal_start(stands.deadline):
        return None
    opened = max((run.opens_on for run in offered if run.opens_on < needs.on), default=None)
    return Tight("last-year", needs.on, stands.deadline, opened)


def years_on(day: date, years: int) -> date:
    """Return the day so many years later on which so many years are full; 29 February is followed by 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
