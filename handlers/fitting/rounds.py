"""How long it takes until every office has been visited once, with the hours and caps that there are; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from storage.hosts import Span

MONTHS = 12
WEEKS_A_MONTH = 52 / MONTHS
DAYS_A_MONTH = 365 / MONTHS
# What was held within so many months says how it goes, if there was as much as this.
PACE_MONTHS, PACE_LEAST = 6, 3
# Beyond so many months nobody can say anything.
FURTHEST = 10 * MONTHS


@dataclass(frozen=True, slots=True)
class Giving:
    """What one host gives: her pool, her hours of a week, at most how often a day, a week, a month (None: open)."""

    pool: str
    spans: tuple[Span, ...] = ()
    a_day: int | None = None
    a_week: int | None = None
    a_month: int | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """A look ahead: how many visits a month hosts can give and have given, and when all offices would be done.

    `pace` is None while too few were held to say. `ends` is the month in which a round that begins now would be over
    (None: it cannot be said), `left` how many visits this fiscal year still has room for.
    """

    hosts: Mapping[str, int]
    offices: int
    can: float
    pace: float | None
    ends: tuple[int, int] | None
    left: int


def monthly(giving: Giving, minutes: int) -> float:
    """Return how many visits of so many minutes (travel included) a host can give in a month, holidays not counted."""
    days: dict[int, int] = {}
    for weekday, start, end in giving.spans:
        days[weekday] = days.get(weekday, 0) + max(0, end - start) // minutes
    week = sum(_least(times, giving.a_day) for times in days.values())
    return _least(_least(week, giving.a_week) * WEEKS_A_MONTH, giving.a_month)


def _least(number: float, cap: int | None) -> float:
    return number if cap is None else min(number, cap)


def capacity(givings: Iterable[Giving], pools: Sequence[str], minutes: int) -> float:
    """Return how many visits a month are possible where one of each pool comes: the pool that gives least says it."""
    sums = dict.fromkeys(pools, 0.0)
    for giving in givings:
        if giving.pool in sums:
            sums[giving.pool] += monthly(giving, minutes)
    return min(sums.values(), default=0.0)


def months_after(today: date, months: int) -> tuple[int, int]:
    """Return the year and month so many months after a day's own."""
    number = today.year * MONTHS + today.month - 1 + months
    return number // MONTHS, number % MONTHS + 1


def pace_of(held: int) -> float | None:
    """Return how many visits a month were held, of how many there were in the last PACE_MONTHS; None: too few."""
    return held / PACE_MONTHS if held >= PACE_LEAST else None


def ahead(
    today: date,
    *,
    givings: Sequence[Giving],
    pools: Sequence[str],
    minutes: int,
    offices: int,
    held: int,
    coming: int,
    year_ends: date,
) -> Round:
    """Return what can be said on a day: `held` in the last PACE_MONTHS, `coming` until the fiscal year ends.

    It goes as it went, where enough was held to say so, but never faster than hours and caps allow.
    """
    can = capacity(givings, pools, minutes)
    pace = pace_of(held)
    goes = can if pace is None else min(can, pace)
    months = ceil(offices / goes) if goes else FURTHEST + 1
    ends = months_after(today, months) if offices and months <= FURTHEST else None
    rest = floor(can * (year_ends - today).days / DAYS_A_MONTH) - coming
    hosts = {pool: sum(giving.pool == pool for giving in givings) for pool in pools}
    return Round(hosts, offices, can, pace, ends, max(0, rest))
