"""What may be booked: days, deadlines and caps; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from datetime import date, datetime, timedelta

from handlers.kit import days

# How many working days other times lie with an office before the centre asks for itself.
OFFER_DAYS = 3
# How many visits a host wants at most on a day, in a week (from Monday on), in a month.
Caps = tuple[int | None, int | None, int | None]


def working_after(day: date, count: int, closed: Container[str] = ()) -> date:
    """Return the day that lies so many working days after a day."""
    while count:
        day += timedelta(days=1)
        count -= days.is_working_day(day, closed)
    return day


def answer_by(today: date, count: int, visit: date, closed: Container[str] = ()) -> date:
    """Return by the end of which day hosts are to answer: a working day, some from now, and before the visit's day.

    Where none is left before the visit it is the visit's own day.
    """
    latest = min(working_after(today, count, closed), days.working_days_before(visit, 1, closed))
    return latest if latest >= today else visit


def earliest(local: datetime, hours_until: int, closed: Container[str] = ()) -> date:
    """Return the first day of a visit for which hosts still have a working day to answer, before it."""
    over = days.minute_of(local) >= hours_until
    return working_after(days.working_day(local.date() + timedelta(days=over), closed), 1, closed)


def told_by(local: datetime, hours_from: int, closed: Container[str] = ()) -> date:
    """Return by when the centre fits what nobody has answered: the working day that begins next."""
    begun = days.minute_of(local) >= hours_from
    return days.working_day(local.date() + timedelta(days=begun), closed)


def full_days(caps: Caps, visits: Iterable[date], first: date, count: int) -> set[int]:
    """Return on which of so many days somebody with these visits wants no further one."""
    if caps == (None, None, None):
        return set()
    days_of = list(visits)
    a_day, a_week = Counter(days_of), Counter(map(monday, days_of))
    a_month = Counter((day.year, day.month) for day in days_of)
    found = set()
    for number in range(count):
        day = first + timedelta(days=number)
        has = (a_day[day], a_week[monday(day)], a_month[day.year, day.month])
        if any(most is not None and so_far >= most for most, so_far in zip(caps, has, strict=True)):
            found.add(number)
    return found


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
