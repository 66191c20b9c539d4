"""Hosts' hours and visits in quarters of an hour, as free.py reckons with them; pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date, datetime, timedelta

from handlers.kit import days
from handlers.visits import free
from storage.cells import MINUTES, cell_of
from storage.hosts import HostDay, Week

LUNCH = (12 * 60, 13 * 60)
_NOT_OVER_LUNCH = ~free.touched(*LUNCH)


def cells(start: datetime, minutes: int, buffer: int = 0) -> range:
    """Return the quarters of an hour that a visit takes, with so many minutes of travel before and after it."""
    first, after = cell_of(start), needed(buffer)
    last = cell_of(start + timedelta(minutes=minutes) - timedelta(microseconds=1))
    return range(first - after, last + 1 + after)


def needed(minutes: int) -> int:
    """Return how many quarters of an hour some minutes need."""
    return -(-minutes // MINUTES)


def length(start: datetime | None, minutes: int) -> int:
    """Return how many quarters of an hour a visit takes."""
    return len(cells(start, minutes)) if start else needed(minutes)


def week_of(spans: Iterable[Sequence[int]]) -> list[int]:
    """Return for each weekday in which quarters somebody has time, without lunch."""
    week = [0] * 7
    for weekday, begin, end in spans:
        week[weekday] |= free.inside(begin, end)
    return [mask & _NOT_OVER_LUNCH for mask in week]


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


def away(until: date | None, first: date, count: int) -> int:
    """Return the quarters within so many days of somebody on leave until a day (max: nobody knows); None: of none."""
    return free.bits(0, min(max((until - first).days, 0), count) * free.DAY) if until else 0


def working_days(first: date, count: int, closed: Container[str] = ()) -> int:
    """Return the quarters of the days within so many on which the network works."""
    return free.on_days({n for n in range(count) if days.is_working_day(first + timedelta(days=n), closed)})
