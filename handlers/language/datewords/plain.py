"""Days and months by their numbers, and as seen from today: 10/1, 25日, 来月末, あさって, 3か月後."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers.language import months
from handlers.language.datewords import steps, years
from handlers.language.datewords.eras import likely_years
from handlers.language.datewords.hours import Bad
from handlers.language.datewords.reading import Calendar, Code, Doubt, Reading
from handlers.language.datewords.scan import Token
from handlers.language.datewords.seen import Find, Seen, Wrong, from_today, one, span

# A day that passed less than so long ago is rather a slip than a day of next year.
_JUST_PASSED = timedelta(days=92)


def _exact(year: int | None, month: int, day: int) -> date:
    if year is None:
        raise Wrong("no-year")
    found = steps.day_of(year, month, day)
    if found is None:
        near = months.month_end(year, month) if 1 <= month <= 12 and 28 < day < 32 else None
        raise Wrong("no-day", instead=(near, near + timedelta(days=1)) if near else ())
    return found


def _full(tokens: list[Token], seen: Seen) -> Reading:
    token = tokens[0]
    return one(_exact(years.year_said(token, seen.today), token.number("month"), token.number("day")))


def _unknown(tokens: list[Token], seen: Seen) -> Reading:
    token = tokens[0]
    years = likely_years(token.number("year"), seen.today.year)
    days = [steps.day_of(year, token.number("month"), token.number("day")) for year in years]
    found = [day for day in days if day]
    if len(found) != 1:
        raise Bad("unread")
    return one(found[0], "era")


def _short(tokens: list[Token], seen: Seen) -> Reading:
    return _next(seen, tokens[0].number("month"), tokens[0].number("day"))


def _next(seen: Seen, month: int, day: int) -> Reading:
    near = seen.base if seen.base and seen.through else seen.today
    passed = (month, day) < (near.month, near.day)
    # A day that does not exist is said to be so in the year in which it would come next.
    found = _exact(near.year + passed, month, day)
    if seen.through and found - near > _JUST_PASSED and passed:
        # 10/6〜10/1: the two stand the wrong way round; 12/28〜1/5 do not.
        raise Bad("order")
    before = steps.day_of(near.year, month, day)
    just = passed and not seen.base and before is not None and seen.today - before < _JUST_PASSED
    doubts = (Doubt("year", before),) if just else ()
    return replace(one(found), rolled=found.year > seen.today.year, doubts=doubts)


def _year_short(tokens: list[Token], seen: Seen) -> Reading:
    return one(_exact(years.year_said(tokens[0], seen.today), tokens[1].number("month"), tokens[1].number("day")))


def _fiscal_short(tokens: list[Token], seen: Seen) -> Reading:
    year, month = years.fiscal_of(tokens[0], seen.today), tokens[1].number("month")
    if year is None:
        raise Wrong("no-year")
    return one(_exact(year + (month < 4), month, tokens[1].number("day")))


def _month_day(tokens: list[Token], seen: Seen) -> Reading:
    token, day = tokens[0], tokens[-1].number("day")
    if token.kind == "M" and token.parts["month"]:
        return _next(seen, token.number("month"), day)
    year, month = month_of(tokens[:-1], seen)
    return one(_exact(year, month, day))


def _day(tokens: list[Token], seen: Seen) -> Reading:
    """A day of this month or, where it has passed, of the next; behind another day, of the month of that one."""
    day = tokens[0].number("day") or tokens[0].number("number")
    near = seen.base or seen.today
    if (tokens[0].kind == "#" and seen.base is None) or (seen.base and not seen.through and day <= seen.base.day):
        raise Bad("unread")
    if not 1 <= day <= 31:
        raise Wrong("no-day")
    ahead = 1 if day < near.day else 0
    found = steps.day_of(*months.month_on(near.year, near.month, ahead), day)
    if found is None:
        # This month has no 31st: the next one has.
        return one(steps.day_of(*months.month_on(near.year, near.month, ahead + 1), day), "which")
    return one(found)


def month_of(tokens: list[Token], seen: Seen) -> tuple[int, int]:
    """Return the month that its words name, with or without a year before it."""
    token = tokens[-1]
    near, today = token.parts.get("near"), seen.today
    if near or (token.kind == "M" and not token.parts["month"]):
        return months.month_on(today.year, today.month, years.NEAR[near] if near else 0)
    month = token.number("month")
    if not 1 <= month <= 12:
        raise Wrong("no-day")
    if token.kind == "k" or len(tokens) > 1:
        fiscal = tokens[0].kind == "F"
        year = years.fiscal_of(tokens[0], today) if fiscal else years.year_said(tokens[0], seen.today)
        if year is None:
            raise Wrong("no-year")
        return year + (fiscal and month < 4), month
    base = seen.base or today
    return base.year + (month < base.month), month


def _whole_month(tokens: list[Token], seen: Seen) -> Reading:
    year, month = month_of(tokens, seen)
    return Reading("month", date(year, month, 1), months.month_end(year, month))


STARTS = ("早々", "初め", "はじめ", "始め", "初頭", "初", "頭", "あたま")
_TENS = {"上旬": (1, 10), "初旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "前半": (1, 15), "後半": (16, 31)}


def _part_of_month(tokens: list[Token], seen: Seen) -> Reading:
    year, month = month_of(tokens[:-1], seen)
    word = tokens[-1].parts["word"] or ""
    found = _part(year, month, word, seen.calendar)
    if not found.last or found.last >= seen.today or len(tokens) > 2 or tokens[0].parts.get("near"):
        return from_today(found, seen)
    if tokens[0].kind == "k":
        return found
    # It has passed: 月初 is that of the next month, 9月上旬 that of next year.
    ahead, over = 12 if tokens[0].parts["month"] else 1, Doubt("year", found.first)
    found = _part(*months.month_on(year, month, ahead), word, seen.calendar)
    return replace(found, doubts=(*found.doubts, over)) if ahead == 12 else found


def _part(year: int, month: int, word: str, calendar: Calendar) -> Reading:
    first, last = date(year, month, 1), months.month_end(year, month)
    if word in ("末", "末日"):
        return replace(one(last), instead=steps.open_in_month(last, calendar), ending=word == "末")
    if word in ("終わり", "おわり"):
        return span(last - timedelta(days=4), last, "vague")
    if word in STARTS:
        return span(first, first + timedelta(days=4), "vague")
    if word in _TENS:
        start, end = _TENS[word]
        return span(first + timedelta(days=start - 1), min(last, first + timedelta(days=end - 1)))
    if word == "明け":
        raise Bad("unread")
    return span(first + timedelta(days=9), first + timedelta(days=19), "vague")


def _relative(tokens: list[Token], seen: Seen) -> Reading:
    word = tokens[0].parts["word"] or ""
    days = {
        "明後日": 2,
        "あさって": 2,
        "今日": 0,
        "本日": 0,
        "きょう": 0,
        "しあさって": 3,
        "翌々日": 2,
        "昨日": -1,
        "きのう": -1,
    }
    day = (seen.base if seen.base and word.startswith("翌") else seen.today) + timedelta(
        days={**days, "おととい": -2}.get(word, 1)
    )
    doubt: tuple[Code, ...] = ("dialect",) if word == "しあさって" else ()
    return one(day, *(doubt or (("vague",) if word.startswith("翌") and not seen.base else ())))


def _after(tokens: list[Token], seen: Seen) -> Reading:
    token, today = tokens[0], seen.today
    if token.parts.get("low"):
        low = steps.moved(today, token.number("low"), token.parts["unit"] or "", seen.calendar)
        high = steps.moved(today, token.number("count"), token.parts["unit"] or "", seen.calendar)
        return span(low, high, "vague")
    if half := token.parts.get("half"):
        return one(months.months_on(today, 6)) if half == "半年" else one(today + timedelta(days=15), "vague")
    day = steps.moved(today, token.number("count"), token.parts["unit"] or "", seen.calendar)
    if not token.parts.get("extra"):
        return one(day)
    return one(months.months_on(day, 6)) if token.parts["unit"] == "年" else one(day + timedelta(days=15), "vague")


def _within(tokens: list[Token], seen: Seen) -> Reading:
    token, today = tokens[0], seen.today
    if half := token.parts.get("half"):
        last = months.months_on(today, 6) if half == "半年" else today + timedelta(days=15)
    else:
        last = steps.moved(today, token.number("count"), token.parts["unit"] or "", seen.calendar)
    return replace(span(today, last), deadline=True)


def _ago(tokens: list[Token], seen: Seen) -> Reading:
    return one(steps.moved(seen.today, -tokens[0].number("count"), tokens[0].parts["unit"] or "", seen.calendar))


def _lasting(tokens: list[Token], seen: Seen) -> Reading:
    """Return the last of so many days from another one on: 10/6から3日間."""
    if seen.base is None or not seen.through:
        raise Bad("unread")
    days = tokens[0].number("count") * (7 if tokens[0].parts["unit"] == "週" else 1)
    return one(seen.base + timedelta(days=max(days, 1) - 1))


def _week_of(tokens: list[Token], seen: Seen) -> Reading:
    """Return the week in which a day lies: 9/28の週."""
    day = SHAPES["".join(token.kind for token in tokens[:-1])](tokens[:-1], seen).first or seen.today
    return from_today(span(steps.monday(day), steps.monday(day) + timedelta(days=4)), seen)


SHAPES: dict[str, Find] = {
    "J": _lasting,
    "mj": _week_of,
    "yj": _week_of,
    "Dj": _week_of,
    "MDj": _week_of,
    "y": _full,
    "u": _unknown,
    "m": _short,
    "Ym": _year_short,
    "Fm": _fiscal_short,
    "MD": _month_day,
    "YMD": _month_day,
    "D": _day,
    "#": _day,
    "M": _whole_month,
    "k": _whole_month,
    "YM": _whole_month,
    "FM": _whole_month,
    "MP": _part_of_month,
    "kP": _part_of_month,
    "YMP": _part_of_month,
    "FMP": _part_of_month,
    "R": _relative,
    "A": _after,
    "I": _within,
    "B": _ago,
}
