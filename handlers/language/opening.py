"""Whether somebody can be reached now, by hours as people write them: 「平日 8:30〜17:15」, 「24時間」."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from handlers.language.weeks import Hours, Unread, read_hours, read_week

_WEEK = "月火水木金土日"
_EVERY_DAY = r"(?:毎日|年中無休|365日)"
_ALWAYS = re.compile(rf"(?:{_EVERY_DAY}[、,・]?)?24時間(?:[、,・]?(?:{_EVERY_DAY}|対応|受付))*")
_DAILY = re.compile(rf"{_EVERY_DAY}(?:は|の|:|、)?(.+)")
_FROM_TO = re.compile(rf"([{_WEEK}])(?:曜日?)?(?:[-‐-―−~〜～ー]|から)([{_WEEK}])(?:曜日?)?(?:まで)?(?=\D*\d)")
_WORKING = re.compile(r"平日\(月[-‐-―−~〜～ー]金\)")
_BEHIND = re.compile(r"(\d[^()]*)\((平日)\)")
# On which days hours do not hold, where that is all that a bracket says.
_BUT = re.compile(
    r"\((?:(?P<holidays>(?:土?日)?祝日?)|(?P<turn>年末年始)|[、,・と]|及び|および)+[はを]?(?:除く|のぞく|休み?)\)"
)


def is_open(hours: str, local: datetime, *, ordinary: bool) -> bool | None:
    """Tell whether hours as people write them hold at a moment of the same place; None where that cannot be told.

    `ordinary` says that the day is neither a public holiday nor at the turn of the year. On others 平日 does not hold,
    nor do hours that leave out both; of all others but those of every day it cannot be told.
    """
    folded = "".join(unicodedata.normalize("NFKC", hours).split())
    if _ALWAYS.fullmatch(folded.translate({ord("("): None, ord(")"): None})):
        return True
    said, but = _WORKING.sub("平日", _BEHIND.sub(r"\2\1", folded)), _BUT.search(folded)
    if but:
        said = said.replace(but[0], "")
    minute = local.hour * 60 + local.minute
    try:
        on = any(start <= minute < end for start, end in _hours_of(said, local.weekday()))
    except Unread:
        return None
    if not on or ordinary or (not but and _DAILY.fullmatch(said)):
        return on
    return False if said.startswith("平日") or (but and but["holidays"] and but["turn"]) else None


def _hours_of(said: str, weekday: int) -> list[Hours]:
    if daily := _DAILY.fullmatch(said):
        return read_hours(daily[1])
    return [(start, end) for day, start, end in read_week(_FROM_TO.sub(_all_between, said)) if day == weekday]


def _all_between(found: re.Match[str]) -> str:
    first, last = _WEEK.index(found[1]), _WEEK.index(found[2])
    return _WEEK[first : last + 1] if first <= last else found[0]
