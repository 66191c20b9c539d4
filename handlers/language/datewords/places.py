"""From the words of one date to its days: each order in which such words stand has its finder."""

from __future__ import annotations

from datetime import timedelta

from handlers.language.datewords import named, plain, weeks
from handlers.language.datewords.hours import Bad
from handlers.language.datewords.reading import Reading
from handlers.language.datewords.scan import Token
from handlers.language.datewords.seen import Seen, Wrong

_SHAPES = plain.SHAPES | weeks.SHAPES | named.SHAPES


def place(tokens: list[Token], seen: Seen) -> Reading:
    """Return the days that one date's words name; raises Wrong, or Bad where they say nothing together."""
    shape = "".join(token.kind for token in tokens)
    # A weekday behind a day is no choice, it is looked at afterwards: 10/1(木), 明日の金曜.
    chosen = shape.replace("b", "w")
    check = len(tokens) > 1 and chosen[-1] == "w" and chosen not in _SHAPES
    shape = chosen[:-1] if check else chosen
    find = _SHAPES.get(shape)
    if find is None:
        raise Bad("unread")
    found = find(tokens[:-1] if check else tokens, seen)
    return _checked(found, tokens[-1], seen) if check else found


def _checked(found: Reading, token: Token, seen: Seen) -> Reading:
    said, day = weeks.weekdays(token), found.first
    if day is None or found.kind != "day" or len(said) > 1:
        raise Bad("unread")
    if not said:
        # 9/22(祝)
        if not seen.calendar.holiday(day):
            raise Bad("unread")
        return found
    if day.weekday() != said[0]:
        ahead = (said[0] - day.weekday() + 3) % 7 - 3
        raise Wrong("weekday", day, (day, day + timedelta(days=ahead)))
    return found
