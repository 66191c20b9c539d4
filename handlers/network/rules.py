"""What a network's own words and data may be, and how its lists are told apart; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from handlers.kit import days

T = TypeVar("T")

MOST_CONTACTS = 8  # with 110, 119, a way back and home they fill a card: kit/limits.py
CONTACT_NAME = 26  # a button's label, less the telephone sign
CONTACT_HOURS = 60
TEL_DIGITS = range(3, 16)  # 110; ITU-T E.164
TEL = 20
MOST_TOPICS = 10  # as a question offers them: kit/limits.py, OPTIONS
TOPIC = 20
# A card of visits has so many buttons beside its others; a name stands on each.
MOST_MENUS, MENU = 8, 20
# Minutes after midnight: what town halls and the offices around them have.
HOURS = ((510, 1035), (510, 1020), (540, 1020), (540, 1050), (540, 1080))
# Beside four ways to keep and four more, a card has room for so many days: kit/limits.py.
MOST_REVISED = 4
# A 報酬改定 is known a year ahead; what was years ago doubts nothing that later 1 Aprils do not.
REVISED_AHEAD, REVISED_BEHIND = timedelta(days=2 * 366), timedelta(days=366)
LONGEST_SPAN = 31
MOST_CLOSED = 120
CLOSED_AHEAD = timedelta(days=2 * 366)
# How long past days are kept: longer than anything that is counted back from today.
CLOSED_BEHIND = timedelta(days=60)

Contact = dict[str, Any]


def is_tel(text: object) -> bool:
    """Tell whether a telephone can dial it: ASCII digits, with hyphens between them."""
    digits = text.replace("-", "") if isinstance(text, str) else ""
    fine = digits.isascii() and digits.isdigit() and len(digits) in TEL_DIGITS
    return fine and str(text)[0] != "-" and str(text)[-1] != "-" and len(str(text)) <= TEL


def moved_up(items: Sequence[T], place: int) -> list[T]:
    """Return a list in which one item has changed places with the one before it."""
    moved = list(items)
    if place:
        moved[place - 1], moved[place] = moved[place], moved[place - 1]
    return moved


def replaced(items: Sequence[T], place: int, new: T) -> list[T]:
    """Return a list with another item in one place."""
    return [*items[:place], new, *items[place + 1 :]]


def without(items: Sequence[T], place: int) -> list[T]:
    """Return a list without the item in one place."""
    return [*items[:place], *items[place + 1 :]]


def difference(before: Sequence[T], after: Sequence[T]) -> tuple[list[T], list[T]]:
    """Return what is gone and what has come; where only the order is another, nothing."""
    return [one for one in before if one not in after], [one for one in after if one not in before]


def span(first: date, last: date) -> list[str]:
    """Return the days from one to another, as a network keeps them."""
    return [(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)]


def runs(closed: Sequence[str], since: date) -> list[tuple[date, date]]:
    """Return the closed days from a day on as (first, last) of days in a row."""
    found: list[tuple[date, date]] = []
    for day in sorted(date.fromisoformat(one) for one in closed):
        if day >= since:
            follows = found and found[-1][1] + timedelta(days=1) == day
            found = [*found[:-1], (found[-1][0], day)] if follows else [*found, (day, day)]
    return found


def closing(closed: Sequence[str], first: date, last: date, today: date) -> list[str]:
    """Return the closed days with those of a span, less what is long past."""
    kept = [day for day in closed if date.fromisoformat(day) >= today - CLOSED_BEHIND]
    return sorted({*kept, *span(first, last)})


def opening(closed: Sequence[str], first: date, last: date) -> list[str]:
    """Return the closed days without those of a span."""
    gone = set(span(first, last))
    return [day for day in closed if day not in gone]


def changes_anything(closed: Sequence[str], first: date, last: date) -> bool:
    """Tell whether some day of a span would otherwise be a working day."""
    return any(days.is_working_day(date.fromisoformat(day), closed) for day in span(first, last))


def revised_between(today: date) -> tuple[date, date]:
    """Return the first and last day that can be named as one from which answers are doubted."""
    return today - REVISED_BEHIND, today + REVISED_AHEAD


def closed_between(today: date) -> tuple[date, date]:
    """Return the first and last day that can be named as a closed day."""
    return today, today + CLOSED_AHEAD
