"""From which opening day on somebody may take a course, as far as her record says; pure, and never a judgment.

The first 現任研修 needs two years of 相談支援 within the five before the opening day; whoever has done one before need
only be practising. 主任研修 needs three years after a 現任研修. 実務経験 itself is the prefecture's to judge.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handlers.training.grid import Done
from messages.courses import CHIEF, INITIAL, RENEWAL, Rules

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


def years_on(day: date, years: int) -> date:
    """Return the day so many years later on which so many years are full; 29 February is followed by 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
