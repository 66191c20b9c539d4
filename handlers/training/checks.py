"""What is asked about before a completed training is kept: one sentence, or nothing; pure, for the chat and a table."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from handlers.training.grid import Done
from messages.courses import INITIAL, Course, Rules
from messages.eras import Era
from messages.words import Msg, given, msg

# What is answered by telling of a 初任者研修 before it.
_FIRST = frozenset({msg("check-before").id, msg("check-after", course="").id})
# What may be right all the same: kept where the person says so.
_AGAIN = msg("check-again")


def problem(
    course: str, done_on: date, exactly: str, known_done: Collection[Done], rules: Rules, today: date
) -> Msg | None:
    """Return what is to be asked about a completion that is told, in one sentence; None where nothing is.

    `known_done` is what is known beside it (of a line of a table: the rest of the line too); the same completion among
    it does not matter. Nothing is kept meanwhile, but for what `may_stand`.
    """
    found, new = rules.course(course), Done(done_on, course, exactly)
    if found is None:
        return msg("check-unknown")
    if new.on > today:
        return msg("check-future")
    if new.last < found.since:
        return msg("check-early", course=given(found.name), day=Era(found.since, "month"))
    return _beside(new, [one for one in known_done if not same(one, new)], found, rules)


def may_stand(said: Msg) -> bool:
    """Tell whether what was asked about may be right after all: a second 初任者研修 of somebody who took it again."""
    return said == _AGAIN


def wants_first(said: Msg) -> bool:
    """Tell whether what was asked about may be put right by telling of a 初任者研修 first."""
    return said.id in _FIRST


def same(one: Done, other: Done) -> bool:
    """Tell whether two may be one and the same completion, told more or less exactly."""
    return one.course == other.course and one.on <= other.last and other.on <= one.last


def _beside(new: Done, known: list[Done], course: Course, rules: Rules) -> Msg | None:
    """Return what is to be asked because of what is known: what counts comes after a 初任者研修."""
    starts = [one for one in known if one.course == INITIAL]
    if new.course != INITIAL:
        # Of whom no 初任者研修 is known it is told later, as people tell things.
        alone = course.counts and starts and all(_before(new, start) for start in starts)
        return msg("check-before") if alone else None
    early = [one for one in known if one.course in rules.counting and _before(one, new)]
    if orphan := next((one for one in early if all(_before(one, start) for start in starts)), None):
        return msg("check-after", course=_name(orphan, rules))
    return _AGAIN if starts else None


def _before(one: Done, other: Done) -> bool:
    """Tell whether one was surely completed no later than the other."""
    return one.last <= other.on


def _name(one: Done, rules: Rules) -> Msg:
    found = rules.course(one.course)
    return given(found.name if found else "")
