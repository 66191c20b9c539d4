"""One hour as people write it: 8:30, 8時半, 17時15分, 0830, 午後5時, 正午; and 10時から where something begins."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from handlers.language.dates import Calendar, read
from handlers.language.datewords.fold import fold

_HOUR = re.compile(r"(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分?|(半))?|(\d{2}))")
# What is said behind the hour at which something begins, in the spelling that `fold` brings it to.
_ONWARD = re.compile(r"(?:から|より|開始|すたーと|~)$")
# A part of the day of which everybody has hours of her own, and what says that hours were named besides.
_PART = re.compile(r"早朝|朝|午前|am|日中|午後|pm|夕方|夕刻|夜|晩")
_CLOCK = re.compile(r"\d(?::|時)|(?:午前|午後|am|pm|朝|夜)の?\d|正午")
_MOST = 40
_ANY_DAY = date(2000, 1, 1)
_ROUND_THE_CLOCK = Calendar(opens=0, closes=24 * 60)


def read_hour(text: str) -> int | None:
    """Return the minute of the day that a text names, None where it names none; an end may be 24:00."""
    if len(text) > _MOST:
        return None
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    # Where an hour is asked, 5時 is the fifth of twenty-four: a span is shown before it is kept.
    found = _HOUR.fullmatch(folded)
    if not found:
        return _said(text)
    minutes = 30 if found[4] else int(found[2] or found[3] or found[5] or 0)
    minute = int(found[1]) * 60 + minutes
    return minute if minutes < 60 and minute <= 24 * 60 else None


def read_start(text: str) -> int | None:
    """Return the minute of the day at which something begins: as `read_hour`, also 10時から, 10:30〜 and a bare 10."""
    said = _ONWARD.sub("", fold(text) or "")
    found = read_hour(said)
    return read_hour(f"{said}時") if found is None and said.isdecimal() and len(said) < 3 else found


def only_part_of_day(text: str) -> bool:
    """Tell whether a text names a part of the day (朝から, 午前中) and no hour: what others go by says which hours."""
    folded = fold(text) or ""
    return bool(_PART.search(folded)) and not _CLOCK.search(folded)


def _said(text: str) -> int | None:
    found = read(text, _ANY_DAY, calendar=_ROUND_THE_CLOCK)
    moment = found.kind == "hours" and found.sure and found.end is None and not found.onward
    return found.start if moment else None
