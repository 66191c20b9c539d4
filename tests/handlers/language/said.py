"""A reading as the tables of the tests write it: days, minutes, and behind a sign what is in doubt or wrong."""

from __future__ import annotations

from datetime import date, datetime, time

from handlers.kit.days import offices
from handlers.language.dates import Reading, candidates, read

# A Wednesday, as the specification's table has it: the Monday, Tuesday and Wednesday after it are holidays.
NOW = datetime(2026, 9, 16, 14, 0)
OFFICES = offices()


def said(reading: Reading) -> str:
    """Return a reading in one line: `2026-09-22 13:00-17:00 ? holiday`, `! past`, `FY2026`, `14:00`, `again 2`."""
    if reading.fault:
        return f"! {reading.fault}"
    parts = [_days(reading), _minutes(reading), "by" if reading.deadline else ""]
    parts += ["?", ",".join(doubt.code for doubt in reading.doubts)] if reading.doubts else []
    return " ".join(part for part in parts if part)


def _days(reading: Reading) -> str:
    if reading.kind == "again":
        nth = "".join(f"#{count}" for count in reading.nth)
        return f"again {','.join(map(str, reading.weekdays))}{nth}".strip()
    if reading.first is None:
        return ""
    if reading.fiscal is not None and (reading.first.month, reading.last and reading.last.month) == (4, 3):
        return f"FY{reading.fiscal}"
    if reading.kind == "month":
        return f"{reading.first:%Y-%m}"
    if reading.each:
        return ",".join(day.isoformat() for day in reading.each)
    if reading.last is None:
        return f"{reading.first}/"
    return f"{reading.first}" if reading.kind == "day" else f"{reading.first}/{reading.last}"


def _minutes(reading: Reading) -> str:
    if reading.start is None:
        return ""
    until = "" if reading.end is None else f"{_clock(reading.end)}"
    return f"{_clock(reading.start)}{'-' if until or reading.onward else ''}{until}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def reads(text: str, now: date | datetime = NOW) -> str:
    """Return what a text says, seen from a moment, with ordinary offices."""
    return said(read(text, now, calendar=OFFICES))


def proposes(text: str, now: datetime = NOW) -> list[str]:
    """Return what could be proposed for a text."""
    return [said(one) for one in candidates(read(text, now, calendar=OFFICES))]


def at(day: str, hour: int = 10) -> datetime:
    """Return a moment of a day."""
    return datetime.combine(date.fromisoformat(day), time(hour))
