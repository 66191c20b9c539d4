"""A wish as it is kept: 2026-10-01, 2026-10-01/2026-10-05, 2026-09-30,2026-10-02, each with minutes behind a space.

Minutes are a moment (14:00), a span (13:00-17:00) or from when on (14:00-). As the key of a button the same is shorter.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from handlers.language.datewords.reading import Reading

_KEPT = re.compile(r"([\d,/-]{10,400})(?: (\d\d):(\d\d)(?:(-)(?:(\d\d):(\d\d))?)?)?")
_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d|(?:,\d{4}-\d\d-\d\d)+)?")
_KEY = re.compile(r"w([de])((?:[0-9a-z]{3}){1,4})(?:_([0-9a-z]{3})([0-9a-z]{3}|-)?)?")
_EPOCH = date(2000, 1, 1)
_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
# What a button can carry beside the draft that it belongs to.
MOST_KEY = 22


def written(reading: Reading) -> str:
    """Return a wish as it is kept; it must have its days, from first to last."""
    assert reading.first and reading.last
    days = ",".join(day.isoformat() for day in reading.each)
    if not days:
        same = reading.first == reading.last
        days = reading.first.isoformat() if same else f"{reading.first.isoformat()}/{reading.last.isoformat()}"
    if reading.start is None:
        return days
    until = "" if reading.end is None else clock(reading.end)
    between = "-" if until or reading.onward else ""
    return f"{days} {clock(reading.start)}{between}{until}"


def clock(minute: int) -> str:
    """Return a minute of the day as 09:30."""
    return f"{minute // 60:02}:{minute % 60:02}"


def wish(kept: str) -> Reading:
    """Return a wish that was kept; raises ValueError for what none of ours could be."""
    match = _KEPT.fullmatch(kept)
    if match is None or not _DAYS.fullmatch(match[1]):
        raise ValueError("wish")
    days = [date.fromisoformat(day) for day in re.split("[,/]", match[1])]
    start = 60 * int(match[2]) + int(match[3]) if match[2] else None
    end = 60 * int(match[5]) + int(match[6]) if match[5] else None
    return _made(days, start, end, each="," in match[1], onward=bool(match[4]) and end is None)


def _made(days: list[date], start: int | None, end: int | None, *, each: bool, onward: bool) -> Reading:
    fine = all(one < other for one, other in pairwise(days))
    if not fine or not (start is None or 0 <= start < (1440 if end is None else end) <= 1440):
        raise ValueError("wish")
    apart = tuple(days) if each and len(days) > 1 else ()
    kind = "day" if len(days) == 1 else "days"
    return Reading("day" if kind == "day" else "days", days[0], days[-1], apart, start, end, onward)


def key(reading: Reading) -> str | None:
    """Return a wish as the key of a button; None where it is too long for one."""
    assert reading.first and reading.last
    days = reading.each or ((reading.first,) if reading.first == reading.last else (reading.first, reading.last))
    numbers = [(day - _EPOCH).days for day in days]
    if not all(0 <= number < 36**3 for number in numbers):
        return None
    found = f"w{'e' if reading.each else 'd'}{''.join(_short(number) for number in numbers)}"
    if reading.start is not None:
        until = "-" if reading.onward else ""
        found += f"_{_short(reading.start)}{until if reading.end is None else _short(reading.end)}"
    return found if len(found) <= MOST_KEY else None


def of_key(pressed: str) -> Reading | None:
    """Return the wish of a button's key; None for anything that is no such key."""
    match = _KEY.fullmatch(pressed)
    if match is None or (match[1] == "d" and len(match[2]) > 6):
        return None
    days = [_EPOCH + timedelta(days=int(match[2][at : at + 3], 36)) for at in range(0, len(match[2]), 3)]
    start = int(match[3], 36) if match[3] else None
    end = int(match[4], 36) if match[4] and match[4] != "-" else None
    try:
        return _made(days, start, end, each=match[1] == "e", onward=match[4] == "-")
    except ValueError:
        return None


def _short(number: int) -> str:
    return "".join(_SIGNS[number // 36**place % 36] for place in (2, 1, 0))
