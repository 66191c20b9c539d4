"""What a roster changes of what is known of somebody: what comes, what goes for it, what she has said herself; pure.

Nothing goes that the roster does not say otherwise: it may be older than what is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.training import checks
from handlers.training.checks import same
from handlers.training.grid import Done, standing
from messages.courses import INITIAL, Rules
from messages.words import Msg, msg

EXACTLY = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Merged:
    """`new` comes, `gone` goes; `hers` is what she has entered herself otherwise, and what stays."""

    new: tuple[Done, ...] = ()
    gone: tuple[Done, ...] = ()
    hers: tuple[Done, ...] = ()

    def after(self, known: Collection[Done]) -> tuple[Done, ...]:
        """Return what is known afterwards, in order of time."""
        return tuple(sorted({*known} - {*self.gone} | {*self.new}))


def merge(known: Collection[Done], told: Collection[Done], own: Collection[Done], rules: Rules) -> Merged:
    """Lay a line of a roster over what is known; `own` is what she has entered herself."""
    pairs = dict(_pairs(sorted(told), sorted(known)))
    finer = {one: old for one, old in pairs.items() if old not in own and _finer(one, old)}
    new, gone = [*finer], [*finer.values()]
    # Where the roster knows the day and she has told the month, hers stays, and it is said that it does.
    hers = [old for one, old in pairs.items() if old in own and _finer(one, old)]
    left = [old for old in sorted(known) if old not in pairs.values()]
    for one in sorted(set(told) - pairs.keys()):
        other = next((old for old in left if _instead(one, old, known, rules)), None)
        if other:
            left.remove(other)
        if other and other in own:
            hers.append(other)
            continue
        new.append(one)
        gone += [other] if other else []
    return Merged(tuple(sorted(new)), tuple(sorted(gone)), tuple(sorted(hers)))


def _finer(one: Done, other: Done) -> bool:
    return EXACTLY.index(one.exactly) < EXACTLY.index(other.exactly)


def _pairs(told: Sequence[Done], known: Sequence[Done]) -> Iterator[tuple[Done, Done]]:
    """Return what may be one and the same, told more or less exactly, each once; what is quite the same first."""
    left = list(known)
    exact = [one for one in told if one in left]
    for one in exact:
        left.remove(one)
        yield one, one
    for one in told:
        if one not in exact and (old := next((old for old in left if same(one, old)), None)):
            left.remove(old)
            yield one, old


def _instead(one: Done, old: Done, known: Collection[Done], rules: Rules) -> bool:
    """Tell whether a completion is another day of one that is known, rather than one more."""
    if one.course != old.course:
        return False
    if one.course != INITIAL:
        return one.year == old.year
    return not (taken_again(one, known, rules) or taken_again(old, [one], rules))


def taken_again(one: Done, others: Collection[Done], rules: Rules) -> bool:
    """Tell whether a 初任者研修 was taken anew, after what was known until then had lapsed."""
    before = [other for other in others if other.on < one.on]
    return standing(before, rules, one.on).kind == "lapsed"


def problems(new: Collection[Done], after: Sequence[Done], rules: Rules, today: date) -> list[tuple[Done | None, Msg]]:
    """Return what is to be asked about what comes, beside all that is known then, with what it is about."""
    found: list[tuple[Done | None, Msg]] = []
    # What counts first: of a 現任 before its 初任者 one sentence is enough.
    for one in sorted(new, key=lambda one: (one.course == INITIAL, one)):
        if one.course == INITIAL and found:
            break
        said = checks.problem(one.course, one.on, one.exactly, [other for other in after if other != one], rules, today)
        if said and not checks.may_stand(said):
            found.append((one, said))
    starts = [one for one in after if one.course == INITIAL]
    # What is known already is nothing that the roster could put right.
    twice = any(one.course == INITIAL for one in new) and not all(taken_again(one, after, rules) for one in starts[1:])
    if twice and not found:
        found.append((None, msg("yearsheet-two-initial")))
    return found
