"""What has a name: fiscal years and their parts, the turn of the year, runs of holidays, weekends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers.language import months
from handlers.language.datewords import plain, steps, weeks, years
from handlers.language.datewords.eras import likely_years
from handlers.language.datewords.hours import Bad
from handlers.language.datewords.reading import Code, Doubt, Reading
from handlers.language.datewords.scan import Token
from handlers.language.datewords.seen import Find, Seen, Wrong, one, span
from messages.eras import fiscal_year

# The months (of a fiscal year that begins with 4) from and until which a part of it lasts.
_PARTS = {"上半期": (4, 9), "上期": (4, 9), "前期": (4, 9), "下半期": (10, 3), "下期": (10, 3), "後期": (10, 3)}
_PARTS |= {"第1しはんき": (4, 6), "第2しはんき": (7, 9), "第3しはんき": (10, 12), "第4しはんき": (1, 3)}
_LAST_YEARS_DAY = (12, 28)


def _fiscal_year(tokens: list[Token], seen: Seen) -> Reading:
    doubts: tuple[Code, ...] = ()
    if bare := tokens[0].parts.get("bare"):
        likely = likely_years(int(bare), seen.today.year)
        if len(likely) != 1:
            raise Bad("unread")
        year, doubts = likely[0], ("era",)
    elif (found := years.fiscal_of(tokens[0], seen.today)) is None:
        raise Wrong("no-year")
    else:
        year = found
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    return Reading("period", first, last, fiscal=year, doubts=tuple(Doubt(code, first) for code in doubts))


def _part_of_fiscal_year(tokens: list[Token], seen: Seen) -> Reading:
    token = tokens[0]
    said = any(token.parts.get(name) for name in ("near", "era", "western"))
    year = years.fiscal_of(token, seen.today) if said else fiscal_year(seen.today)
    if year is None:
        raise Wrong("no-year")
    start, end = _PARTS[token.parts["which"] or ""]
    if not said and months.month_end(year + (end < 4), end) < seen.today:
        year += 1
    return Reading("period", date(year + (start < 4), start, 1), months.month_end(year + (end < 4), end), fiscal=year)


def _end_of_fiscal_year(tokens: list[Token], seen: Seen) -> Reading:
    year = _fiscal_year(tokens[:1], seen).fiscal or 0
    word = tokens[1].parts["word"]
    if word in ("末", "末日"):
        return one(date(year + 1, 3, 31))
    if word in plain.STARTS:
        return one(date(year, 4, 1), "vague")
    if word == "明け":
        return one(date(year + 1, 4, 1), "vague")
    halves = {"前半": "上半期", "後半": "下半期"}
    if word not in halves:
        raise Bad("unread")
    half = Token("h", {"which": halves[word], "western": str(year)})
    return _part_of_fiscal_year([half], seen)


def _calendar_year(tokens: list[Token], seen: Seen) -> Reading:
    year = years.year_said(tokens[0], seen.today)
    if year is None:
        raise Wrong("no-year")
    return Reading("period", date(year, 1, 1), date(year, 12, 31))


def _part_of_year(tokens: list[Token], seen: Seen) -> Reading:
    year = years.year_said(tokens[0], seen.today)
    word = tokens[1].parts["word"]
    if year is None:
        raise Wrong("no-year")
    if word == "末":
        return _years_end(year)
    if word in ("明け", *plain.STARTS):
        return _years_beginning(year, seen)
    halves = {"前半": (1, 6), "後半": (7, 12)}
    if word not in halves:
        raise Bad("unread")
    start, end = halves[word]
    return Reading("period", date(year, start, 1), months.month_end(year, end))


def _years_end(year: int) -> Reading:
    return span(date(year, 12, 21), date(year, *_LAST_YEARS_DAY), "vague")


def _years_beginning(year: int, seen: Seen) -> Reading:
    return one(steps.open_from(date(year, 1, 4), seen.calendar) or date(year, 1, 4), "vague")


def _special(tokens: list[Token], seen: Seen) -> Reading:
    word = tokens[-1].parts["word"] or ""
    if word.startswith("週"):
        return weeks.about_week(tokens, seen)
    if word.startswith("年度"):
        return _fiscal_turn(word, seen)
    if "連休" in word or word.startswith(("gw", "sw", "盆", "お盆")):
        return _holidays(word, seen)
    found = _turn_of_year(word, seen)
    if found is None:
        raise Bad("vague")
    return found


def _fiscal_turn(word: str, seen: Seen) -> Reading:
    year = fiscal_year(seen.today)
    if word == "年度末":
        return one(date(year + 1, 3, 31))
    if word == "年度内":
        return replace(span(seen.today, date(year + 1, 3, 31)), deadline=True)
    first = date(year, 4, 1)
    return one(first if first >= seen.today else date(year + 1, 4, 1), "vague")


def _turn_of_year(word: str, seen: Seen) -> Reading | None:
    today = seen.today
    if word == "年内":
        return replace(span(today, date(today.year, 12, 31)), deadline=True)
    if word == "大晦日":
        return one(date(today.year, 12, 31))
    next_year = today.year + ((today.month, today.day) > (1, 4))
    if word in ("元日", "元旦"):
        return one(date(today.year + ((today.month, today.day) > (1, 1)), 1, 1))
    if word in ("年始", "年明け") or word.endswith("正月明け"):
        return _years_beginning(next_year, seen)
    if word == "年末":
        return _years_end(today.year + ((today.month, today.day) > _LAST_YEARS_DAY))
    if word == "年末年始":
        return span(date(next_year - 1, 12, 29), date(next_year, 1, 3), "closed")
    return span(date(next_year, 1, 1), date(next_year, 1, 3), "closed") if word.endswith("正月") else None


def _holidays(word: str, seen: Seen) -> Reading:
    today, after = seen.today, word.endswith(("明け", "あけ"))
    if word.startswith(("盆", "お盆")):
        year = today.year + ((today.month, today.day) > (8, 17 if after else 16))
        if not after:
            return span(date(year, 8, 13), date(year, 8, 16), "vague")
        return one(steps.open_from(date(year, 8, 17), seen.calendar), "vague")
    if word.startswith("gw"):
        # What follows the fifth of May is the end of it, whatever weekday that is.
        end = steps.open_from(date(today.year, 5, 6), seen.calendar) or date(today.year, 5, 6)
        if end < today:
            end = steps.open_from(date(today.year + 1, 5, 6), seen.calendar) or date(today.year + 1, 5, 6)
        return one(end) if after else span(date(end.year, 4, 29), end - timedelta(days=1), "vague")
    run = steps.run_of(today, seen.calendar)
    if run is None:
        raise Bad("vague")
    return one(run[1] + timedelta(days=1)) if after else span(*run, "closed")


# How holidays are called besides: 国民の祝日に関する法律2条 has the names.
# What is typed is folded: its katakana are hiragana.
_CALLED = {"建国記念日": "建国記念の日", "子ども": "こども", "子供": "こども"}
_CALLED |= {"体育の日": "スポーツの日", "すぽーつの日": "スポーツの日"}
_BESIDE = {"翌日": 1, "次の日": 1, "翌々日": 2, "前日": -1, "前の日": -1}
# The next holiday of a name is never farther off, however it moves from year to year.
_UNTIL_NEXT = 400


def _holiday(tokens: list[Token], seen: Seen) -> Reading:
    """スポーツの日, 文化の日の翌日, 来年の海の日: by the names that the calendar gives its days."""
    word = tokens[-1].parts["word"] or ""
    for called, name in _CALLED.items():
        word = word.replace(called, name)
    first = seen.today
    if len(tokens) > 1:
        year = years.year_said(tokens[0], seen.today)
        if year is None:
            raise Wrong("no-year")
        first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range(_UNTIL_NEXT))
    day = next((one_ for one_ in days if seen.calendar.holiday(one_) == word), None)
    if day is None:
        raise Bad("unread")
    by = tokens[-1].parts["by"]
    if by in ("明け", "あけ"):
        return one(steps.open_from(day + timedelta(days=1), seen.calendar))
    return one(day + timedelta(days=_BESIDE.get(by or "", 0)))


SHAPES: dict[str, Find] = {
    "F": _fiscal_year,
    "FP": _end_of_fiscal_year,
    "h": _part_of_fiscal_year,
    "Y": _calendar_year,
    "YP": _part_of_year,
    "S": _special,
    "xS": _special,
    "H": _holiday,
    "YH": _holiday,
}
