"""What comes again and again: 毎週水曜の午前, 毎月第2金曜, 隔週月曜, 毎日."""

from __future__ import annotations

from dataclasses import replace

from handlers.language.datewords.hours import Bad, hours
from handlers.language.datewords.reading import Calendar, Doubt, Reading
from handlers.language.datewords.scan import Token
from handlers.language.datewords.weeks import counts_of, weekdays


def repeated(tokens: list[Token], calendar: Calendar) -> Reading:
    """Return a repetition as one; raises Bad where its words say nothing together."""
    kinds = "".join(token.kind for token in tokens)
    word = tokens[0].parts["word"] or ""
    days: list[int] = []
    counts: tuple[int, ...] = ()
    at = 1
    if kinds.startswith(("EN", "EEN")):
        at = kinds.index("N")
        counts = tuple(counts_of(tokens[at]))
        at += 1
    while at < len(tokens) and kinds[at] in "w~b":
        if kinds[at] != "~":
            days = _joined(days, weekdays(tokens[at]), through=kinds[at - 1] == "~")
        elif kinds[at + 1 : at + 2] != "w":
            break
        at += 1
    every = range(5) if word in ("毎日", "毎朝", "毎夕") else ()
    # Of 隔週 nobody knows which week is the first.
    unsure = (Doubt("vague"),) if word == "隔週" else ()
    found = Reading("again", weekdays=tuple(days or every), nth=counts, doubts=unsure)
    rest = tokens[at:]
    if not rest:
        return found
    if not any(token.kind in "ts" for token in rest):
        # 毎月25日: that it comes again is all that is understood.
        return replace(found, doubts=(Doubt("vague"),))
    shape = "".join({"t": "t", "s": "t", "q": "t", "L": "l"}.get(token.kind, token.kind) for token in rest)
    if set(shape) - set("tl~TU") or "t" not in shape:
        raise Bad("unread")
    said = hours(rest, shape, calendar)
    doubts = (*unsure, *(Doubt(code) for code in said.doubts))
    return replace(found, start=said.start, end=said.end, doubts=doubts)


def _joined(days: list[int], more: list[int], *, through: bool) -> list[int]:
    if through and days and more and days[-1] < more[0]:
        return [*days, *range(days[-1] + 1, more[0] + 1), *more[1:]]
    return sorted({*days, *more})
