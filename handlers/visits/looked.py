"""Who may look at a visit, and as whom: looked at again at every press, from the rows."""

from __future__ import annotations

from typing import Literal

from handlers.desk.rules import ROLE
from handlers.kit.cards import Card
from handlers.kit.errors import Forbidden, Stale
from handlers.kit.turn import Turn
from messages.words import msg
from storage import seats, visits
from storage.ids import unshort
from storage.seats import HOLDING, RELEASED, Seat
from storage.visits import OFF, Visit

As = Literal["guest", "host", "coordinator"]


def role(turn: Turn, visit: Visit) -> As | None:
    """Return as whom the person sees a visit; None: it is none of her business, or not any more."""
    if visit.guest_id == turn.person_id:
        return "guest"
    if hosts(visit, seats.of_person(turn.here, visit.id, turn.person_id)):
        return "host"
    return "coordinator" if ROLE in turn.roles else None


def hosts(visit: Visit, seat: Seat | None) -> bool:
    """Tell whether whoever has a seat is a host of the visit: asked or coming, or was until it was off."""
    return seat is not None and (seat.state in HOLDING or (visit.state == OFF and seat.state == RELEASED))


def line(turn: Turn, visit: Visit) -> str | None:
    """Return the one line that was written for a visit, for whom its author was told of; None for everybody else.

    Herself, who is asked or comes, and the centre: whoever declined, or is free again, reads it no more.
    """
    if turn.person_id == visit.guest_id or ROLE in turn.roles:
        return visit.line or None
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    return visit.line or None if seat is not None and seat.state in HOLDING else None


def of(turn: Turn, id: str) -> Visit:
    """Return the visit of a button; raises Stale unless she is its guest, asked or coming as a host, or coordinates."""
    visit = visits.get(turn.here, unshort(id)) if id else None
    if visit is None:
        raise Stale("visit")
    if role(turn, visit) is not None:
        return visit
    if seats.of_person(turn.here, visit.id, turn.person_id):
        # She was asked once: an old button of hers is answered with how it stands for her.
        raise Stale("seat", shows=(Card(paragraphs=(msg("visit-not-yours"),)),))
    raise Forbidden("visit")


def hosted(turn: Turn, id: str) -> tuple[Visit, Seat]:
    """Return the visit of a button with the person's own seat as a host; raises Stale."""
    visit = of(turn, id)
    seat = seats.of_person(turn.here, visit.id, turn.person_id)
    if seat is None or not hosts(visit, seat):
        raise Stale("seat")
    return visit, seat
