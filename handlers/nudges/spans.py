"""Days and months between days, as nudges count them; pure."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from handlers.kit.days import is_working_day
from handlers.training.grid import fiscal_year


def months_on(day: date, months: int) -> date:
    """Return the same day so many months later, or earlier; the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), _last_of(year, month + 1))


def _last_of(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def days_before(day: date, days: int) -> date:
    """Return the day so many days before."""
    return day - timedelta(days=days)


@lru_cache(maxsize=4096)
def open_before(day: date, closed: frozenset[str] = frozenset()) -> date:
    """Return the last working day up to a day: a letter of that day comes in time."""
    while not is_working_day(day, closed):
        day -= timedelta(days=1)
    return day


def fiscal_start(day: date) -> date:
    """Return 1 April of the fiscal year in which a day lies."""
    return date(fiscal_year(day), 4, 1)
