"""Days and hours as people say them: 来週の火曜の午後, R8.10.1 14時から, 月末, 10/6 13時〜15時, 毎週水曜の午前.

`read(text, now, calendar=..., past=...)` is pure and guesses nothing: what it returns is sure, or says what is in doubt
and what could be proposed (`candidates`), or says why it is nothing. Weeks begin on Monday, 午前 is 9:00-12:00, 午後
13:00-17:00, 夕方 16:00-18:00. What it looks at is bounded before anything is matched.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers.language.datewords import again
from handlers.language.datewords.fold import fold
from handlers.language.datewords.hours import Bad, Hours, hours
from handlers.language.datewords.judging import candidates as candidates
from handlers.language.datewords.judging import judged
from handlers.language.datewords.places import place
from handlers.language.datewords.reading import Calendar as Calendar
from handlers.language.datewords.reading import Doubt as Doubt
from handlers.language.datewords.reading import Reading as Reading
from handlers.language.datewords.reading import none
from handlers.language.datewords.scan import Token, scan
from handlers.language.datewords.seen import Seen, Wrong

_ANY = Calendar()
_LETTERS = {"L": "l", "s": "t"} | {kind: kind for kind in "t~&TU"}
_TIME = "(?:~?t(?:~?l|~t)?[TU~]?)"
# Days, what is said of them, and minutes; either first.
_WHOLE = re.compile(
    rf"(?P<days>~?d(?:(?:&+d)+|~d)?)(?P<mark>[TU~]?)&?(?P<hours>{_TIME}?)|(?P<before>{_TIME})&?(?P<late>d(?:(?:&+d)+|~d)?)"
)
_SEVERAL = re.compile(r"(?:~?d[TU~]?)?(?:[~&]?[dtlTU])+")


def read(text: str, now: date | datetime, *, calendar: Calendar = _ANY, past: bool = False) -> Reading:
    """Return what a text says of days and hours, seen from `now` in the network's zone; never raises.

    Without `past` a day that is over is no reading (a booking); with it, it is one (the day of a certificate).
    """
    folded = fold(text)
    if folded is None:
        return none("long")
    today = now.date() if isinstance(now, datetime) else now
    minute = now.hour * 60 + now.minute if isinstance(now, datetime) else None
    try:
        found, kept = _understood(folded, Seen(today, calendar))
    except Bad as bad:
        return none(bad.fault)
    except Wrong as wrong:
        return wrong.reading
    except (ValueError, OverflowError):
        # So many years on that no calendar has them.
        return none("no-year")
    return judged(found, today, minute, calendar, past=past, kept=kept)


def _understood(folded: str, seen: Seen) -> tuple[Reading, bool]:
    tokens = scan(folded)
    if not tokens:
        raise Bad("unread" if tokens is None else "empty")
    kept, vague = (any(token.kind == sign for token in tokens) for sign in "KV")
    tokens = [part for token in tokens if token.kind not in "KV" for part in _parts(token)]
    any_time = any(token.parts.get("any") for token in tokens)
    tokens = _line(_any_time(tokens))
    if tokens and tokens[0].kind == "E":
        return again.repeated(tokens, seen.calendar), kept
    shape, runs = _shape(tokens)
    match = _WHOLE.fullmatch(shape)
    if any_time and re.fullmatch(_TIME, shape):
        return _any_day(tokens, shape, seen), kept
    if match is None and re.fullmatch(_TIME, shape):
        return _with_hours(Reading("hours"), hours(tokens, shape, seen.calendar), vague), kept
    if match is None:
        raise Bad("several" if _SEVERAL.fullmatch(shape) and (shape.count("t") > 1 or len(shape) > 4) else "unread")
    days, minutes = match["days"] or match["late"], match["hours"] or match["before"] or ""
    until = match["mark"] == "~" and bool(minutes)
    if until and runs[match.start("mark")][0].parts["word"] != "~":
        raise Bad("unread")
    at = match.start("days" if match["days"] else "late")
    found = _placed(runs[at : at + len(days)], days, seen)
    found = _marked(
        found, "" if until else match["mark"] or "", runs[match.start("mark")] if match["mark"] else [], days, seen
    )
    if minutes:
        at = match.start("hours" if match["hours"] else "before")
        flat = [token for run in runs[at : at + len(minutes)] for token in run]
        if until:
            flat, minutes = [*runs[match.start("mark")], *flat], f"~{minutes}"
        return _with_hours(found, hours(flat, minutes, seen.calendar), vague), kept
    if found.fault:
        return found, False
    return (replace(found, doubts=(*found.doubts, Doubt("vague", found.first))) if vague else found), kept


def _any_time(tokens: list[Token]) -> list[Token]:
    """Return the words without いつでも where a time is said besides."""
    said = [token for token in tokens if not token.parts.get("any")]
    return said if any(token.kind in "ts" for token in said) else tokens


def _any_day(tokens: list[Token], shape: str, seen: Seen) -> Reading:
    """午後ならいつでも: any day from today on, to be asked back."""
    found = Reading("days", seen.today, None, onward=True, doubts=(Doubt("vague", seen.today),))
    if tokens[0].parts.get("any"):
        return found
    return _with_hours(found, hours(tokens, shape, seen.calendar), False)


def _line(tokens: list[Token]) -> list[Token]:
    """Return the words without what begins a line of a list; raises Bad where they begin in the middle."""
    first = tokens[0] if tokens else None
    if first is None or first.kind not in "~&" or first.parts.get("word") == "~":
        return tokens
    if first.kind == "~":
        raise Bad("unread")
    return tokens[1:]


def _parts(token: Token) -> list[Token]:
    """Return 10-12時 as the two hours that it is."""
    if token.kind != "r":
        return [token]
    first = Token("t", {"half": token.parts["half"], "hour": token.parts["from"]})
    last = {name: token.parts[name] for name in ("hour", "minute", "half_past")}
    return [first, Token("~", {"word": "~"}), Token("t", last)]


def _shape(tokens: list[Token]) -> tuple[str, list[list[Token]]]:
    """Return a letter for each run of words that belong together: d for days, t for minutes, l for how long."""
    shape, runs = "", list[list[Token]]()
    for token in tokens:
        letter = _LETTERS.get(token.kind, "d")
        if token.kind == "q":
            letter = "t" if "d" in shape else "x"
        if letter == "d" and shape.endswith("d"):
            runs[-1].append(token)
        else:
            shape, runs = shape + letter, [*runs, [token]]
    return shape, runs


def _placed(runs: list[list[Token]], shape: str, seen: Seen) -> Reading:
    try:
        return _days(runs, shape, seen)
    except Wrong as wrong:
        # Its minutes still count for the days that may have been meant; of several one alone is nothing to propose.
        return wrong.reading if shape == "d" else replace(wrong.reading, instead=())


def _days(runs: list[list[Token]], shape: str, seen: Seen) -> Reading:
    dates = [run for run, letter in zip(runs, shape, strict=True) if letter == "d"]
    first = place(dates[0], seen)
    if shape.startswith("~"):
        return _until(first, seen)
    others: list[Reading] = []
    for run in dates[1:]:
        base = (others[-1] if others else first).last
        others.append(place(run, replace(seen, base=base, through="~" in shape)))
    if not others:
        return first
    doubts = tuple(dict.fromkeys(doubt for one in (first, *others) for doubt in one.doubts))
    if "~" in shape:
        return _stretch(first, others[0], doubts)
    if not all(one.days for one in (first, *others)):
        return _side_by_side([first, *others], doubts)
    days = [day for one in (first, *others) for day in one.days]
    found = tuple(sorted(set(days)))
    return Reading("days", found[0], found[-1], each=found, doubts=doubts)


def _side_by_side(found: list[Reading], doubts: tuple[Doubt, ...]) -> Reading:
    """来週か再来週, 9月か10月: what follows one another but for a weekend is one stretch."""
    begin, end = found[0].first, found[0].last
    for one in found[1:]:
        if one.deadline or not (begin and end and one.first and one.last and 0 < (one.first - end).days <= 3):
            raise Bad("several")
        end = one.last
    return Reading("days", begin, end, doubts=doubts)


def _stretch(first: Reading, other: Reading, doubts: tuple[Doubt, ...]) -> Reading:
    if first.first is None or other.last is None or other.first is None or first.each or other.each:
        raise Bad("unread")
    if other.last < first.first:
        raise Bad("order")
    return Reading("days", first.first, other.last, rolled=first.rolled, doubts=doubts)


def _marked(found: Reading, mark: str, run: list[Token], shape: str, seen: Seen) -> Reading:
    if not mark or found.fault or (mark == "T" and "~" in shape):
        return found
    if mark == "T":
        if found.kind == "day" or run[0].parts.get("until"):
            return _until(found, seen)
        first = max(found.first or seen.today, seen.today) if found.last and found.last >= seen.today else found.first
        return replace(found, kind="days", first=first, deadline=True, fiscal=None)
    if found.each:
        raise Bad("unread")
    # What has begun goes on from today.
    begun = found.kind != "day" and found.first and found.last and found.first < seen.today <= found.last
    return replace(found, kind="days", first=seen.today if begun else found.first, last=None, onward=True, fiscal=None)


def _until(found: Reading, seen: Seen) -> Reading:
    if found.each:
        raise Bad("several")
    if found.last and found.last < seen.today:
        return replace(found, deadline=True)
    doubts = tuple(doubt for doubt in found.doubts if doubt.code != "closed")
    return replace(found, kind="days", first=seen.today, deadline=True, fiscal=None, doubts=doubts)


def _with_hours(found: Reading, hours: Hours, vague: bool) -> Reading:
    doubts = (*found.doubts, *(Doubt(code, found.first) for code in hours.doubts))
    doubts += (Doubt("vague", found.first),) if vague else ()
    if found.kind == "period" or (found.kind == "month" and hours.said):
        raise Bad("unread")
    if found.fault:
        return replace(found, start=hours.start, end=hours.end)
    onward = found.onward or hours.onward
    return replace(found, start=hours.start, end=hours.end, onward=onward, doubts=doubts)


def days_of(reading: Reading, calendar: Calendar, most: int = 62) -> tuple[date, ...]:
    """Return the open days that a sure reading names, at most so many days from its first one on."""
    if reading.first is None:
        return ()
    last = reading.first + timedelta(days=most - 1)
    last = min(last, reading.last) if reading.last else last
    span = tuple(reading.first + timedelta(days=number) for number in range((last - reading.first).days + 1))
    return tuple(day for day in (reading.days or span) if calendar.works(day) or reading.kind == "day")
