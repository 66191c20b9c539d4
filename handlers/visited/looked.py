"""Who may look at what came of a visit: its guest and the pair; looked at again at every press, from the rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from handlers.desk.rules import ROLE
from handlers.kit.errors import Forbidden, Stale
from handlers.kit.turn import Turn
from storage import seats, visit_notes, visit_steps, visits
from storage.db import Here
from storage.ids import unshort
from storage.seats import COMES, OBSERVER
from storage.visit_notes import VisitNote
from storage.visit_steps import Promise
from storage.visits import Visit


def hosts(here: Here, visit: Visit) -> list[UUID]:
    """Return who has come to a visit, without those who only looked on."""
    return [seat.person_id for seat in seats.of_visit(here, visit.id, (COMES,)) if seat.pool != OBSERVER]


def is_host(turn: Turn, visit: Visit) -> bool:
    """Tell whether the person is one of the pair."""
    return turn.person_id in hosts(turn.here, visit)


def is_guest(turn: Turn, visit: Visit) -> bool:
    """Tell whether it was arranged with the person."""
    return visit.guest_id == turn.person_id


def _visit(turn: Turn, id: str) -> Visit:
    found = visits.get(turn.here, unshort(id)) if id else None
    if found is None:
        raise Stale("visit")
    return found


def found(turn: Turn, params: Mapping[str, Any]) -> Visit | None:
    """Return the visit that a form is about, whoever is asked; None where there is none."""
    id = params.get("visit")
    return visits.get(turn.here, unshort(id)) if id else None


def shared(turn: Turn, id: str) -> Visit:
    """Return a visit whose notes the person may read, as its guest or one of the pair; raises Stale."""
    visit = _visit(turn, id)
    if not (is_guest(turn, visit) or is_host(turn, visit)):
        raise Forbidden("visited")
    return visit


def hosted(turn: Turn, id: str) -> Visit:
    """Return a visit to which the person has come; raises Stale."""
    visit = _visit(turn, id)
    if not is_host(turn, visit):
        raise Forbidden("visited")
    return visit


def guested(turn: Turn, id: str) -> Visit:
    """Return a visit that was arranged with the person; raises Stale."""
    visit = _visit(turn, id)
    if not is_guest(turn, visit):
        raise Forbidden("visited")
    return visit


def told_of(turn: Turn, id: str) -> Visit:
    """Return a visit of which the person may say how it went: one of the pair, or a coordinator; raises Stale."""
    visit = _visit(turn, id)
    if not (is_host(turn, visit) or ROLE in turn.roles):
        raise Forbidden("visited")
    return visit


def said_by(turn: Turn, visit: Visit) -> UUID | None:
    """Return who has said how a visit went; None where nobody has, or she has left."""
    steps = visit_steps.of_visits(turn.here, [visit.id])
    return next((step.by_id for step in reversed(steps) if step.what == "done"), None)


def note(turn: Turn, id: str) -> VisitNote:
    """Return a note that the person has written herself; raises Stale."""
    found = visit_notes.get(turn.here, unshort(id)) if id else None
    if found is None or found.author_id != turn.person_id:
        raise Stale("note")
    return found


def promise(turn: Turn, id: str) -> tuple[Promise, Visit]:
    """Return what was agreed, with its visit, to its guest or one of the pair; raises Stale."""
    found = visit_steps.promise(turn.here, unshort(id)) if id else None
    visit = visits.get(turn.here, found.visit_id) if found else None
    if found is None or visit is None or not (is_guest(turn, visit) or is_host(turn, visit)):
        raise Stale("promise")
    return found, visit


def whose(here: Here, promise: Promise, visit: Visit) -> list[UUID]:
    """Return who has promised something: the guest, or both of the pair."""
    if promise.whose == "hosts":
        return hosts(here, visit)
    return [visit.guest_id] if visit.guest_id else []
