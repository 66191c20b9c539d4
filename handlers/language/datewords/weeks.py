"""Weeks, which begin on Monday, and weekdays: 来週の火曜, 今度の金曜, 第2水曜, 週明け, 2週間後の火曜."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handlers.language import months
from handlers.language.datewords import plain, steps
from handlers.language.datewords.hours import Bad
from handlers.language.datewords.reading import Code, Doubt, Reading
from handlers.language.datewords.scan import Token
from handlers.language.datewords.seen import WEEKDAYS, Find, Seen, Wrong, from_today, one, several, span

_WEEKS = {"今週": 0, "こんしゅう": 0, "先週": -1, "再来週": 2, "さ来週": 2, "さらい週": 2, "さらいしゅう": 2}
_WEEKS |= {"翌々週": 2, "来来週": 3}
_DOUBTED = ("翌週", "翌々週", "来来週", "今度の週", "次の週")
_FRIDAY = 4


def weekdays(token: Token) -> list[int]:
    """Return the weekdays of a word, as numbers from Monday."""
    said = token.parts.get("days") or token.parts.get("day") or ""
    if said == "平日":
        return [0, 1, 2, 3, 4]
    signs = said.replace("曜日", "曜").replace("曜", "")
    return sorted({WEEKDAYS.index(sign) for sign in signs if sign in WEEKDAYS})


def _monday(token: Token, seen: Seen) -> tuple[date, tuple[Code, ...]]:
    word = token.parts["word"] or ""
    doubts: tuple[Code, ...] = ("which",) if word in _DOUBTED else ()
    return steps.monday(seen.today, _WEEKS.get(word, 1)), doubts


def _week(tokens: list[Token], seen: Seen) -> Reading:
    first, doubts = _monday(tokens[0], seen)
    return from_today(span(first, first + timedelta(days=_FRIDAY), *doubts), seen)


def _days_of_week(tokens: list[Token], seen: Seen) -> Reading:
    first, doubts = _monday(tokens[0], seen)
    days = [first + timedelta(days=number) for number in weekdays(tokens[1])]
    found = several(_open_of(days, tokens[1], seen))
    later = tuple(day + timedelta(days=7) for day in found.days[:1] if day < seen.today)
    return replace(found, doubts=tuple(Doubt(code, found.first) for code in doubts), instead=later)


def _open_of(days: list[date], token: Token, seen: Seen) -> list[date]:
    """平日 are the days on which offices are open."""
    return _open(days, seen) if token.parts.get("days") == "平日" else days


def _open(days: list[date], seen: Seen) -> list[date]:
    return [day for day in days if seen.calendar.works(day)] or days


def _days_of_month(tokens: list[Token], seen: Seen) -> Reading:
    """10月の水曜: those to come on which offices are open."""
    year, month = plain.month_of(tokens[:-1], seen)
    days = weekdays(tokens[-1])
    found = [day for day in _month(year, month) if day.weekday() in days and day >= seen.today]
    if not found:
        raise Bad("unread")
    return several(_open(found, seen))


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, months.month_end(year, month).day + 1)]


def _end_of_month(tokens: list[Token], seen: Seen) -> Reading:
    """月末の金曜, 月初の月曜: the last of a month, or the first."""
    word = tokens[-2].parts["word"] or ""
    if word not in ("末", *plain.STARTS):
        raise Bad("unread")
    count = Token("N", {"count": "1"} if word in plain.STARTS else {"last": word})
    # 月初 without the name of a month is that of this one or, once it has passed, of the next.
    bare = len(tokens) == 3 and not any(tokens[0].parts.values())
    return _nth([*([] if bare else tokens[:-2]), count, tokens[-1]], seen)


def _weekend_of(tokens: list[Token], seen: Seen) -> Reading:
    """来週の週末."""
    if tokens[1].parts["word"] != "週末":
        raise Bad("unread")
    first, doubts = _monday(tokens[0], seen)
    found = _weekend(first)
    return replace(found, doubts=(*found.doubts, *(Doubt(code, found.first) for code in doubts)))


def _part_of_week(tokens: list[Token], seen: Seen) -> Reading:
    first, doubts = _monday(tokens[0], seen)
    word = tokens[1].parts["word"] or ""
    if word in ("末",):
        return span(first + timedelta(days=5), first + timedelta(days=6), *doubts, "closed")
    if word in ("明け",):
        return one(first + timedelta(days=7), *doubts)
    parts = {"前半": (0, 2), "後半": (3, 4), "終わり": (3, 4), "おわり": (3, 4), "半ば": (1, 3), "なかば": (1, 3)}
    parts |= {"中頃": (1, 3), "中ごろ": (1, 3)}
    parts |= dict.fromkeys(plain.STARTS, (0, 1))
    if word not in parts:
        raise Bad("unread")
    start, end = parts[word]
    return from_today(span(first + timedelta(days=start), first + timedelta(days=end), *doubts, "vague"), seen)


def _next_days(tokens: list[Token], seen: Seen) -> Reading:
    """The next of a weekday; behind another day, the next after that one."""
    days = weekdays(tokens[-1])
    if seen.base:
        return several([_ahead(seen.base + timedelta(days=1), number) for number in days])
    if tokens[-1].parts.get("days") == "土日":
        return _weekend(steps.monday(seen.today))
    if tokens[-1].parts.get("days") == "平日":
        return replace(one(seen.today), kind="days", last=None, onward=True)
    if len(days) > 1:
        first = _ahead(seen.today, days[0])
        return several([_ahead(first, number) for number in days])
    day = _ahead(seen.today, days[0])
    return one(day, *(("which",) if day == seen.today else ()))


def _ahead(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _coming(tokens: list[Token], seen: Seen) -> Reading:
    """今度の金曜: of this week for some, of the next for others."""
    days = weekdays(tokens[-1])
    if len(days) > 1:
        raise Bad("several")
    return one(_ahead(seen.today + timedelta(days=1), days[0]), "which")


def _weekend(monday: date) -> Reading:
    return span(monday + timedelta(days=5), monday + timedelta(days=6), "closed")


def about_week(tokens: list[Token], seen: Seen) -> Reading:
    """Return what 週末, 週明け and 週初め name."""
    monday = steps.monday(seen.today)
    word = tokens[-1].parts["word"] or ""
    if word == "週末":
        return _weekend(monday)
    next_one = monday + timedelta(days=7)
    return one(next_one) if word in ("週明け", "週あけ") else span(next_one, next_one + timedelta(days=1), "vague")


def _nth(tokens: list[Token], seen: Seen) -> Reading:
    """第2水曜 of a month that is named or, where none is, of this one or, once it has passed, of the next."""
    counts, days = counts_of(tokens[-2]), weekdays(tokens[-1])
    named_month = len(tokens) > 2
    year, month = plain.month_of(tokens[:-2], seen) if named_month else (seen.today.year, seen.today.month)
    found = _nths(year, month, counts, days)
    if not named_month and (not found or max(found) < seen.today):
        found = _nths(*months.month_on(year, month, 1), counts, days)
    if not named_month:
        found = [day for day in found if day >= seen.today]
    if not found:
        raise Wrong("no-day")
    return several(found)


def counts_of(token: Token) -> list[int]:
    """Return which weekdays of a month are meant: 2, 2 and 4, or -1 for the last."""
    return (
        [-1]
        if token.parts.get("last")
        else sorted({int(sign) for sign in token.parts["count"] or "" if sign.isdigit()})
    )


def _nths(year: int, month: int, counts: list[int], days: list[int]) -> list[date]:
    found = [steps.nth(year, month, count, weekday) for count in counts for weekday in days]
    return [day for day in found if day]


def _week_of_month(tokens: list[Token], seen: Seen) -> Reading:
    """第2週: nobody knows whether a first week of two days counts; the week of the second Monday is asked back."""
    at = next(place for place, token in enumerate(tokens) if token.kind == "n")
    count = tokens[at].number("count") or tokens[at].number("other")
    year, month = plain.month_of(tokens[:at], seen) if at else (seen.today.year, seen.today.month)
    first = steps.nth(year, month, count, 0)
    if not at and first and first + timedelta(days=6) < seen.today:
        first = steps.nth(*months.month_on(year, month, 1), count, 0)
    if first is None:
        raise Wrong("no-day")
    if at + 1 == len(tokens):
        return from_today(span(first, first + timedelta(days=_FRIDAY), "vague"), seen)
    found = several([first + timedelta(days=number) for number in weekdays(tokens[-1])])
    return replace(found, doubts=(Doubt("vague", found.first),))


def _in_week_after(tokens: list[Token], seen: Seen) -> Reading:
    """2週間後の火曜: the Tuesday of the week in which that day lies."""
    unit = tokens[0].parts.get("unit") or ""
    if not unit.startswith("週") or tokens[0].parts.get("low"):
        raise Bad("unread")
    first = steps.monday(seen.today, tokens[0].number("count"))
    return several([first + timedelta(days=number) for number in weekdays(tokens[1])])


SHAPES: dict[str, Find] = {
    "W": _week,
    "Ww": _days_of_week,
    "WP": _part_of_week,
    "w": _next_days,
    "WS": _weekend_of,
    "xw": _coming,
    "Mw": _days_of_month,
    "kw": _days_of_month,
    "YMw": _days_of_month,
    "MPw": _end_of_month,
    "kPw": _end_of_month,
    "Nw": _nth,
    "MNw": _nth,
    "kNw": _nth,
    "YMNw": _nth,
    "n": _week_of_month,
    "Mn": _week_of_month,
    "kn": _week_of_month,
    "nw": _week_of_month,
    "Mnw": _week_of_month,
    "Aw": _in_week_after,
}
