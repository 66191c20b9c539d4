"""What may be booked: days, hours and caps; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Sequence
from datetime import date, datetime, timedelta

from handlers.kit import days
from handlers.visits import free
from storage.cells import MINUTES, cell_of
from storage.hosts import Host, HostDay, Week

LUNCH = (12 * 60, 13 * 60)
# How many working days other times lie with an office before the centre asks for itself.
OFFER_DAYS = 3


def working_after(day: date, count: int, closed: Container[str] = ()) -> date:
    """Return the day that lies so many working days after a day."""
    while count:
        day += timedelta(days=1)
        count -= days.is_working_day(day, closed)
    return day


def answer_by(today: date, count: int, visit: date, closed: Container[str] = ()) -> date:
    """Return by the end of which day hosts are to answer: some working days from now, and before the visit's day."""
    before = days.working_days_before(visit, 1, closed)
    return max(today, min(working_after(today, count, closed), before))


def told_by(local: datetime, hours_from: int, closed: Container[str] = ()) -> date:
    """Return by when the centre fits what nobody has answered: the working day that begins next."""
    begun = days.minute_of(local) >= hours_from
    return days.working_day(local.date() + timedelta(days=begun), closed)


def fiscal_year(day: date) -> tuple[date, date]:
    """Return the first day of a day's fiscal year, and of the next one."""
    year = day.year if day.month >= 4 else day.year - 1
    return date(year, 4, 1), date(year + 1, 4, 1)


def cells(start: datetime, minutes: int, buffer: int = 0) -> range:
    """Return the quarters of an hour that a visit takes, with so many minutes of travel before and after it."""
    first, after = cell_of(start), quarters(buffer)
    last = cell_of(start + timedelta(minutes=minutes) - timedelta(microseconds=1))
    return range(first - after, last + 1 + after)


def quarters(minutes: int) -> int:
    """Return how many quarters of an hour some minutes need."""
    return -(-minutes // MINUTES)


def length(start: datetime | None, minutes: int) -> int:
    """Return how many quarters of an hour a visit takes."""
    return len(cells(start, minutes)) if start else quarters(minutes)


def week_of(spans: Iterable[Sequence[int]]) -> list[int]:
    """Return for each weekday in which quarters somebody has time, without lunch."""
    week = [0] * 7
    for weekday, begin, end in spans:
        week[weekday] |= free.inside(begin, end)
    return [mask & ~free.touched(*LUNCH) for mask in week]


def hours(weeks: Sequence[Week], extra: Iterable[HostDay], works: int, first: date, count: int) -> int:
    """Return somebody's quarters within so many days: her weeks on the days that the network works, and extra times.

    `weeks` have the oldest first; `works` is the mask of the network's working days. Extra times are as she says them,
    also on a holiday and over lunch.
    """
    mask = 0
    for week in weeks:
        place = max((week.from_day - first).days, 0)
        if place >= count:
            break
        rest = free.every_week(week_of(week.spans), (first.weekday() + place) % 7, count - place)
        mask = (mask & free.bits(0, place * free.DAY)) | (rest << (place * free.DAY))
    mask &= works
    for one in extra:
        if one.open:
            mask |= free.inside(one.from_minute, one.until_minute) << ((one.day - first).days * free.DAY)
    return mask


def closed_times(extra: Iterable[HostDay], first: date) -> int:
    """Return the quarters that somebody has taken out."""
    mask = 0
    for one in extra:
        if not one.open:
            mask |= free.touched(one.from_minute, one.until_minute) << ((one.day - first).days * free.DAY)
    return mask


def away_days(until: date | None, first: date, count: int) -> int:
    """Return the quarters within so many days on which somebody on leave is not there."""
    gone = count if until is None else min(max((until - first).days, 0), count)
    return free.bits(0, gone * free.DAY)


def working_days(first: date, count: int, closed: Container[str] = ()) -> int:
    """Return the quarters of the days within so many on which the network works."""
    return free.on_days(n for n in range(count) if days.is_working_day(first + timedelta(days=n), closed))


def full_days(host: Host | None, visits: Collection[date], first: date, count: int) -> set[int]:
    """Return on which of so many days somebody with these visits wants no further one."""
    if host is None or (host.a_day, host.a_week, host.a_month) == (None, None, None):
        return set()
    a_day, a_week = Counter(visits), Counter(map(monday, visits))
    a_month = Counter((day.year, day.month) for day in visits)
    found = set()
    for number in range(count):
        day = first + timedelta(days=number)
        month = a_month[day.year, day.month]
        has = ((host.a_day, a_day[day]), (host.a_week, a_week[monday(day)]), (host.a_month, month))
        if any(most is not None and so_far >= most for most, so_far in has):
            found.add(number)
    return found


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
