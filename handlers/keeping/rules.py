"""When answers are doubted, which month a list is of, and what an address may be; pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from messages.words import Msg, msg

MOST_HANDOUTS = 30
NAME, URL = 40, 500
# The years before the first of each era.
REIWA, HEISEI = 2018, 1988
# A host of two parts or more, perhaps a port, and what RFC 3986 lets stand behind it.
_ADDRESS = re.compile(
    r"https://(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}(?::\d{1,5})?(?:[/?#][\w.~:/?#\[\]@!$&'()*+,;=%-]*)?", re.A | re.I
)


def fiscal(day: date) -> int:
    """Return the fiscal year of a day: it begins on 1 April (地方自治法208条)."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_said(year: int) -> Msg:
    """Return a fiscal year as people write it: 令和8年度."""
    return msg("keep-reiwa", n=year - REIWA) if year > REIWA else msg("keep-heisei", n=year - HEISEI)


def cutoff(today: date, revised: Collection[date]) -> date:
    """Return the newest day up to today from which older answers are doubted: 1 April, or a day that was named."""
    return max(date(fiscal(today), 4, 1), *[day for day in revised if day <= today] or [date.min])


def doubt(told: date, topics: Collection[str], ageing: Collection[str], today: date, revised: Collection[date]) -> bool:
    """Tell whether an answer that was told, or said to hold, on a day may have changed since."""
    return not set(topics).isdisjoint(ageing) and told < cutoff(today, revised)


def month(today: date, back: int) -> tuple[date, date]:
    """Return the first day of the month so many months back, and of the one after it."""
    number = today.year * 12 + today.month - 1 - back
    return date(number // 12, number % 12 + 1, 1), date((number + 1) // 12, (number + 1) % 12 + 1, 1)


def is_address(text: str) -> bool:
    """Tell whether a text is an https address of a host on the net, without a name or password in it."""
    return len(text) <= URL and _ADDRESS.fullmatch(text) is not None


def before(day: date) -> date:
    """Return the day before a day."""
    return day - timedelta(days=1)
