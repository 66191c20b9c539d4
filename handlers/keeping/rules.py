"""Which month a list is of, and what an address may be; pure."""

from __future__ import annotations

import re
from datetime import date

MOST_HANDOUTS = 30
NAME, URL = 40, 500
# A host of two parts or more, perhaps a port, and what RFC 3986 lets stand behind it.
_ADDRESS = re.compile(
    r"https://(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}(?::\d{1,5})?(?:[/?#][\w.~:/?#\[\]@!$&'()*+,;=%-]*)?", re.A | re.I
)


def month(today: date, back: int) -> tuple[date, date]:
    """Return the first day of the month so many months back, and of the one after it."""
    number = today.year * 12 + today.month - 1 - back
    return date(number // 12, number % 12 + 1, 1), date((number + 1) // 12, (number + 1) % 12 + 1, 1)


def is_address(text: str) -> bool:
    """Tell whether a text is an https address of a host on the net, without a name or password in it."""
    return len(text) <= URL and _ADDRESS.fullmatch(text) is not None
