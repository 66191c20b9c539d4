"""What the list says of somebody: until when, what she has said of a run, what is known; never a judgment."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from uuid import UUID

from handlers.deadlines.looked import Line
from handlers.deadlines.rules import Part
from handlers.deadlines.stands import Kind, Said
from handlers.kit.cards import Fact
from messages.eras import Era
from messages.words import Msg, given, msg
from storage.runs import CourseRun

PARTS: dict[Part, Msg] = {
    "year": msg("deadlines-year"),
    "check": msg("deadlines-check"),
    "unknown": msg("deadlines-unknown"),
    "later": msg("deadlines-later"),
    "checked": msg("deadlines-checked"),
    "not_mine": msg("deadlines-not-mine"),
}
_SAYS: dict[Kind, Msg] = {
    "applied": msg("deadlines-applied"),
    "not_accepted": msg("deadlines-not-accepted"),
    "withdrawn": msg("deadlines-withdrawn"),
    "not_for_me": msg("deadlines-not-for-me"),
    "not_now": msg("deadlines-not-now"),
    "closed": msg("deadlines-closed"),
    "none": msg("deadlines-no-run"),
}
_OF_RUN: dict[Kind, Callable[[CourseRun], Msg]] = {
    "over": lambda run: _over(run),
    "accepted": lambda run: msg("deadlines-accepted", day=run.opens_on),
    "open": lambda run: msg("deadlines-open") if run.apply_to is None else _open(run.apply_to),
}


_ONCE: dict[Kind, Callable[[CourseRun], Msg]] = {
    "applied": lambda run: msg("deadlines-once-applied", day=Era(run.opens_on)),
    "accepted": lambda run: msg("deadlines-once-accepted", day=Era(run.opens_on)),
}


def _over(run: CourseRun) -> Msg:
    # Of whose days only the first is known nobody knows the last.
    return msg("deadlines-over", day=Era(run.ends_on)) if len(run.days) > 1 else msg("deadlines-over-about")


def _open(until: date) -> Msg:
    return listed(msg("deadlines-open"), msg("deadlines-open-until", day=until))


def of_runs(line: Line) -> Msg:
    """Return how she stands to the runs that would fill her window."""
    now, once = line.said, line.said.once
    if once:
        return listed(_ONCE[once[0]](once[1]), *_still(now))
    says = _OF_RUN.get(now.kind)
    return says(now.run) if says and now.run else _SAYS[now.kind]


def _still(now: Said) -> tuple[Msg, ...]:
    """Return what can still be done where what she said is long ago: until when, or that all is over."""
    if now.kind == "open" and now.run and now.run.apply_to:
        return (msg("deadlines-open-until", day=now.run.apply_to),)
    return () if now.kind in ("open", "none") else (_SAYS[now.kind],)


def until(line: Line) -> Msg:
    """Return until when it is."""
    return msg("deadlines-until", day=Era(line.deadline)) if line.deadline else msg("deadlines-no-day")


def fact(line: Line, unreached: Collection[UUID] = (), *, office: bool = True) -> Fact:
    """Return a line of the list: who, until when, and what is known of it."""
    name = given(line.person.name)
    who = msg("desk-person", name=name, office=line.office) if office and line.office else name
    return Fact(who, listed(*_value(line), *besides(line, unreached)))


def _value(line: Line) -> tuple[Msg, ...]:
    match line.part:
        case "year":
            return until(line), of_runs(line)
        case "later":
            return (until(line), of_runs(line)) if line.said.told else (until(line),)
        case "check":
            return (msg("deadlines-maybe-past", day=Era(line.deadline or date.min)),)
        case "checked":
            return (confirmed(line),)
    return (msg("deadlines-no-day") if line.part == "unknown" else msg("deadlines-by-her"),)


def confirmed(line: Line) -> Msg:
    """Return when somebody has looked at the record last."""
    day = line.known.career.confirmed_on if line.known.career else None
    return msg("deadlines-confirmed-on", day=Era(day)) if day else msg("deadlines-no-day")


def besides(line: Line, unreached: Collection[UUID]) -> list[Msg]:
    """Return what else a coordinator should know before she calls: leave, a seat at rest, nothing that arrives."""
    found = [msg("deadlines-away")] if line.person.away_since else []
    found += [msg("deadlines-paused")] if line.person.state == "paused" else []
    return [*found, msg("deadlines-unreached")] if line.person.id in unreached else found


def listed(first: Msg, *others: Msg) -> Msg:
    """Return short facts one after the other."""
    for other in others:
        first = msg("deadlines-and", one=first, other=other)
    return first


def record(line: Line) -> list[Fact]:
    """Return what she has completed, each training with its days, and since when she works in 相談支援."""
    facts = []
    for course in line.known.rules.courses:
        days = [_done(one.on, one.exactly) for one in line.known.done if one.course == course.key]
        facts += [Fact(given(course.name), listed(*days))] if days else []
    if since := line.known.practice:
        facts.append(Fact(msg("deadlines-practice"), msg("deadlines-since", day=since)))
    return facts


def _done(day: date, exactly: str) -> Msg:
    return msg("deadlines-day", day=Era(day, exactly))
