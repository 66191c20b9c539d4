"""The five-year grid once more, as a clerk with a diary would keep it: year by year, sharing nothing with the product.

Written for tests alone: it takes what the product's own takes, and tells what somebody stands like in plain values.
"""

from __future__ import annotations

from datetime import date, timedelta

COUNTS = ("renewal", "chief")
Told = list[tuple[date, str]]
# kind, the day of the 初任者研修 that counts, deadline, days that filled its windows, days of ended grids, unsure.
Stands = tuple[str, date | None, date | None, list[date], list[date], str]


def school_year(day: date) -> int:
    """Return the year in whose April the fiscal year of a day began."""
    return (day - timedelta(days=90 if day.year % 4 else 91)).year


def stands(told: Told, moved: dict[date, date], today: date) -> Stands:
    """Return how somebody stands at the end of a day."""
    past = [(day, course) for day, course in told if not day > today]
    begun = sorted(day for day, course in past if course == "initial")
    if not begun:
        return "unknown", None, None, [], [], ""
    counted = sorted(day for day, course in past if course in COUNTS)
    return _tell(begun[0], begun, counted, moved, today, ended=[], doubted=False)


def _tell(
    start: date, begun: list[date], counted: list[date], moved: dict[date, date], today: date, ended: list[date],
    doubted: bool,
) -> Stands:  # fmt: skip
    filled, ends = _diary(start, counted, moved)
    number = next(n for n in range(len(ends)) if n not in filled)
    end, hers = ends[number][1], [filled[n] for n in range(number)]
    seconds = [day for day in begun if day <= end and school_year(day) > school_year(start)]
    settled = ends[number][0] in moved
    if today <= end:
        two = "" if settled or not (seconds or doubted) else "starts"
        return "runs", start, end, hers, ended, _late(number, filled, ends, moved) or two
    afterwards = [day for day in begun if day > end]
    gone = [*ended, *(one for _, one in ends[: number + 1])]
    if afterwards:
        return _tell(afterwards[0], begun, counted, moved, today, gone, doubted=False)
    if seconds:
        return _tell(seconds[-1], begun, counted, moved, today, gone, doubted=True)
    return "lapsed", start, end, hers, ended, _late(number, filled, ends, moved)


def _diary(
    start: date, counted: list[date], moved: dict[date, date]
) -> tuple[dict[int, date], list[tuple[date, date]]]:
    """Return the day that filled each window, and the end of each: as it is for all, and as it is for her."""
    first = school_year(start) + 1
    windows = {first + n: n // 5 for n in range(60)}
    ends = []
    for number in range(12):
        plain = date(first + 5 * number + 5, 3, 31)
        ends.append((plain, max(plain, moved.get(plain, plain))))
    filled: dict[int, date] = {}
    for day in counted:
        now = windows.get(school_year(day))
        if now is None:
            continue
        for number in (now - 1, now):
            if number >= 0 and number not in filled and day <= ends[number][1]:
                filled[number] = day
                break
    return filled, ends


def _late(number: int, filled: dict[int, date], ends: list[tuple[date, date]], moved: dict[date, date]) -> str:
    """Tell whether a window before this one was filled behind its plain end, and nobody has spoken of one since."""
    since = max((n for n in range(number + 1) if ends[n][0] in moved), default=0)
    return "moved" if any(filled[n] > ends[n][0] for n in range(since, number)) else ""
