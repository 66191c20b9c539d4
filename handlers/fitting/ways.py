"""What all cards of the visits' desk share: where and when something is done, the way back, how people are named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from handlers.kit.cards import Button
from handlers.kit.text import folded
from handlers.kit.turn import Filled, Turn
from handlers.visits import cards, names
from handlers.visits.booking import At
from messages.words import Msg, msg
from storage import offices, people, visits
from storage.ids import unshort
from storage.people import Person
from storage.visits import Visit

BACK = Button(msg("fitting-back"), "fitting")
HOME = Button(msg("home-to-home"), "home")


def visit_of(turn: Turn, params: Mapping[str, Any]) -> Visit | None:
    """Return the visit that a form is about, if it is still there."""
    id = params.get("visit")
    return visits.get(turn.here, unshort(id)) if id else None


def row(turn: Turn, visit: Visit) -> Msg:
    """Return a visit in one line: when, and which office."""
    office = offices.name_of(turn.here, visit.office_id)
    if visit.start_at is None:
        return msg("fitting-row-open", title=visit.title, office=office)
    return msg("fitting-row", when=cards.when(turn.who.network, visit), office=office)


def about(turn: Turn, filled: Filled) -> Msg | None:
    """Return of which visit a draft is."""
    visit = visit_of(turn, filled.params)
    return row(turn, visit) if visit else None


def at(turn: Turn) -> At:
    """Return where, when and by whom a step of a booking is done."""
    return At(turn.here, turn.who.network, turn.now, turn.person_id)


def named(turn: Turn, id: UUID | None) -> Msg:
    """Return how somebody is called, who may have left."""
    person = people.get(turn.here, id) if id else None
    return msg("visit-person", name=person.name) if person and person.name else msg("visit-nobody")


def together(turn: Turn, ids: Collection[UUID]) -> Msg:
    """Return how several people are called; there is at least one."""
    return names.together([named(turn, id) for id in ids])


def by_name(found: Collection[Person]) -> list[Person]:
    """Return people in the order of their names: never of what they have done."""
    return sorted(found, key=lambda one: (folded(one.name), one.id))


def listed(first: Msg, *others: Msg) -> Msg:
    """Return short facts one after the other."""
    for other in others:
        first = msg("fitting-and", one=first, other=other)
    return first
