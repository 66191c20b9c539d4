"""When each of the month's questions is right, and what a number may be; pure."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from uuid import UUID, uuid5

from handlers.kit import days

# The kinds of notices: an invitation to three minutes, the number at the month's beginning, what is left at its end.
CASE, BEGIN, END = "rhythms.case", "rhythms.begin", "rhythms.end"
KINDS = (CASE, BEGIN, END)
# Which switch of storage/careers.py each belongs to.
SWITCH = {CASE: "cases", BEGIN: "months", END: "months"}
# When the beginning's numbers are through, and the month's last days are still far.
CASE_FROM = 10
# So many working days before the month is over: there is still time, and nearly all is done.
END_DAYS = 3
MOST = 300


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """Return the first day of the month after a day's."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def span(kind: str, month: date, closed: Container[str] = ()) -> tuple[date, date]:
    """Return the first and the last day on which a question about a month is right; none where the last is earlier."""
    last = next_month(month) - timedelta(days=1)
    ends = days.working_days_before(next_month(month), END_DAYS, closed)
    if kind == END:
        return ends, last
    if kind == BEGIN:
        return days.working_day(month, closed), ends - timedelta(days=1)
    return days.working_day(month.replace(day=CASE_FROM), closed), last


def is_right(kind: str, today: date, closed: Container[str] = ()) -> bool:
    """Tell whether a question about this month is right today."""
    first, last = span(kind, month_of(today), closed)
    return first <= today <= last


def coming(kind: str, since: date, closed: Container[str] = ()) -> date:
    """Return the first working day from one on on which a question is right."""
    month = month_of(since)
    while True:
        first, last = span(kind, month, closed)
        if (day := days.working_day(max(first, since), closed)) <= last:
            return day
        month = next_month(month)


def subject_of(person_id: UUID, kind: str, month: date, again: date | None = None) -> UUID:
    """Return the id of a question to a person about a month (`again`: put off to that day): asked once each."""
    return uuid5(person_id, f"{kind} {month.isoformat()}{f' {again.isoformat()}' if again else ''}")


def subjects(person_id: UUID, kind: str, month: date) -> list[UUID]:
    """Return the ids of a question about a month: as it comes by itself, and as it was put off to each day."""
    length = (next_month(month) - month).days
    later = [subject_of(person_id, kind, month, month + timedelta(days=number)) for number in range(length)]
    return [subject_of(person_id, kind, month), *later]


def later(kind: str, today: date, closed: Container[str] = ()) -> dict[str, date]:
    """Return to which days a question can be put off: the next working day, and a week from now; what is still right.

    The two may be the same day: then only the nearer one.
    """
    _, last = span(kind, month_of(today), closed)
    found = {
        "tomorrow": days.working_day(today + timedelta(days=1), closed),
        "week": days.working_day(today + timedelta(days=7), closed),
    }
    if found["tomorrow"] == found["week"]:
        del found["week"]
    return {name: day for name, day in found.items() if day <= last}
