"""Days as people type them: 12/3, 12月3日（木）, R8.12.3, 令和8年12月3日, 明日, 2週間後; what is in doubt is none."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

# The years before the first of each era (元号法; 令和 1 is 2019).
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_WEEKDAYS = "月火水木金土日"
_NEAR = {"今日": 0, "きょう": 0, "明日": 1, "あした": 1, "明後日": 2, "あさって": 2}
_TAIL = rf"(?:\(([{_WEEKDAYS}])(?:曜日?)?\))?"
_FULL = re.compile(
    rf"(?:(\d{{4}})|(令和|平成|R|H)(0?[1-9]|[1-9]\d|元))[年./-](\d{{1,2}})[月./-](\d{{1,2}})日?{_TAIL}", re.I
)
_SHORT = re.compile(rf"(\d{{1,2}})[月./-](\d{{1,2}})日?{_TAIL}")
_AFTER = re.compile(r"(\d{1,3})(日|週間|か月|ヶ月|カ月|ヵ月)後")


def read_day(text: str, today: date) -> date | None:
    """Return the day that a text names, seen from today; None when it names none, or one that does not exist.

    A day without a year is the next one of its name. A weekday that is not the day's makes it doubtful: None.
    """
    if len(text) > 40:
        return None
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if folded in _NEAR:
        return today + timedelta(days=_NEAR[folded])
    if match := _AFTER.fullmatch(folded):
        return _after(today, int(match[1]), match[2])
    if match := _FULL.fullmatch(folded):
        year = int(match[1]) if match[1] else _ERAS[match[2].upper()] + (1 if match[3] == "元" else int(match[3]))
        return _day(year, int(match[4]), int(match[5]), match[6])
    if match := _SHORT.fullmatch(folded):
        month, day = int(match[1]), int(match[2])
        passed = (month, day) < (today.month, today.day)
        return _day(today.year + passed, month, day, match[3])
    return None


def _day(year: int, month: int, day: int, weekday: str | None) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if weekday in (None, _WEEKDAYS[found.weekday()]) else None


def _after(today: date, count: int, unit: str) -> date | None:
    if unit == "日":
        return today + timedelta(days=count)
    if unit == "週間":
        return today + timedelta(weeks=count)
    months = today.year * 12 + today.month - 1 + count
    year, month = divmod(months, 12)
    # The 31st of a month that has none is its last day.
    days = (_day(year, month + 1, day, None) for day in range(today.day, 27, -1))
    return next((day for day in days if day), None) if today.day > 28 else _day(year, month + 1, today.day, None)
