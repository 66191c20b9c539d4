"""Working days and hours: when 朝の1通 comes and when a telephone may ring; pure.

`closed` are the days (YYYY-MM-DD) on which a network's centre is closed although others work: storage/networks.py.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, time, timedelta

import jpholiday

from handlers.language.dates import Calendar

# The turn of the year, when offices are closed by custom: 29 December to 3 January.
_CLOSED = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})


def is_ordinary(day: date) -> bool:
    """Tell whether a day is neither a public holiday nor at the turn of the year."""
    return (day.month, day.day) not in _CLOSED and not jpholiday.is_holiday(day)


def is_working_day(day: date, closed: Container[str] = ()) -> bool:
    """Tell whether offices are open: Monday to Friday, no public holiday, not the turn of the year, not closed."""
    return day.weekday() < 5 and is_ordinary(day) and day.isoformat() not in closed


def offices(closed: Container[str] = (), opens: int = 9 * 60, closes: int = 17 * 60) -> Calendar:
    """Return the calendar with which words about days are read: working days, holidays' names, opening hours."""
    return Calendar(lambda day: is_working_day(day, closed), jpholiday.is_holiday_name, opens, closes)


def working_day(day: date, closed: Container[str] = ()) -> date:
    """Return the first working day from a day on."""
    while not is_working_day(day, closed):
        day += timedelta(days=1)
    return day


def working_days_before(day: date, count: int, closed: Container[str] = ()) -> date:
    """Return the day that lies so many working days before a day."""
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day, closed)
    return day


def minute_of(local: datetime) -> int:
    """Return the minute of the day."""
    return local.hour * 60 + local.minute


def is_letter_time(local: datetime, morning_at: int, hours_until: int, closed: Container[str] = ()) -> bool:
    """Tell whether 朝の1通 may come now: a working day, from its minute on, and never at night."""
    in_time = morning_at <= minute_of(local) < max(hours_until, morning_at + 60)
    return in_time and is_working_day(local.date(), closed)


def rings(local: datetime, hours_from: int, hours_until: int, closed: Container[str] = ()) -> bool:
    """Tell whether a telephone may ring now: within the hours of a working day."""
    return hours_from <= minute_of(local) < hours_until and is_working_day(local.date(), closed)


def next_hours(local: datetime, hours_from: int, closed: Container[str] = ()) -> datetime:
    """Return the next beginning of the hours on a working day, later than now."""
    start = time(hours_from // 60, hours_from % 60)
    today = datetime.combine(local.date(), start, local.tzinfo)
    day = local.date() if today > local else local.date() + timedelta(days=1)
    return datetime.combine(working_day(day, closed), start, local.tzinfo)


def letter_day(local: datetime, morning_at: int, closed: Container[str] = ()) -> date:
    """Return the day whose letter brings, when all goes well, what becomes due at a moment."""
    in_time = minute_of(local) <= morning_at
    return working_day(local.date() if in_time else local.date() + timedelta(days=1), closed)
