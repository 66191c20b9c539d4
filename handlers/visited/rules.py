"""When something is asked after a visit; pure. Days and moments are the network's own."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Container
from datetime import date, datetime, timedelta

from handlers.kit import days

# They may still be talking, or on their way.
AFTER = timedelta(minutes=30)
QUIET = timedelta(days=14)
MOST_PROMISES = 3
GOOD, PROMISE = 200, 100
USUAL, LONGEST = 60, 480
WAITS = timedelta(days=7)


def is_over(start: datetime, minutes: int, now: datetime) -> bool:
    """Tell whether a visit is over, and everybody has had time to leave."""
    return start + timedelta(minutes=minutes) + AFTER <= now


def is_evening(local: datetime, day: date, hours: tuple[int, int], closed: Container[str] = ()) -> bool:
    """Tell whether somebody may be asked now how the visit of a day was; otherwise a letter asks."""
    return local.date() == day and days.rings(local, hours[0], hours[1], closed)


def again_on(local: datetime, morning_at: int, closed: Container[str], *, evening: bool) -> date:
    """Return the day of the only reminder: the working day after the one on which she was asked."""
    asked = local.date() if evening else days.letter_day(local, morning_at, closed)
    return days.working_day(asked + timedelta(days=1), closed)


def next_morning(day: date, closed: Container[str] = ()) -> date:
    """Return the first working day after a day."""
    return days.working_day(day + timedelta(days=1), closed)


def months_after(day: date, months: int, closed: Container[str] = ()) -> date:
    """Return the same day some months later, or that month's last one, when letters come."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return days.working_day(date(year, month + 1, min(day.day, last)), closed)


def quiet_until(today: date, closed: Container[str] = ()) -> date:
    """Return the first day on which what can wait comes again after something that asked much of her."""
    return days.working_day(today + QUIET, closed)


def remind_on(by_day: date, closed: Container[str] = ()) -> date:
    """Return the working day before the one by which something was promised."""
    return days.working_days_before(by_day, 1, closed)


def later_on(today: date, closed: Container[str] = ()) -> date:
    """Return when somebody is reminded once more who has said あとで."""
    return days.working_day(today + WAITS, closed)
