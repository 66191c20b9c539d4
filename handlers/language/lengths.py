"""How long something lasts, in one's own words: 90, 90分, 90分くらい, 1時間半, 2時間."""

from __future__ import annotations

import re
import unicodedata

_LENGTH = re.compile(r"(?:(\d{1,2})時間)?(?:(半)|(\d{1,4})(?:分間?)?)?(?:くらい|ぐらい|ほど|程度)?")


def minutes(text: str) -> int | None:
    """Return how many minutes a text names; None where it names none."""
    match = _LENGTH.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if match is None or not (match[1] or match[3]):
        return None
    return 60 * int(match[1] or 0) + (30 if match[2] else int(match[3] or 0))
