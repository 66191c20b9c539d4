"""How somebody stands to the runs that would fill her window: what she has said, or what can still be asked; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from handlers.training import chances
from handlers.training.grid import Window
from storage.runs import CourseRun

Kind = Literal["over", "accepted", "applied", "not_accepted", "withdrawn", "not_for_me", "open", "closed", "none"]
# What she has said stands in this order: the nearest to a training first.
UNDER_WAY: tuple[Kind, ...] = ("accepted", "applied")
ANSWERS: tuple[Kind, ...] = ("not_accepted", "withdrawn", "not_for_me")
# Of whom these are true nobody need ask whether she has applied.
ANSWERED = frozenset({"over", *UNDER_WAY, *ANSWERS})


@dataclass(frozen=True, slots=True)
class Said:
    """How she stands, and to which run: 'over' is a run that she took part in, of which no 修了日 is known yet.

    'open': she has said nothing and can still apply; 'closed': all applications of her last year are over; 'none': of
    that year no run is known, or it is none yet.
    """

    kind: Kind
    run: CourseRun | None = None


def said(window: Window | None, fills: Sequence[CourseRun], states: Mapping[UUID, str], today: date) -> Said:
    """Return how somebody stands; `fills` are the runs that would fill her window, `states` her words by run."""
    for state in UNDER_WAY:
        if mine := [run for run in fills if states.get(run.id) == state]:
            return Said("over" if mine[-1].ends_on < today else state, mine[-1])
    still = chances.open_on(fills, today)
    if unasked := [run for run in still if run.id not in states]:
        return Said("open", chances.last(unasked, today) or unasked[-1])
    for run in reversed(still):
        for state in ANSWERS:
            if states[run.id] == state:
                return Said(state, run)
    return Said("closed" if window and chances.closed_since(window, fills, today) else "none")
