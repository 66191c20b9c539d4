"""What the clock does with visits: what nobody has answered in time, and who is there no more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlers.visits import follow
from handlers.visits.at import At
from handlers.visits.booking_answers import without
from handlers.visits.booking_moving import unmoved
from handlers.visits.booking_parts import changed, drop, let_go, to_desk
from storage import overdue, seats, visit_steps, visits
from storage.db import Here
from storage.networks import Network
from storage.visits import ASKED, DESK, LIVE, OFFERED, SETTLED, Visit


def expire(here: Here, network: Network, now: datetime) -> None:
    """What nobody has answered in time goes to the coordinators' desk, never back to the office; safe to run again.

    Also where a host or guest belongs no more, a host is on leave by then, or an office has nobody left.
    """
    at = At(here, network, now)
    if not (overdue.unanswered(here, at.today, now) or overdue.without_guest(here, now) or without_host(at)):
        return
    here.alone()
    for id in overdue.without_guest(here, now):
        if visit := visits.get(here, id):
            _guest_gone(at, visit)
    for id, host in without_host(at):
        visit, seat = visits.get(here, id), seats.of_person(here, id, host)
        if visit and seat and seat.state in seats.HOLDING and visit.state in LIVE:
            if visit.moving_to:
                unmoved(at, visit)
            if seat.state in seats.HOLDING:
                seat.agreed_to = visit.start_at
                without(at, visit, seat, seats.RELEASED)
    for id in overdue.unanswered(here, at.today, now):
        if visit := visits.get(here, id):
            _over(at, visit)


def without_host(at: At) -> list[tuple[UUID, UUID]]:
    """Return (visit, host) where a host belongs no more, or will be on leave when the visit takes place."""
    away = [
        (id, host)
        for id, host, start, back in overdue.on_leave(at.here, at.now)
        if back is None or at.network.local(start).date() < back
    ]
    return [*overdue.without_host(at.here, at.now), *away]


def _guest_gone(at: At, visit: Visit) -> None:
    # A coordinator who has booked it for her does not know yet that there is nobody to be told but by telephone.
    visit.guest_id = visit.booked_by = None
    # Once it is arranged with her no more, nothing finds what she wrote when she is deleted.
    visit.line = ""
    seats.forget_unwanted(at.here, visit.id)
    if visit.state in (ASKED, OFFERED):
        freed = let_go(at, visit)
        to_desk(at, visit, freed)
    elif visit.state == SETTLED:
        changed(at, visit)
        follow.step(at, visit, "guestless")
    elif visit.state == DESK:
        changed(at, visit)


def _over(at: At, visit: Visit) -> None:
    if visit.state in (ASKED, OFFERED):
        if visit.state == OFFERED and visit.answer_by and visit.answer_by < at.today:
            visit_steps.add(at.here, visit, visit_steps.LAPSED, at.now, None)
        to_desk(at, visit, let_go(at, visit, seats.SILENT))
    elif visit.moving_to:
        unmoved(at, visit)
    elif waiting := seats.of_visit(at.here, visit.id, (seats.ASKED,)):
        for seat in waiting:
            seat.agreed_to = visit.start_at
            drop(at, visit, seat, seats.SILENT)
        visit.answer_by = None
        changed(at, visit)
        follow.step(at, visit, "searching")
    else:
        visit.answer_by = None
