"""Texts about a run's days as people write them: a day, a period of application, days with their hours; pure."""

from __future__ import annotations

import re
from datetime import date

from handlers.kit.errors import Refusal
from handlers.language.dates import read
from handlers.language.datewords.reading import Reading
from handlers.language.hours import only_part_of_day
from handlers.runs.shape import Hours
from messages.words import Msg, msg

_PARTS = re.compile(r"[\n;；、,，]+")
# A course may be on a Sunday, over lunch, and in the evening.
_FINE = frozenset({"year", "holiday", "closed", "outside", "lunch"})


def day(text: str, today: date) -> date:
    """Return the day that a text names, past ones too; raises Refusal, which says why it is none."""
    found = _read(text, today)
    if found.kind != "day" or found.first is None or found.start is not None:
        raise Refusal(msg("runs-day-unread"))
    return found.first


def period(text: str, today: date) -> tuple[date | None, date | None]:
    """Return the first and last day of a period, None for an end that is not named; raises Refusal.

    A single day is the last one. A period without a year that has just begun is this one.
    """
    found = _read(text, today)
    first, last = found.first, found.last
    if found.kind not in ("day", "days") or first is None or found.start is not None:
        raise Refusal(msg("runs-apply-unread"))
    if found.each and len(found.each) != 2:
        raise Refusal(msg("runs-apply-unread"))
    if last and found.rolled and (back := _year_before(first, last)) and back[1] >= today:
        first, last = back
    if found.kind == "day" or found.deadline:
        return (first, None) if found.onward else (None, last)
    return first, (None if found.onward else last)


def _year_before(first: date, last: date) -> tuple[date, date] | None:
    try:
        return first.replace(year=first.year - 1), last.replace(year=last.year - 1)
    except ValueError:
        return None


def days(text: str, today: date) -> tuple[Hours, ...]:
    """Return the days that a text names, one or several a line, each with its minutes; raises Refusal."""
    found: dict[date, Hours] = {}
    for line in filter(None, (part.strip() for part in _PARTS.split(text))):
        one = _read(line, today)
        if only_part_of_day(line):
            # Whoever comes goes by these hours.
            raise Refusal(msg("runs-hours-unread", text=line))
        if one.kind == "hours" and found and all(hours[1] is None for hours in found.values()):
            # 「1月12日、13日、9時半から17時」: said of all of them.
            found = {day: (day, one.start, one.end) for day in found}
            continue
        if one.kind not in ("day", "days") or one.first is None or one.last is None or one.deadline:
            raise Refusal(msg("runs-days-unread", text=line))
        named = one.days or tuple(date.fromordinal(n) for n in range(one.first.toordinal(), one.last.toordinal() + 1))
        if len(named) > 31:
            raise Refusal(msg("runs-days-unread", text=line))
        found |= {day: (day, one.start, one.end) for day in named}
    return tuple(found[day] for day in sorted(found))


def _read(text: str, today: date) -> Reading:
    found = read(text, today, past=True)
    if found.fault == "weekday" and found.first:
        raise Refusal(msg("runs-weekday", day=found.first))
    if found.fault or not {doubt.code for doubt in found.doubts} <= _FINE:
        raise Refusal(_why(found))
    return found


def _why(found: Reading) -> Msg:
    return msg("runs-no-day") if found.fault == "no-day" else msg("runs-day-unread")
