"""Hours of a week as people write them: 「火 13:00-17:00」, 「月・水 午前」, 「平日 終日」, and the hours alone."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from handlers.language.hours import read_hour

Fault = Literal["unread", "hour", "order"]
# From and until, as minutes after midnight.
Hours = tuple[int, int]
# What people mean by 午前 and 午後: the hours in which offices are open, lunch left out.
MORNING, AFTERNOON = (9 * 60, 12 * 60), (13 * 60, 17 * 60)
_WEEKDAYS = "月火水木金土日"
_NAMED: dict[str, tuple[Hours, ...]] = {
    "午前": (MORNING,),
    "午前中": (MORNING,),
    "午後": (AFTERNOON,),
    "終日": (MORNING, AFTERNOON),
    "一日": (MORNING, AFTERNOON),
}
_APART = re.compile("[、,，・と/]|および")
_BETWEEN = re.compile("[-‐-―−~〜～ー→]|から")
_CLOCK = re.compile(r"(午前|午後)?(\d{1,2}.*)")
_DAYS = re.compile(rf"(平日|[{_WEEKDAYS}](?:曜日?)?(?:[、,・と/]?[{_WEEKDAYS}](?:曜日?)?)*)(?:は|の|:|：)?(.+)")


class Unread(ValueError):
    """Hours that cannot be read; `fault` says why: no hours at all, an hour that there is none of, the wrong order."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


def read_hours(text: str) -> list[Hours]:
    """Return the hours that a text names, in order and joined where they touch; raises Unread."""
    folded = "".join(unicodedata.normalize("NFKC", text[:100]).split())
    found = [hours for part in _APART.split(folded) if part for hours in _read_one(part)]
    if not found or len(text) > 100:
        raise Unread("unread")
    return joined(found)


def read_week(text: str) -> list[tuple[int, int, int]]:
    """Return the (weekday, from, until) that a line names, 0 for Monday; raises Unread."""
    folded = "".join(unicodedata.normalize("NFKC", text[:100]).split())
    match = _DAYS.fullmatch(folded)
    if not match:
        raise Unread("unread")
    days = range(5) if match[1] == "平日" else sorted({_WEEKDAYS.index(sign) for sign in _days(match[1])})
    hours = read_hours(match[2])
    return [(day, *span) for day in days for span in hours]


def _days(text: str) -> list[str]:
    # 日曜日 names one day, not two.
    return [sign for sign in re.sub("曜日?", "", text) if sign in _WEEKDAYS]


def _read_one(part: str) -> tuple[Hours, ...]:
    if part in _NAMED:
        return _NAMED[part]
    ends = _BETWEEN.split(part.removesuffix("まで"))
    if len(ends) != 2:
        raise Unread("unread")
    start, end = (_clock(one) for one in ends)
    if ends[0].startswith("午後") and end <= 720:
        # 午後2時〜4時: the word is said once.
        end += 720
    if end <= start:
        raise Unread("order")
    return ((start, end),)


def _clock(text: str) -> int:
    match = _CLOCK.fullmatch(text)
    if not match:
        raise Unread("unread")
    # 「10-12時」 has its word only at the end.
    minute = read_hour(f"{match[2]}時" if match[2].isdigit() and len(match[2]) < 3 else match[2])
    if minute is None:
        raise Unread("hour")
    later = 720 if match[1] == "午後" and minute < 720 else 0
    return minute + later


def joined(hours: list[Hours]) -> list[Hours]:
    """Return hours in order, those that touch or overlap as one."""
    found: list[Hours] = []
    for start, end in sorted(hours):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
