"""What would become of each line of a roster, beside what the network knows; pure, and the same whenever it is asked.

Nothing is taken while any line has a problem.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Literal
from uuid import UUID

from handlers.kit.cards import Fact
from handlers.kit.text import folded
from handlers.training.grid import Done
from handlers.yearsheet import merging
from handlers.yearsheet.likeness import maybe_one
from handlers.yearsheet.lines import Problem, Roster, Told
from handlers.yearsheet.merging import Merged
from messages.courses import Rules
from messages.eras import Era
from messages.words import Msg, given, msg
from storage.awaited import alike

# In the order in which they are shown: what somebody should look at comes first.
Kind = Literal["maybe", "changed", "hers", "refused", "new", "waits", "gone", "empty", "same"]
KINDS: tuple[Kind, ...] = ("maybe", "changed", "hers", "refused", "new", "waits", "gone", "empty", "same")
JOINED = ("here", "paused")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the network: how she belongs, what is known of her, and what of that she has entered herself."""

    id: UUID
    name: str
    office: str
    state: str
    done: Mapping[Done, UUID] = field(default_factory=dict)
    own: frozenset[Done] = frozenset()


@dataclass(frozen=True, slots=True)
class Waited:
    """Somebody who is waited for: what is kept for her, and whether somebody has said that it is not she."""

    done: tuple[Done, ...]
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What a roster is laid over: members and those waited for, by what is the same for every spelling."""

    members: Mapping[str, Sequence[Member]]
    waited: Mapping[str, Waited]
    rules: Rules
    today: date

    def elsewhere(self, told: Told) -> str:
        """Return the office of somebody of this name who is in another office than the line says; empty for nobody."""
        name = folded(told.name)
        found = (one for ones in self.members.values() for one in ones if folded(one.name) == name)
        return next((one.office for one in found if one.state in JOINED and one.office), "")

    def unnamed(self, named: Collection[str]) -> dict[str, list[Member]]:
        """Return by office who is here and does not stand in a roster: her line may be spelled otherwise."""
        found: dict[str, list[Member]] = {}
        for key, ones in self.members.items():
            for one in ones:
                if one.state in JOINED and one.office and key not in named:
                    found.setdefault(folded(one.office), []).append(one)
        return found


@dataclass(frozen=True, slots=True)
class Result:
    """What would become of one line: whose it is, what comes and goes, or (`waits`) all that is kept for her."""

    told: Told
    kind: Kind
    says: Msg
    person: UUID | None = None
    new: tuple[Done, ...] = ()
    gone: tuple[UUID, ...] = ()
    waits: tuple[Done, ...] = ()

    @property
    def does(self) -> bool:
        """Whether taking it changes anything."""
        return bool(self.new or self.gone or self.waits)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would become of a whole roster."""

    results: tuple[Result, ...]
    problems: tuple[Problem, ...]
    heads: tuple[str, ...] = ()
    sums: int = 0

    @property
    def ready(self) -> bool:
        """Whether it can be taken: nothing is in question, and something would change."""
        return not self.problems and any(one.does for one in self.results)

    @property
    def digest(self) -> str:
        """What is the same as long as taking it would do the same."""
        does = [(one.told.line, one.kind, one.person, one.new, one.gone, one.waits) for one in self.results]
        return sha256(repr((does, self.problems)).encode()).hexdigest()[:12]

    def count(self, kind: Kind) -> int:
        """Return how many lines are of a kind."""
        return sum(one.kind == kind for one in self.results)

    @property
    def waits(self) -> int:
        """Of how many people something would be kept until they join."""
        return sum(bool(one.waits) for one in self.results)


def judge(roster: Roster, around: Around) -> Outcome:
    """Return what would become of each line."""
    results: list[Result] = []
    problems = list(roster.problems)
    seen: dict[str, int] = {}
    unnamed = around.unnamed({alike(told.name, told.office) for told in roster.told})
    for told in roster.told:
        key = alike(told.name, told.office)
        first = seen.setdefault(key, told.line)
        if first != told.line:
            found: Result | list[Msg] = [msg("yearsheet-twice", line=first)]
        else:
            found = _judged(told, key, around, unnamed.get(folded(told.office), ()))
        results += [found] if isinstance(found, Result) else []
        problems += [] if isinstance(found, Result) else [_problem(told, why) for why in found]
    problems.sort(key=lambda one: one.line)
    return Outcome(tuple(results), tuple(problems), roster.heads, roster.sums)


def _problem(told: Told, why: Msg) -> Problem:
    return Problem(told.line, why, told.office, told.name)


def _judged(told: Told, key: str, around: Around, unnamed: Sequence[Member]) -> Result | list[Msg]:
    fits = around.members.get(key, ())
    joined = [one for one in fits if one.state in JOINED]
    if len(joined) > 1:
        return [msg("yearsheet-namesakes", n=len(joined))]
    if not joined and any(one.state == "removed" for one in fits):
        return Result(told, "gone", msg("yearsheet-gone"))
    waited = around.waited.get(key)
    if joined and waited is None:
        return _of_member(told, joined[0], around)
    found = _of_waited(told, waited or Waited(()), around, joined=bool(joined))
    if joined or not isinstance(found, Result) or not found.waits:
        return found
    maybe = next((one for one in unnamed if maybe_one(one.name, told.name)), None)
    if maybe is None:
        return found
    says = msg("yearsheet-maybe", what=listed(found.waits, around.rules), name=maybe.name)
    return replace(found, kind="maybe", says=says)


def _of_member(told: Told, member: Member, around: Around) -> Result | list[Msg]:
    merged = merging.merge(member.done, told.done, member.own, around.rules)
    if wrong := merging.problems(merged.new, merged.after(member.done), around.rules, around.today):
        return _asked(wrong, around.rules)
    kind, says = _said(told, merged, around.rules)
    gone = tuple(member.done[one] for one in merged.gone)
    return Result(told, kind, says, member.id, merged.new, gone)


def _asked(wrong: Sequence[tuple[Done | None, Msg]], rules: Rules) -> list[Msg]:
    return [msg("yearsheet-about", what=item(one, rules), why=why) if one else why for one, why in wrong]


def _said(told: Told, merged: Merged, rules: Rules) -> tuple[Kind, Msg]:
    new, gone = listed(merged.new, rules), listed(merged.gone, rules)
    if merged.gone:
        return "changed", msg("yearsheet-changed", before=gone, after=new)
    if merged.hers:
        return "hers", msg("yearsheet-hers", what=listed(merged.hers, rules))
    if merged.new:
        return "new", msg("yearsheet-new", what=new)
    return ("same", msg("yearsheet-same")) if told.done else ("empty", msg("yearsheet-empty"))


def _of_waited(told: Told, waited: Waited, around: Around, *, joined: bool) -> Result | list[Msg]:
    merged = merging.merge(waited.done, told.done, (), around.rules)
    after = merged.after(waited.done)
    if wrong := merging.problems(merged.new, after, around.rules, around.today):
        return _asked(wrong, around.rules)
    if after == waited.done:
        if waited.refused:
            return Result(told, "refused", msg("yearsheet-refused"))
        return Result(told, "same", msg("yearsheet-kept")) if after else Result(told, "empty", msg("yearsheet-empty"))
    what, office = listed(after, around.rules), around.elsewhere(told)
    if joined:
        says = msg("yearsheet-asked", what=what)
    else:
        says = msg("yearsheet-elsewhere", what=what, office=office) if office else msg("yearsheet-waits", what=what)
    return Result(told, "waits", says, waits=after)


def listed(done: Sequence[Done], rules: Rules) -> Msg:
    """Return trainings with their days, in words."""
    said = [item(one, rules) for one in done]
    whole = said[0] if said else given("")
    for other in said[1:]:
        whole = msg("yearsheet-and", one=whole, other=other)
    return whole


def item(one: Done, rules: Rules) -> Msg:
    """Return one training with its day, in words."""
    return msg(
        "yearsheet-item", course=course_name(one.course, rules), day=msg("yearsheet-day", day=Era(one.on, one.exactly))
    )


def course_name(key: str, rules: Rules) -> str:
    """Return what a course is called; its key where it is there no more."""
    found = rules.course(key)
    return found.name if found else key


def facts(done: Sequence[Done], rules: Rules) -> tuple[Fact, ...]:
    """Return trainings as lines of a card."""
    day = [msg("yearsheet-day", day=Era(one.on, one.exactly)) for one in done]
    return tuple(Fact(given(course_name(one.course, rules)), when) for one, when in zip(done, day, strict=True))
