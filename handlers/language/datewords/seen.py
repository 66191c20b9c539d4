"""From where days are seen, and how a finder says what it has found; shared by the finders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from handlers.language.datewords.reading import Calendar, Code, Doubt, Fault, Reading, none
from handlers.language.datewords.scan import Token

WEEKDAYS = "月火水木金土日"


class Wrong(Exception):
    """Words that name no day that there is; the reading says why, with the days that may have been meant."""

    def __init__(self, fault: Fault, day: date | None = None, instead: tuple[date, ...] = ()) -> None:
        super().__init__(fault)
        self.reading = none(fault, day, instead)


@dataclass(frozen=True, slots=True)
class Seen:
    """From where days are seen: today, the calendar, and the day before it in the text; `through`: 〜 is between."""

    today: date
    calendar: Calendar
    base: date | None = None
    through: bool = False


def one(day: date | None, *doubts: Code) -> Reading:
    """Return a reading of one day; raises Wrong where there is none."""
    if day is None:
        raise Wrong("no-day")
    return Reading("day", day, day, doubts=tuple(Doubt(code, day) for code in doubts))


def span(first: date, last: date, *doubts: Code) -> Reading:
    """Return a reading of days on end."""
    return Reading("days", first, last, doubts=tuple(Doubt(code, first) for code in doubts))


def several(days: list[date]) -> Reading:
    """Return a reading of several days, or of the one that they are."""
    found = tuple(sorted(set(days)))
    return one(found[0]) if len(found) == 1 else Reading("days", found[0], found[-1], each=found)


def from_today(found: Reading, seen: Seen) -> Reading:
    """Return days that have begun as from today on."""
    begun = found.first and found.last and found.first < seen.today <= found.last
    return replace(found, first=seen.today) if begun else found


Find = Callable[[list[Token], Seen], Reading]
