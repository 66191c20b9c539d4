"""How somebody stands to the runs that would fill her window: what she has said, or what can still be asked; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

from handlers.training import chances
from handlers.training.known import Known
from storage.runs import CourseRun

Kind = Literal[
    "over", "accepted", "applied", "not_accepted", "withdrawn", "not_for_me", "open", "not_now", "closed", "none"
]
# What she has said stands in this order: the nearest to a training first.
UNDER_WAY: tuple[Kind, ...] = ("accepted", "applied")
ANSWERS: tuple[Kind, ...] = ("not_accepted", "withdrawn", "not_for_me")


@dataclass(frozen=True, slots=True)
class Said:
    """How she stands, and to which run: 'over' is a run that she took part in, of which no 修了日 is known yet.

    'open': she has said nothing and can still apply; 'not_now': what is open needs the ward's word, and it does not
    recommend her this time; 'closed': all applications of her last year are over; 'none': of
    that year no run is known, or it is none yet. `once` is what she has said of a run that is over for so long that
    nobody knows how it went: it says nothing of how she stands now.
    """

    kind: Kind
    run: CourseRun | None = None
    once: tuple[Kind, CourseRun] | None = None

    @property
    def told(self) -> bool:
        """Whether she has said that she goes, or went, to one of them."""
        return self.kind in ("over", *UNDER_WAY) or self.once is not None


def said(
    hers: Known,
    fills: Sequence[CourseRun],
    states: Mapping[UUID, str],
    today: date,
    not_now: Collection[UUID] = frozenset(),
) -> Said:
    """Return how somebody stands; `fills` are the runs that would fill her window, `states` her words by run.

    `not_now` are the runs for which the ward does not recommend her this time.
    """
    once: tuple[Kind, CourseRun] | None = None
    for state in UNDER_WAY:
        mine = [run for run in fills if states.get(run.id) == state]
        if goes := [run for run in mine if chances.is_under_way(run, state, hers.rules, today)]:
            return Said("over" if chances.ends(goes[-1], hers.rules) < today else state, goes[-1])
        once = max([*([once] if once else []), *((state, run) for run in mine)], key=_opens, default=None)
    return replace(_open(hers, fills, states, today, not_now), once=once)


def _opens(one: tuple[Kind, CourseRun]) -> date:
    return one[1].opens_on


def _open(
    hers: Known, fills: Sequence[CourseRun], states: Mapping[UUID, str], today: date, not_now: Collection[UUID]
) -> Said:
    still = chances.open_on(fills, today)
    if unasked := [run for run in still if run.id not in states and run.id not in not_now]:
        return Said("open", chances.last(unasked, today) or unasked[-1])
    for run in reversed(still):
        if run.id not in states:
            return Said("not_now", run)
        for state in ANSWERS:
            if states[run.id] == state:
                return Said(state, run)
    window = hers.standing.window
    return Said("closed" if window and chances.closed_since(window, fills, today) else "none")
