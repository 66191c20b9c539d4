"""When something was that is over, as people say it in a chat: R3.11.20, 令和3年11月, H24, 平成37年度, 2021/11/20修了.

A year without more is in doubt: a fiscal year, or a year from January on? What names no year is asked about too, with
the last time that there was such a day or month.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handlers.language import dates
from handlers.language.datewords.reading import Reading

# How much is sure: a day, a month, a fiscal year, a year of which the month is to be asked, a year of either kind.
Kind = Literal["day", "month", "fiscal", "calendar", "year", "none"]
Why = Literal["", "unread", "no-day", "no-year", "weekday", "yearless", "about", "season"]

_ENDS = re.compile(r"(?:に)?(?:修了|終了|受講|取得)?(?:しました|した|済み|済)?[。.]?$")
_SHORT_ERA = re.compile(r"^([令平昭])\.?(?=[\d元])")
_BARE = re.compile(r"(?P<era>[rhs]|令和|平成|昭和)\.?(?P<year>\d{1,2}|元)|(?P<western>(?:19|20)\d\d)", re.I)
_SAYS_YEAR = re.compile(r"\d{4}|[rhs]\.?\d|(?:令和|平成|昭和)\.?[\d元〇一二三四五六七八九十]", re.I)
_FROM_TODAY = re.compile("去年|昨年|おととし|一昨年|今年|本年|今月|先月|今日|本日|きょう|昨日|きのう|おととい|一昨日")
_SEASON = re.compile("(.+?)の?([春夏秋冬])(?:頃|ごろ|ころ|ぐらい|くらい)?")
_SEASONS = {"春": (3, 4, 5), "夏": (6, 7, 8), "秋": (9, 10, 11), "冬": (1, 2, 12, 13, 14)}
_MONTH = re.compile(r"(\d{1,2})月?")
_NO_YEAR = re.compile(r"(\d{1,2})(?:月|/(?=\d))(?:(\d{1,2})日?)?(?:\(([月火水木金土日])曜?日?\))?")
_NO_ERA = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{1,2}")
_WEEKDAYS = "月火水木金土日"
# A leap day comes again after eight years at most; a weekday of it far later, which nobody means.
_YEARS_BACK = 8
# Trainings of this kind there are since 2005.
_NOT_LONG = 366 * 22
_ERAS = {"令": "令和", "平": "平成", "昭": "昭和"}
_FIRST = {"r": 2019, "令和": 2019, "h": 1989, "平成": 1989, "s": 1926, "昭和": 1926}


@dataclass(frozen=True, slots=True)
class Told:
    """What was understood: its first day, how much of it is sure, and where nothing is, why and what may be meant."""

    kind: Kind
    on: date | None = None
    why: Why = ""
    instead: tuple[date, ...] = ()


def told(text: str, today: date) -> Told:
    """Return what a text says of a day that is over; never raises."""
    folded = unicodedata.normalize("NFKC", text[:200]).strip().lower()
    folded = _SHORT_ERA.sub(lambda found: _ERAS[found[1]], _ENDS.sub("", folded).strip())
    if bare := _BARE.fullmatch(folded):
        return _bare(bare)
    if found := _without_era(folded, today) or _season(folded, today):
        return found
    if folded and not _SAYS_YEAR.search(folded) and not _FROM_TODAY.search(folded):
        readable = dates.read(folded, today, past=True).kind in ("day", "month")
        return _last_time(folded, today) or Told("none", why="yearless" if readable else "unread")
    return _of(dates.read(folded, today, past=True), today)


def _season(folded: str, today: date) -> Told | None:
    """Return the months that 昨年の秋, or 令和6年度の冬ごろ, may mean; None for any other text."""
    found = _SEASON.fullmatch(folded.replace(" ", ""))
    year = told(found[1], today) if found else None
    if not found or not year or not year.on or year.kind not in ("fiscal", "calendar", "year"):
        return None
    months = [date(year.on.year + (month - 1) // 12, (month - 1) % 12 + 1, 1) for month in _SEASONS[found[2]]]
    if year.kind == "fiscal":
        until = year.on.replace(year=year.on.year + 1)
        months = [month for month in months if year.on <= month < until]
    return Told("none", None, "season", tuple(months))


def month_of(text: str) -> int | None:
    """Return the month that a text names and nothing else: 11, １１月; None where it names none."""
    found = _MONTH.fullmatch(unicodedata.normalize("NFKC", text[:20]).replace(" ", ""))
    return int(found[1]) if found and 1 <= int(found[1]) <= 12 else None


def _last_time(folded: str, today: date) -> Told | None:
    """Return when such a day or month was last: 12/7, 12月7日（日）, 11月; None for any other text."""
    found = _NO_YEAR.fullmatch(folded.replace(" ", ""))
    if not found or (found[3] and not found[2]):
        return None
    month, number = int(found[1]), int(found[2] or 1)
    for year in range(today.year, today.year - _YEARS_BACK - 1, -1):
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if day <= today and (not found[3] or _WEEKDAYS[day.weekday()] == found[3]):
            return Told("day" if found[2] else "month", day, "yearless")
    return None


def _without_era(folded: str, today: date) -> Told | None:
    """Return what 3.11.20 may mean: the one day of an era that was not long ago; None for any other text."""
    if not _NO_ERA.fullmatch(folded):
        return None
    days = [dates.read(era + folded, today, past=True).first for era in "rh"]
    near = [day for day in days if day and 0 <= (today - day).days < _NOT_LONG]
    return Told("day", near[0], "about") if len(near) == 1 else None


def _bare(found: re.Match[str]) -> Told:
    if found["western"]:
        return Told("year", date(int(found["western"]), 1, 1))
    year = 1 if found["year"] == "元" else int(found["year"])
    return Told("year", date(_FIRST[found["era"]] + year - 1, 1, 1)) if year else Told("none", why="no-year")


def _of(found: Reading, today: date) -> Told:
    if found.fault in ("no-day", "weekday"):
        return Told("none", why=found.fault, instead=tuple(day for day in found.instead[:2] if day <= today))
    if found.fault == "no-year":
        return Told("none", why="no-year")
    unfit = found.fault or found.start is not None or found.deadline or found.onward or found.first is None
    if unfit or any(doubt.code not in ("vague", "era", "closed", "holiday") for doubt in found.doubts):
        return Told("none", why="unread")
    why: Why = "about" if any(doubt.code in ("vague", "era") for doubt in found.doubts) else ""
    assert found.first is not None
    if found.kind in ("day", "month"):
        return Told("day" if found.kind == "day" else "month", found.first, why)
    if found.kind != "period":
        return Told("none", why="unread")
    if found.fiscal is not None and found.first.month == 4 and found.last == date(found.first.year + 1, 3, 31):
        return Told("fiscal", found.first, why)
    whole = found.first.month == 1 and found.last == date(found.first.year, 12, 31)
    return Told("calendar", found.first, why) if whole else Told("none", why="unread")
