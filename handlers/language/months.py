"""Steps from month to month; pure."""

from __future__ import annotations

from datetime import date, timedelta


def month_on(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the month so many months on, or back."""
    months = year * 12 + month - 1 + count
    return months // 12, months % 12 + 1


def months_on(day: date, count: int) -> date:
    """Return the same day so many months on, or back; of a month that has none, the last."""
    year, month = month_on(day.year, day.month, count)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), month_end(year, month))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(*month_on(year, month, 1), 1) - timedelta(days=1)
