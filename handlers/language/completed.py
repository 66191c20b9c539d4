"""When a training was completed, as rosters write it: a day, a month, or a fiscal year alone (H24, 平成24年度, 2012).

A year without more is a fiscal year: that is what such rosters hold. What names no year, or is in doubt, is nothing.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from handlers.language import dates
from handlers.language.datewords.reading import Reading

Exactly = Literal["day", "month", "year"]
Wrong = Literal["unread", "no-day", "no-year"]

_YEAR = r"(?:[明大昭平令mtshr]|明治|大正|昭和|平成|令和)?\.?\s*(?:\d{1,4}|元)"
_YEAR_ALONE = re.compile(rf"({_YEAR})\s*(?:年度?)?", re.I)
# A year is said: four digits, or an era before a number.
_SAYS_YEAR = re.compile(r"\d{4}|[明大昭平令治正和成mtshr]\.?\s*(?:\d|元)", re.I)
_TIME = re.compile(r"[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$", re.I)
_ENDS = re.compile(r"(?:に)?(?:修了|終了|受講)?(?:済み|済)?$")
# What people write between several days in one cell.
_BETWEEN = re.compile(r"[\n、，,;；・]+")
_SERIAL = re.compile(r"[34]\d{4}")
# Day 0 of a spreadsheet's own count (ECMA-376 part 1, 18.17.4.1; from 1 March 1900 on).
_SERIAL_ZERO = date(1899, 12, 30)


def several(text: str) -> list[str]:
    """Return the parts of what may name several days."""
    return _BETWEEN.split(text)


@lru_cache(maxsize=4096)
def read(text: str, today: date) -> tuple[date, Exactly] | Wrong:
    """Return the day, with 'day', 'month' (its first) or 'year' (1 April of the fiscal year); or why it is none."""
    folded = unicodedata.normalize("NFKC", text).strip()
    folded = _ENDS.sub("", _TIME.sub("", folded)).strip()
    if _SERIAL.fullmatch(folded):
        # A cell that has lost its format.
        return _SERIAL_ZERO + timedelta(days=int(folded)), "day"
    if not _SAYS_YEAR.search(folded):
        return "unread"
    alone = _YEAR_ALONE.fullmatch(folded)
    found = dates.read(f"{alone[1]}年度" if alone else folded, today, past=True)
    if found.fault in ("no-day", "no-year"):
        return found.fault
    return _of(found) if found.sure and not found.deadline and not found.onward else "unread"


def _of(found: Reading) -> tuple[date, Exactly] | Wrong:
    if found.first is None or found.start is not None:
        return "unread"
    match found.kind:
        case "day":
            return found.first, "day"
        case "month":
            return found.first, "month"
        case "period" if found.last == date(found.first.year + 1, 3, 31):
            return found.first, "year"
    return "unread"
