"""A way in words: each step with its day, the year of work, and the bands that it is in."""

from __future__ import annotations

from functools import reduce

from handlers.kit.cards import Fact
from handlers.kit.turn import Turn
from handlers.ladder.bands import Since, holding
from handlers.ladder.way import Step
from handlers.training.known import Known
from messages.courses import GROUP, INITIAL
from messages.eras import Era, EraYears
from messages.ladder import PRACTICE, Band, Ladder
from messages.words import Msg, msg

COUNTED = {True: msg("ladder-year-practice"), False: msg("ladder-year-initial")}
UNKNOWN = {True: msg("ladder-year-none"), False: msg("ladder-year-none-initial")}


def course_of(known: Known, key: str) -> str:
    """Return a course's name; of one that the network has no more, its key's own."""
    course = known.rules.course(key)
    return course.name if course else key


def fact(known: Known, step: Step) -> Fact:
    """Return a step as a line: when, and what."""
    return Fact(when(step), what(known, step))


def when(step: Step) -> Msg:
    """Return the day of a step: on it, until it, from it."""
    day = Era(step.on, step.exactly)
    match step.kind:
        case "window" | "apply" | "group" | "lapsed":
            return msg("ladder-until", day=day)
        case "may" | "chief":
            return msg("ladder-from", day=day)
    return msg("kit-day", day=day)


def what(known: Known, step: Step) -> Msg:
    """Return what a step is, as a sentence's end."""
    course = course_of(known, step.course)
    years = EraYears(step.window.first, step.window.last) if step.window else None
    match step.kind:
        case "practice":
            return msg("ladder-practice")
        case "done":
            if step.course == GROUP:
                return msg("ladder-done-group", course=course)
            return msg("ladder-done-for", course=course, years=years) if years else msg("ladder-done", course=course)
        case "taught":
            return _taught(course, step.part)
        case "window":
            return msg("ladder-window", course=course, years=years)
        case "may":
            if step.part:
                return msg("ladder-may-roughly", course=course)
            return msg("ladder-may", course=course, count=known.rules.duties.practice)
        case "apply":
            return msg("ladder-apply", course=course)
        case "group":
            return msg("ladder-group", course=course, before=course_of(known, INITIAL))
        case "chief":
            return msg("ladder-chief", course=course)
    return msg("ladder-lapsed")


def _taught(course: str, part: str) -> Msg:
    match part:
        case "lecture":
            return msg("ladder-lecture", course=course)
        case "facilitate":
            return msg("ladder-facilitate", course=course)
    return msg("ladder-plan", course=course)


def band(one: Band) -> Msg:
    """Return a band with its years."""
    if one.last is None:
        return msg("ladder-band-open", name=one.name, first=one.first)
    if one.last == one.first:
        return msg("ladder-band-one", name=one.name, first=one.first)
    return msg("ladder-band", name=one.name, first=one.first, last=one.last)


def years(turn: Turn, ladder: Ladder, since: Since | None) -> tuple[Msg, ...]:
    """Return in which year of work somebody is, from when that is counted, and every band that it is in."""
    year = since.year(turn.today) if since else None
    if since is None or year is None:
        return (UNKNOWN[ladder.count_from == PRACTICE],)
    counted = COUNTED[since.count_from == PRACTICE]
    told = msg(
        "ladder-year", year=year, day=Era(since.on, "year" if since.exactly == "year" else "month"), counted=counted
    )
    bands = [band(one) for one in holding(ladder, year)]
    if not bands:
        return (told,)
    named = reduce(lambda left, right: msg("ladder-and", left=left, right=right), bands)
    return told, msg("ladder-bands", bands=named), msg("ladder-bands-guide")


def line(known: Known, step: Step) -> Msg:
    """Return a step on one line, as the picture says it in words."""
    return msg("paper-ladder-picture-line", when=when(step), what=what(known, step))
