"""Hours as people write them: 8:30, 8時半, 17時15分, 0830."""

from __future__ import annotations

import re
import unicodedata

_HOUR = re.compile(r"(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分?|(半))?|(\d{2}))")


def read_hour(text: str) -> int | None:
    """Return the minute of the day that a text names, None where it names none."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    found = _HOUR.fullmatch(folded)
    if not found:
        return None
    minutes = 30 if found[4] else int(found[2] or found[3] or found[5] or 0)
    minute = int(found[1]) * 60 + minutes
    return minute if minutes < 60 and minute <= 24 * 60 else None
