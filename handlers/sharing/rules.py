"""What can be shared, with how many, for how long; pure. Every line that others will read passes `fit_for_others`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from handlers.kit.errors import Refusal
from messages.words import Msg, msg

T = TypeVar("T")

MUTUAL, SINGLE, GROUP = "mutual", "single", "group"
# For each use what it is called on a button, and in a list.
USES: dict[str, tuple[Msg, Msg]] = {
    MUTUAL: (msg("sharing-use-mutual"), msg("sharing-mutual")),
    SINGLE: (msg("sharing-use-single"), msg("sharing-single")),
    GROUP: (msg("sharing-use-group"), msg("sharing-group")),
}
MOST_READERS = {MUTUAL: 1, SINGLE: 1, GROUP: 10}
# A share ends by itself; what is not shown in the end goes sooner, and so does an offer that was not taken.
OPEN_FOR = timedelta(days=30)
PREPARED_FOR = timedelta(hours=1)
DECLINED_FOR = timedelta(days=7)
# So many lines stand on one card; the longest set has ten, and there is the next step.
LINES = 8
MOST_LINES = 11


@dataclass(frozen=True, slots=True)
class Line:
    """One line that can be shared: its place in the reflection, its perspective (empty: the next step), its text."""

    place: int
    label: str
    text: str


def fit_for_others(line: Line, mask: Callable[[str], str]) -> Line:
    """Return a line as others may read it: the one place through which every shared text passes."""
    return replace(line, text=mask(line.text))


def chosen(lines: Collection[Line], places: Collection[int], mask: Callable[[str], str]) -> tuple[Line, ...]:
    """Return the chosen lines as others will read them, in the reflection's order; `mask` masks names in a text."""
    return tuple(fit_for_others(line, mask) for line in lines if line.place in places)


def check_readers(purpose: str, count: int, field: str) -> None:
    """Raise Refusal where so many are too many for a use."""
    if count > MOST_READERS[purpose]:
        raise Refusal(msg("sharing-too-many", most=MOST_READERS[purpose]), field)


def ends(now: datetime) -> datetime:
    """Return when what is shown now ends by itself."""
    return now + OPEN_FOR


def first_those(people: Collection[T], first: Collection[T]) -> list[T]:
    """Return all people, some of them first, otherwise in the given order."""
    return [one for one in people if one in first] + [one for one in people if one not in first]
