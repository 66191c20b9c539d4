"""From the words of one date to its days: each order in which such words stand has its finder."""

from __future__ import annotations

from datetime import timedelta

from handlers.language.datewords import named, plain, weeks
from handlers.language.datewords.hours import Bad
from handlers.language.datewords.reading import Reading
from handlers.language.datewords.scan import Token
from handlers.language.datewords.seen import WEEKDAYS, Seen, Wrong

_SHAPES = plain.SHAPES | weeks.SHAPES | named.SHAPES
_OF_A_DAY = frozenset(("y", "u", "m", "Ym", "Fm", "MD", "YMD", "D", "R"))


def place(tokens: list[Token], seen: Seen) -> Reading:
    """Return the days that one date's words name; raises Wrong, or Bad where they say nothing together."""
    shape = "".join(token.kind for token in tokens)
    # A weekday behind a day is no choice, it is looked at afterwards: 10/1(木), 明日の金曜.
    check = len(tokens) > 1 and (shape[-1] == "b" or (shape[-1] == "w" and shape[:-1] in _OF_A_DAY))
    shape = shape[:-1] if check else shape.replace("b", "w")
    find = _SHAPES.get(shape)
    if find is None:
        raise Bad("unread")
    found = find(tokens, seen)
    return _checked(found, tokens[-1]) if check else found


def _checked(found: Reading, token: Token) -> Reading:
    said = (token.parts.get("day") or token.parts.get("days") or "")[:1]
    day = found.first
    if day is None or found.kind != "day":
        raise Bad("unread")
    if day.weekday() != WEEKDAYS.index(said):
        ahead = (WEEKDAYS.index(said) - day.weekday() + 3) % 7 - 3
        raise Wrong("weekday", day, (day, day + timedelta(days=ahead)))
    return found
