"""With whom of the office a visit is arranged: another person of it, or by telephone; a host's offer is answered so."""

from __future__ import annotations

from uuid import UUID

from handlers.kit.errors import Refusal, Stale
from handlers.visits import follow, quarters
from handlers.visits.at import At
from handlers.visits.booking_parts import changed, held
from messages.words import msg
from storage import cells, people, seats
from storage.visits import LIVE, SETTLED, Visit


def name(at: At, visit_id: UUID, guest: UUID | None) -> Visit:
    """Arrange a visit with somebody of its office, who is told (None: whoever does it telephones); hosts are too.

    Raises Stale where it is arranged with somebody already, Refusal where she is not of the office, or elsewhere then.
    """
    visit = held(at, visit_id, LIVE)
    if visit.guest_id is not None:
        raise Stale("guest")
    if visit.lacks_guest:
        # What somebody of the office hoped for who has left since; what was said by telephone stays.
        visit.wish = ""
    if guest is None:
        visit.booked_by = at.by
    else:
        _can(at, visit, guest)
        visit.guest_id = guest
        # What somebody else of the office has written, and whom she would rather not have, is not this one's.
        visit.line = ""
        seats.forget_unwanted(at.here, visit.id)
    changed(at, visit)
    follow.step(at, visit, "named")
    return visit


def _can(at: At, visit: Visit, guest: UUID) -> None:
    person = people.get(at.here, guest)
    if person is None or person.office_id != visit.office_id or not people.belonging(at.here, [guest]):
        raise Refusal(msg("booking-no-guest"))
    if guest in follow.hosts_of(at, visit, seats.HOLDING):
        raise Refusal(msg("booking-is-host"))
    for start in (visit.start_at, visit.moving_to):
        span = quarters.cells(start, visit.minutes) if start else range(0)
        if span and cells.taken(at.here, [guest], span.start, span.stop, besides=visit.id).get(guest):
            raise Refusal(msg("booking-busy"))


def keep(at: At, visit_id: UUID) -> Visit:
    """Leave a visit at its time although a host has offered another: the office would rather not; she is told."""
    visit = held(at, visit_id, (SETTLED,))
    if not visit.times or visit.moving_to:
        raise Stale("times")
    for seat in seats.of_visit(at.here, visit.id, (seats.COMES,)):
        seat.agreed_to = visit.start_at
    visit.times = ""
    changed(at, visit)
    follow.step(at, visit, "unmoved", to=follow.hosts_of(at, visit, (seats.COMES,)))
    return visit
