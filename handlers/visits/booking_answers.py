"""A host's answer: she comes, or cannot; then the next fair one is asked for the same time."""

from __future__ import annotations

from uuid import UUID

from handlers.kit.errors import Stale
from handlers.visits import follow
from handlers.visits.at import At
from handlers.visits.booking_moving import agreed_to_move, movers, said_no_to_move
from handlers.visits.booking_parts import (
    changed,
    comes,
    drop,
    elsewhen,
    held,
    let_go,
    next_one,
    settle,
)
from storage import seats
from storage.seats import Seat
from storage.visits import ASKED, OFFERED, SETTLED, Visit


def seat_of(at: At, visit: Visit, states: tuple[str, ...]) -> Seat:
    """Return the seat of who does something; raises Stale where she has none in these states."""
    seat = seats.of_person(at.here, visit.id, at.by) if at.by else None
    if seat is None or seat.state not in states:
        raise Stale("seat")
    return seat


def accept(at: At, visit_id: UUID) -> Visit:
    """A host comes; when everybody who was asked comes, it is settled. Raises Stale where she is not asked any more."""
    visit = held(at, visit_id, (ASKED, SETTLED))
    seat = seat_of(at, visit, seats.HOLDING)
    if visit.start_at is None or (visit.moving_to or visit.start_at) <= at.now:
        raise Stale("over")
    if visit.moving_to:
        return agreed_to_move(at, visit, seat)
    if seat.state != seats.ASKED:
        raise Stale("seat")
    comes(at, seat, visit.start_at)
    at.here.session.flush()
    return settle(at, visit)


def decline(at: At, visit_id: UUID, reason: str = "", *, another: bool = False) -> Visit:
    """A host cannot (`another`: would rather that somebody else goes): the next fair one is asked for the same time.

    If none is left new times go to the office, and without any the centre fits it; also after it was settled.
    """
    visit = held(at, visit_id, (ASKED, OFFERED, SETTLED))
    seat = seat_of(at, visit, seats.HOLDING)
    if visit.start_at is None or visit.start_at <= at.now:
        raise Stale("over")
    seat.reason = seats.ANOTHER if another else reason or seat.reason
    if visit.moving_to and seat.person_id in movers(at, visit):
        return said_no_to_move(at, visit, seat)
    seat.agreed_to = visit.start_at
    return without(at, visit, seat, seats.DECLINED)


def without(at: At, visit: Visit, seat: Seat, state: str) -> Visit:
    """Take a host off a visit and ask the next one for the same time; see decline for when none is left."""
    drop(at, visit, seat, state)
    if visit.state == OFFERED:
        return elsewhen(at, visit, let_go(at, visit))
    if visit.moving_to:
        # Another time is being asked for already.
        return changed(at, visit)
    if next_one(at, visit, seat.pool):
        return changed(at, visit)
    if visit.state == SETTLED:
        # The other one may still come: whether, and with whom, is for the centre to say.
        changed(at, visit)
        follow.step(at, visit, "searching")
        return visit
    return elsewhen(at, visit, let_go(at, visit))
