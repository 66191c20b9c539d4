"""Minutes of the day: 午後2時半, 14:00, 10-12時, 午前中, 朝いち, and the spans that two of them make."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.language.datewords.reading import Calendar, Code, Fault
from handlers.language.datewords.scan import Token

NOON = 12 * 60
MORNING = (9 * 60, NOON)
AFTERNOON = (13 * 60, 17 * 60)
EVENING = (16 * 60, 18 * 60)
_NIGHT = (18 * 60, 21 * 60)
_SPANS: dict[str, tuple[int, int | None]] = {
    "早朝": (7 * 60, 9 * 60),
    "正午": (NOON, None),
    "日中": (9 * 60, 17 * 60),
    "夕方": EVENING,
    "夕刻": EVENING,
    "夜": _NIGHT,
    "夜間": _NIGHT,
    "晩": _NIGHT,
    "am": MORNING,
    "pm": AFTERNOON,
    "朝": MORNING,
}
_EARLY, _LATE = ("早め", "早い時間", "早く"), ("遅め", "遅い時間", "遅く")
# An hour up to this one, without 午前 or 午後, is taken for one of the afternoon, and asked back.
_LAST_SMALL = 6


class Bad(Exception):
    """Something that no reading can be made of; the fault says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes: a moment where there is no end; `half` is 午前 or 午後 where it was said; `said`: typed as a clock."""

    start: int
    end: int | None = None
    onward: bool = False
    half: str = ""
    small: bool = False
    said: bool = False
    doubts: tuple[Code, ...] = ()


def hours(parts: list[Token], shape: str, calendar: Calendar) -> Hours:
    """Return the minutes that words of time name; raises Bad. The shape has a letter for each of them."""
    times = [one for one in parts if one.kind in "tqs"]
    first = _one(times[0], calendar)
    if "l" in shape:
        length = next(one for one in parts if one.kind == "L")
        # 午後1時間: an hour of the afternoon, not its first.
        span = first.end is not None and "~" not in shape
        first = first if span else replace(first, end=first.start + _minutes(length))
    elif len(times) == 2:
        first = _span(first, times[1], calendar)
    elif shape.startswith("~") or shape.endswith("T"):
        first = _until(first, calendar)
    elif shape.endswith("U"):
        first = _since(first, parts[-1], calendar)
    elif shape.endswith("~"):
        first = replace(first, end=None, onward=True)
    if first.end is not None and not first.start < first.end <= 24 * 60:
        raise Bad("order")
    return _within(first, calendar)


def _minutes(token: Token) -> int:
    minutes = token.number("minute") + (30 if token.parts.get("half_past") else 0)
    return 60 * int(token.parts.get("hours") or 0) + minutes


def _span(first: Hours, token: Token, calendar: Calendar) -> Hours:
    second = _one(token, calendar, after=first)
    last = second.start if second.end is None else second.end
    doubts = tuple(dict.fromkeys((*first.doubts, *second.doubts)))
    return replace(first, end=last, said=first.said or second.said, doubts=doubts)


def _until(one: Hours, calendar: Calendar) -> Hours:
    last = one.start if one.end is None or "lunch" in one.doubts else one.end
    return replace(one, start=min(calendar.opens, last), end=last, doubts=tuple(c for c in one.doubts if c != "lunch"))


def _since(one: Hours, token: Token, calendar: Calendar) -> Hours:
    if token.parts["word"] in ("過ぎ", "すぎ"):
        return replace(one, doubts=(*one.doubts, "vague"))
    last = max(calendar.closes, one.end or 0)
    return replace(one, end=last) if last > one.start else replace(one, onward=True)


def _within(one: Hours, calendar: Calendar) -> Hours:
    """Doubt what was typed as a clock and lies outside the opening hours."""
    last = one.start + 1 if one.end is None else one.end
    outside = one.start < calendar.opens or last > calendar.closes
    return replace(one, doubts=(*one.doubts, "outside")) if outside and one.said else one


def _one(token: Token, calendar: Calendar, after: Hours | None = None) -> Hours:
    if token.kind != "s":
        return _clock(token, after)
    word = token.parts["word"] or ""
    if token.parts.get("any") or word in ("終日", "1日中", "1日じゅう", "全日", "丸1日", "まる1日"):
        return Hours(calendar.opens, calendar.closes)
    if word.startswith(("朝1", "朝いち")):
        return Hours(calendar.opens)
    if word.startswith(("午前", "午後")):
        return _half(word)
    if word in _SPANS:
        start, end = _SPANS[word]
        strange = word in ("早朝", "夜", "夜間", "晩")
        return Hours(start, end, doubts=("outside",) if strange else ())
    return _noon(word.removeprefix("お"))


def _half(word: str) -> Hours:
    if word in ("午後1", "午後1番", "午後いち"):
        return Hours(AFTERNOON[0])
    start, end = MORNING if word.startswith("午前") else AFTERNOON
    middle = (start + end) // 2
    if word.endswith(_EARLY):
        return Hours(start, middle)
    return Hours(middle, end) if word.endswith(_LATE) else Hours(start, end)


def _noon(word: str) -> Hours:
    if word in ("昼過ぎ", "昼すぎ"):
        return Hours(AFTERNOON[0], 15 * 60)
    if word in ("昼前", "昼まえ"):
        return Hours(11 * 60, NOON)
    if word in ("昼1", "昼いち"):
        return Hours(AFTERNOON[0])
    if word == "昼から":
        return Hours(*AFTERNOON)
    return Hours(NOON, 13 * 60, doubts=("lunch",))


def _clock(token: Token, after: Hours | None) -> Hours:
    parts = token.parts
    hour = token.number("hour")
    minute = 30 if parts.get("half_past") else int(parts.get("colon") or parts.get("short") or parts.get("minute") or 0)
    half = (parts.get("after") or parts.get("half") or "").removeprefix("お").removesuffix("の")
    half = {"am": "午前", "pm": "午後"}.get(half, half)
    if minute > 59 or hour > 23:
        raise Bad("no-hour")
    inherited = not half and after is not None and after.half in ("午前", "午後")
    exact, doubts = _hour(hour, after.half if inherited and after else half, noon=bool(parts.get("after")))
    start = exact * 60 + minute
    if inherited and hour == 12:
        doubts = ()
    if inherited and after and start <= after.start and hour <= _LAST_SMALL:
        # 午前9時から1時: the end is of the other half.
        start, doubts = (hour + 12) * 60 + minute, ("hour",)
    if not half and not inherited and after and not doubts and start <= after.start and hour < 12:
        start, doubts = start + NOON, ("hour",)
    end = start + 60 if parts.get("band") else None
    return Hours(start, end, half=half, said=True, doubts=doubts)


def _hour(hour: int, half: str, *, noon: bool) -> tuple[int, tuple[Code, ...]]:
    if half in ("午前", "朝"):
        if hour > 12:
            raise Bad("no-hour")
        # 午前12時 is noon by law, and midnight for many.
        return hour, ("hour",) if hour == 12 else ()
    if half in ("午後", "夕方", "夜", "晩"):
        return (hour + 12, ()) if hour < 12 else (hour, ("hour",) if hour == 12 and not noon else ())
    if half == "昼":
        return (hour + 12, ()) if hour < 5 else (hour, ())
    return (hour + 12, ("hour",)) if 1 <= hour <= _LAST_SMALL else (hour, ())
