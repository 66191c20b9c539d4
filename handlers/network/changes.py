"""これまでの変更: who changed what, newest first, and taking a change back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from handlers.courses import said as courses
from handlers.courses import use
from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.house import Tap
from handlers.kit.turn import Reply, Turn
from handlers.ladder import rows
from handlers.network import closed, contacts, hours, keeping, menuwords, rules, sets, steps, things, visiting
from messages.words import Msg, check_terms, given, msg, shipped_terms
from storage import changes, networks
from storage.changes import Change
from storage.ids import short, unshort

PAGE = 6
NAMED = {
    "contacts": msg("network-contacts"),
    "topics": msg("network-topics"),
    "fields": msg("network-fields"),
    "steps": msg("network-steps"),
    "closed_days": msg("network-closed"),
    "hours": msg("network-hours"),
    "set": msg("network-set"),
    "years": msg("network-years"),
    "ageing": msg("network-ageing"),
    "revised_on": msg("network-revised"),
    "menus": msg("network-menus"),
    "ladder": msg("ladder-set-title"),
    visiting.HOUSE: msg("network-own"),
    visiting.ANSWER: msg("network-answer"),
    "courses": msg("courses-title"),
    "prefecture": msg("courses-prefecture"),
}


def card(turn: Turn, behind: str = "") -> Card:
    """Return the newest changes, or those older than one, each with who made it and a button to take it back."""
    found = changes.newest(turn.here, PAGE + 1, unshort(behind) if behind else None)
    shown = list(enumerate(found[:PAGE], start=1))
    facts = [
        Fact(msg("network-change-place", place=n, by=things.by(turn, made)), _line(turn, made)) for n, made in shown
    ]
    back = [
        Button(msg("network-change-back", place=n), "network.changes.back", short(made.id))
        for n, made in shown
        if made.taken_back_at is None
    ]
    more = (Button(msg("network-change-older"), "network.changes", short(found[PAGE - 1].id)),) if found[PAGE:] else ()
    says = () if found else (msg("network-changes-none"),)
    return Card(
        title=msg("network-changes"), facts=tuple(facts), paragraphs=says, buttons=(*back, *more, things.back())
    )


def show(turn: Turn, id: str = "") -> Reply:
    """Show the changes."""
    return Reply(cards=(card(turn, id),))


def _line(turn: Turn, made: Change) -> Msg:
    said = told(turn, made.what, made.before, made.after)
    line = msg("network-change-of", what=NAMED[made.what], said=said) if made.what in NAMED else said
    return msg("network-change-undone", said=line) if made.taken_back_at else line


def told(turn: Turn, what: str, before: Any, after: Any) -> Msg:
    """Return what a change did: from what to what, or what came, went or was mended in a list."""
    if not isinstance(before, list) or what in ("hours", "steps"):
        return msg("network-change-to", before=said(turn, what, before), after=said(turn, what, after))
    gone, come = rules.difference(before, after)
    if gone and come:
        return msg("network-change-to", before=said(turn, what, gone), after=said(turn, what, come))
    if come:
        return msg("network-change-came", come=said(turn, what, come))
    return msg("network-change-went", gone=said(turn, what, gone)) if gone else msg("network-change-order")


def said(turn: Turn, what: str, value: Any) -> Msg:
    """Return a value in words."""
    if what.startswith(things.TERM):
        return given(value or shipped_terms().get(what.removeprefix(things.TERM), ""))
    match what:
        case "hours":
            return hours.span(value)
        case "steps":
            return steps.told(value)
        case "prefecture":
            return given(value) if value else msg("courses-nowhere")
        case "set":
            return sets.title_of(turn, value)
        case keeping.YEARS | keeping.AGEING | keeping.REVISED:
            return keeping.said(turn, what, value)
        case visiting.HOUSE | visiting.ANSWER:
            return visiting.said(what, value)
    return _listed(what, value)


def _listed(what: str, items: list[Any]) -> Msg:
    if not items:
        return msg("network-none")
    tells = {"contacts": contacts.told, "menus": menuwords.whole, "ladder": rows.told, "courses": courses.told}
    each: Callable[[Any], Msg] = tells.get(what, given)
    if what == "closed_days":
        items, each = rules.runs(items, date.min), closed.told
    return menuwords.joined([each(item) for item in items])


def take_back(turn: Turn, id: str) -> Reply:
    """Take a change back, if what it made still stands; that is a change too. Raises Stale."""
    networks.hold(turn.here)
    made = changes.get(turn.here, unshort(id)) if id else None
    if made is None:
        raise Stale("change")
    if made.taken_back_at:
        return things.told(msg("network-change-already"), card(turn))
    now = things.value(turn, made.what)
    if now != made.after:
        return Reply(cards=(_moved_on(turn, made, now), card(turn)))
    if not _possible(turn, made):
        return things.told(msg("network-change-cannot"), card(turn))
    things.change(turn, made.what, made.before)
    made.taken_back_at = turn.now
    turn.note("network.change_taken_back", detail=made.what)
    return things.told(msg("network-change-taken-back"), card(turn))


def _moved_on(turn: Turn, made: Change, now: Any) -> Card:
    facts = (
        Fact(msg("network-change-made"), said(turn, made.what, made.after)),
        Fact(msg("network-change-now"), said(turn, made.what, now)),
    )
    return Card(paragraphs=(msg("network-change-moved-on"),), facts=facts)


def _possible(turn: Turn, made: Change) -> bool:
    # What was right once may be so no longer: a term that is gone, a file that was taken away, the last contact.
    if made.what.startswith(things.TERM):
        name = made.what.removeprefix(things.TERM)
        return not check_terms({name: made.before or shipped_terms().get(name, "")})
    if made.what == "courses":
        return not use.in_use(turn, made.after, made.before)
    if made.what == "set":
        return sets.usable(turn, made.before)
    return made.what != "contacts" or bool(made.before)


VERBS: dict[str, Tap] = {"network.changes": show, "network.changes.back": take_back}
