"""What is in doubt about days that were read: closed days, days that are over; and what to propose instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers.language.datewords import steps
from handlers.language.datewords.reading import Calendar, Doubt, Reading


def judged(found: Reading, today: date, minute: int | None, calendar: Calendar, *, past: bool, kept: bool) -> Reading:
    """Return a reading with the doubts that the calendar brings; one that is over has the fault."""
    if found.fault:
        return found if past else _still_open(found, today, calendar)
    if not past and _over(found, today, minute):
        later = (day for day in _again(found) if day > today and calendar.works(day))
        return replace(found, fault="past", instead=tuple(later), doubts=())
    if not past and found.kind == "days" and not found.each and found.first:
        found = replace(found, first=max(found.first, today))
    found = _on_open_days(found, calendar)
    return found.settled() if kept else replace(found, instead=_instead(found, today, calendar))


def _again(found: Reading) -> tuple[date, ...]:
    """Return what may have been meant by a day that is over: of a weekday the next one."""
    which = any(doubt.code == "which" for doubt in found.doubts)
    return found.instead or ((found.first + timedelta(days=7),) if found.first and which else ())


def _still_open(found: Reading, today: date, calendar: Calendar) -> Reading:
    fine = (day for day in found.instead if day >= today and calendar.works(day))
    return replace(found, instead=tuple(fine))


def _over(found: Reading, today: date, minute: int | None) -> bool:
    if found.kind in ("hours", "again", "none") or found.fiscal is not None or found.kind == "period":
        return False
    if found.days and not found.deadline:
        return found.days[0] < today or (found.days[0] == today and _late(found, minute))
    if found.onward and found.last is None:
        return found.first is not None and found.first < today
    return found.last is not None and found.last < today


def _late(found: Reading, minute: int | None) -> bool:
    until = found.end if found.end is not None else found.start
    return minute is not None and until is not None and until <= minute and not found.onward


def _on_open_days(found: Reading, calendar: Calendar) -> Reading:
    if found.deadline or found.kind in ("hours", "again", "none", "period", "month"):
        return found
    doubts = [doubt for doubt in found.doubts if doubt.code != "closed"]
    closed = [_closed(day, calendar) for day in found.days if not calendar.works(day)]
    if found.kind == "days" and not found.days and found.first and found.last and not _any_open(found, calendar):
        closed = [_closed(found.first, calendar)]
    return replace(found, doubts=(*closed, *doubts))


def _closed(day: date, calendar: Calendar) -> Doubt:
    name = calendar.holiday(day) if day.weekday() < 5 else None
    return Doubt("holiday", day, name) if name else Doubt("closed", day)


def _any_open(found: Reading, calendar: Calendar) -> bool:
    assert found.first is not None and found.last is not None
    days = (found.last - found.first).days + 1
    return days > 31 or any(calendar.works(found.first + timedelta(days=number)) for number in range(days))


def _instead(found: Reading, today: date, calendar: Calendar) -> tuple[date, ...]:
    codes = {doubt.code for doubt in found.doubts}
    if not codes & {"holiday", "closed", "dialect", "which"} or found.first is None:
        return ()
    days: list[date] = []
    if codes & {"holiday", "closed"}:
        days += _open_near(found, calendar)
    if "dialect" in codes:
        days.append(found.first + timedelta(days=1))
    if "which" in codes and found.kind == "day":
        days += [] if days else [found.first]
        days.append(found.first + timedelta(days=7))
    fine = [day for day in dict.fromkeys(days) if calendar.works(day) and day >= today]
    return tuple(fine)


def _open_near(found: Reading, calendar: Calendar) -> list[date]:
    """Return what its finder proposes, or the next open day."""
    if found.instead:
        return list(found.instead)
    if fine := [day for day in found.each if calendar.works(day)]:
        return fine
    day = found.last or found.first
    after = steps.open_from(day, calendar) if day else None
    return [after] if after else []


def candidates(reading: Reading) -> tuple[Reading, ...]:
    """Return the sure readings that can be proposed for one that is not sure, the likeliest first.

    A reading that is only in doubt is among them, as it was typed; a fault has only what may have been meant.
    """
    days = [reading.on(day) for day in reading.instead if day != reading.first or reading.kind == "none"]
    if reading.each and reading.instead:
        # Of several days those on which offices are open.
        days = [reading.on(*reading.instead)]
    if reading.fault:
        return tuple(days) if reading.fault in ("past", "weekday", "no-day") else ()
    if not reading.doubts or reading.kind in ("again", "hours"):
        return ()
    proposes = any(doubt.code in ("holiday", "closed") for doubt in reading.doubts)
    itself = reading.settled()
    return (*days, itself) if proposes else (itself, *days)
