"""A day, month or fiscal year that is over, in any Japanese form: the day of a certificate, the beginning of a job.

    Past(name="on", ask=msg(...), today=turn.today)

It is asked one by one, in the chat itself. What is in doubt (H24, R8.2.30, 令和3年11月頃) is refused with one sentence,
and the same question comes again with a button for each reading that is sure.

The answer is `d20211120` (a day), `m202111` (a month), `f2021` (a fiscal year) or `c2021` (a year from January on, of
which the form has to ask the month): `exactly_of(answer)` reads the first three.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from handlers.kit.errors import Refusal
from handlers.kit.fields.choice import Option, Select
from handlers.kit.text import clean
from handlers.language.told import Told, told
from messages.eras import Era, fiscal_year
from messages.words import Msg, Words, msg

_KEPT = re.compile(r"d(\d{4})(\d\d)(\d\d)|m(\d{4})(\d\d)|([fc])(\d{4})")
_EXACTLY = {"d": "day", "m": "month", "f": "year", "c": "calendar"}
_WHY = {"no-year": msg("past-no-year"), "yearless": msg("past-yearless")}
_ASKED: dict[str, Callable[[Era], Msg]] = {
    "about": lambda day: msg("past-about", day=day),
    "yearless": lambda day: msg("past-which-time", day=day),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Past(Select):
    """Something that is over, as exactly as somebody knows it, seen from `today`."""

    today: date
    options: tuple[Option, ...] = ()

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the answer as it is kept; raises Refusal for what is in doubt, nothing, or not over yet."""
        if raw is None or not clean(raw):
            return self.nothing(msg("past-needed"))
        kept = raw if self.stands(raw) else self._sure(told(raw, self.today))
        on, _ = exactly_of(kept)
        if on > self.today:
            raise Refusal(msg("past-ahead", day=era_of(kept)), self.name)
        return kept

    def _sure(self, found: Told) -> str:
        if found.kind == "year" and found.on and found.on > self.today:
            raise Refusal(msg("past-ahead", day=Era(found.on, "calendar")), self.name)
        if problem := _problem(found):
            raise Refusal(problem, self.name)
        return _kept(found)

    def matching(self, raw: str, words: Words) -> tuple[Option, ...]:
        """Return the readings that are proposed for a text."""
        if self.stands(raw):
            return ()
        found = [kept for kept in _proposed(told(raw, self.today)) if exactly_of(kept)[0] <= self.today]
        return tuple(Option(kept, msg("past-one", day=era_of(kept))) for kept in found)

    def offered(self, typed: str | None, words: Words) -> tuple[Option, ...]:
        """Return a button for each reading that is proposed."""
        return self.matching(typed, words) if typed else ()

    def more(self, typed: str | None, words: Words) -> Msg | None:
        """Return nothing: a refusal says it already."""
        return None

    def stands(self, value: str) -> bool:
        """Tell whether an answer is one as it is kept."""
        try:
            return bool(_KEPT.fullmatch(value)) and exactly_of(value)[0] >= date(1926, 1, 1)
        except ValueError:
            return False

    def show(self, value: str, words: Words) -> str:
        """Return the answer with its era; read again it is the same."""
        return words.era(era_of(value))


def exactly_of(kept: str) -> tuple[date, str]:
    """Return the first day of an answer, and how exactly it is known; raises ValueError for what is none."""
    match = _KEPT.fullmatch(kept)
    if match is None:
        raise ValueError("past")
    if match[1]:
        return date(int(match[1]), int(match[2]), int(match[3])), "day"
    if match[4]:
        return date(int(match[4]), int(match[5]), 1), "month"
    return date(int(match[7]), 4 if match[6] == "f" else 1, 1), _EXACTLY[match[6]]


def era_of(kept: str) -> Era:
    """Return an answer as it is said."""
    return Era(*exactly_of(kept))


def _kept(found: Told) -> str:
    assert found.on is not None
    match found.kind:
        case "day":
            return f"d{found.on:%Y%m%d}"
        case "month":
            return f"m{found.on:%Y%m}"
    return f"{'f' if found.kind == 'fiscal' else 'c'}{found.on.year}"


def _proposed(found: Told) -> list[str]:
    if found.kind == "year" and found.on:
        return [f"f{found.on.year}", f"c{found.on.year}"]
    if found.why in _ASKED and found.on:
        return [_kept(found)]
    if found.why == "season":
        return [*(f"m{month:%Y%m}" for month in found.instead), *_fiscal(found.instead)]
    return [f"d{day:%Y%m%d}" for day in found.instead]


def _fiscal(months: Collection[date]) -> list[str]:
    """Return the fiscal year of some months, for whoever knows no more; nothing where they are of two."""
    years = {fiscal_year(month) for month in months}
    return [f"f{year}" for year in years] if len(years) == 1 else []


def _problem(found: Told) -> Msg | None:
    if found.kind == "year":
        return msg("past-which-year")
    if found.why in _ASKED and found.on:
        return _ASKED[found.why](era_of(_kept(found)))
    if found.why == "season":
        return msg("past-which-month")
    if found.kind != "none":
        return None
    if len(found.instead) < 2:
        return _WHY.get(found.why, msg("past-no-day") if found.why in ("no-day", "weekday") else msg("past-unread"))
    first, other = (Era(day) for day in found.instead)
    if found.why == "weekday":
        return msg("past-weekday-which", first=first, other=other)
    return msg("past-no-day-which", first=first, other=other)
