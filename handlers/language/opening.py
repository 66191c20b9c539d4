"""Whether somebody can be reached now, by hours as people write them: 「平日 8:30〜17:15」, 「24時間」."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from handlers.language.weeks import Unread, read_hours, read_week

_WEEK = "月火水木金土日"
_EVERY_DAY = r"(?:毎日|年中無休|365日)"
_ALWAYS = re.compile(rf"(?:{_EVERY_DAY}[、,・]?)?24時間(?:[、,・]?(?:{_EVERY_DAY}|対応|受付))*")
_DAILY = re.compile(rf"{_EVERY_DAY}(?:は|の|:|、)?(.+)")
_FROM_TO = re.compile(rf"([{_WEEK}])(?:曜日?)?(?:[-‐-―−~〜～ー]|から)([{_WEEK}])(?:曜日?)?(?:まで)?(?=\D*\d)")
# What stands behind hours that do not hold on public holidays.
_NOT_ON_HOLIDAYS = re.compile(r"\([^()]*(?:祝|年末)[^()]*(?:除く|のぞく|休み|休)\)$")


def is_open(hours: str, local: datetime, *, working: bool) -> bool | None:
    """Tell whether hours as people write them hold at a moment of the same place; None where they cannot be read.

    `working` says whether offices are open on that day. Where it is not said whether hours hold on a public holiday
    that is no weekend, they cannot be read on one.
    """
    folded = "".join(unicodedata.normalize("NFKC", hours).split())
    if _ALWAYS.fullmatch(folded):
        return True
    said = _NOT_ON_HOLIDAYS.sub("", folded)
    minute = local.hour * 60 + local.minute
    try:
        if daily := _DAILY.fullmatch(folded):
            return any(start <= minute < end for start, end in read_hours(daily[1]))
        spans = read_week(_FROM_TO.sub(_all_between, said))
    except Unread:
        return None
    on = any(day == local.weekday() and start <= minute < end for day, start, end in spans)
    if not on or working or local.weekday() > 4:
        return on
    return False if said != folded or said.startswith("平日") else None


def _all_between(found: re.Match[str]) -> str:
    first, last = _WEEK.index(found[1]), _WEEK.index(found[2])
    return _WEEK[first : last + 1] if first <= last else found[0]
