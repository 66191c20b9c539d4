"""When somebody has time to visit, in which month the question of the 20th comes, which times meet; pure.

Hours are (from, until) in minutes after midnight, spans (weekday, from, until); 0 is Monday.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID, uuid5

from handlers.kit import days
from handlers.language.weeks import AFTERNOON, MORNING, Hours

# A weekday, from and until: storage/hosts.py.
Span = tuple[int, int, int]
WEEKDAYS = range(5)
# Every weekday at once.
EVERY = 7
# What stands on a button.
OFFERED: dict[str, tuple[Hours, ...]] = {
    "am": (MORNING,),
    "pm": (AFTERNOON,),
    "all": (MORNING, AFTERNOON),
    "none": (),
}
WHOLE_DAY: Hours = (0, 24 * 60)
ASKED_ON = 20
CAPS = {"day": (1, 2, 3), "week": (1, 2, 3, 5), "month": (1, 2, 3, 4, 6, 8)}
# How far ahead a day can be named, how many such rows somebody may have, and how many days one act may name.
AHEAD_DAYS, MOST_DAYS, LONGEST = 366, 200, 62


class Week(Protocol):
    """Hours of each week from a day on: a row of storage/hosts.py."""

    from_day: date
    spans: list[list[int]]


class Single(Protocol):
    """A time of one day that differs from the week: a row of storage/hosts.py."""

    id: UUID
    day: date
    from_minute: int
    until_minute: int


Row = TypeVar("Row", bound=Single)


def next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def asks_for(today: date, closed: Container[str] = ()) -> date | None:
    """Return the first day of the month that is asked about now: from the 20th, or the first working day after it."""
    due = days.working_day(today.replace(day=ASKED_ON), closed)
    return next_month(today) if due <= today else None


def asked_since(month: date, closed: Container[str] = ()) -> date:
    """Return the day on which the question about a month comes."""
    before = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, ASKED_ON)
    return days.working_day(before, closed)


def has_just_said(weeks: Sequence[Week], today: date, month: date, closed: Container[str] = ()) -> bool:
    """Tell whether somebody has said her hours by herself since the day on which the question about a month comes."""
    since = asked_since(month, closed)
    return any(since <= week.from_day <= today for week in weeks)


def subject_of(person_id: UUID, month: date) -> UUID:
    """Return the id of the question to a person about a month: the outbox takes each only once."""
    return uuid5(person_id, f"hosting {month.isoformat()}")


def week_on(weeks: Sequence[Week], day: date) -> list[Span]:
    """Return the hours of each week as they are on a day; `weeks` stand in their order."""
    found = next((week.spans for week in reversed(weeks) if week.from_day <= day), [])
    return sorted((span[0], span[1], span[2]) for span in found)


def is_paused(weeks: Sequence[Week], day: date) -> bool:
    """Tell whether somebody who had hours has none from a day on, and has not said when she will."""
    later = [week for week in weeks if week.from_day > day and week.spans]
    return bool(weeks) and not week_on(weeks, day) and bool(usual(weeks, day)) and not later


def usual(weeks: Sequence[Week], day: date) -> list[Span]:
    """Return the newest hours that somebody had up to a day, where she has none now."""
    before = [week for week in weeks if week.from_day <= day and week.spans]
    return week_on(before, day)


def with_day(spans: Iterable[Span], weekday: int, hours: Iterable[Hours]) -> list[Span]:
    """Return a week in which one weekday (or every one) has other hours."""
    changed = WEEKDAYS if weekday == EVERY else (weekday,)
    kept = [span for span in spans if span[0] not in changed]
    return sorted([*kept, *((day, *one) for day in changed for one in hours)])


def hours_of(spans: Iterable[Span], weekday: int) -> list[Hours]:
    """Return the hours of one weekday."""
    return [(start, end) for day, start, end in spans if day == weekday]


def meets(start: int, end: int, from_minute: int, until_minute: int) -> bool:
    """Tell whether two times of one day overlap."""
    return start < until_minute and from_minute < end


def without(rows: Iterable[Single], day: date, cut: Hours) -> list[Hours]:
    """Return what is left of times of a day when one is cut out of them."""
    left = []
    for row in rows:
        if row.day == day:
            left += [(row.from_minute, min(row.until_minute, cut[0])), (max(row.from_minute, cut[1]), row.until_minute)]
    return [(start, end) for start, end in left if start < end]


def covers(hours: Iterable[Hours], wanted: Hours) -> bool:
    """Tell whether one of these hours holds all of a time."""
    return any(start <= wanted[0] and wanted[1] <= end for start, end in hours)


def row_id(first: UUID, day: date, hours: Hours) -> UUID:
    """Return the id of a further row of what was said at once: the first one's leads to it."""
    return uuid5(first, f"{day.isoformat()} {hours[0]}")


def acts(rows: Sequence[Row]) -> list[list[Row]]:
    """Return rows by what was said at once, each in its order; what has lost its first row stands by itself."""
    derived = {row.id: row for row in rows if row.id.version == 5}
    found: list[list[Row]] = []
    for head in (row for row in rows if row.id.version != 5):
        same = [
            row for row in derived.values() if row.id == row_id(head.id, row.day, (row.from_minute, row.until_minute))
        ]
        found.append([head, *(derived.pop(row.id) for row in same)])
    found += [[row] for row in derived.values()]
    return sorted(found, key=lambda act: (act[0].day, act[0].from_minute, act[0].id))
