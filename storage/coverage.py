"""Where visits have been and who went: for those who fit them together, and for the sheet of what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from storage.db import Here
from storage.people import Person, Role, belongs
from storage.seats import ASKED, COMES, OBSERVER, POOLS, Seat
from storage.visits import DONE, LIVE, Visit


def last_held(here: Here) -> dict[UUID, datetime]:
    """Return when each office was visited last; one that never was is left out."""
    held = (Visit.network_id == here.network_id) & (Visit.state == DONE) & (Visit.outcome == "held")
    wanted = select(Visit.office_id, func.max(Visit.start_at)).where(held, Visit.start_at.is_not(None))
    rows = here.session.execute(wanted.group_by(Visit.office_id)).all()
    return {office: last for office, last in rows if last is not None}


def awaited(here: Here) -> set[UUID]:
    """Return the offices for which a visit is open or coming."""
    wanted = select(Visit.office_id).where(Visit.network_id == here.network_id, Visit.state.in_(LIVE))
    return set(here.session.scalars(wanted))


def ended_between(here: Here, since: datetime, until: datetime) -> list[Visit]:
    """Return the visits that are over and began from a moment to before another, in their order."""
    over = (Visit.network_id == here.network_id) & (Visit.state == DONE)
    wanted = select(Visit).where(over, Visit.start_at >= since, Visit.start_at < until)
    return list(here.session.scalars(wanted.order_by(Visit.start_at, Visit.id)))


def coming_between(here: Here, since: datetime, until: datetime) -> int:
    """Return how many visits are still to take place from a moment to before another."""
    live = (Visit.network_id == here.network_id) & Visit.state.in_(LIVE)
    wanted = select(func.count()).select_from(Visit).where(live, Visit.start_at >= since, Visit.start_at < until)
    return here.session.scalar(wanted) or 0


def seats_of(here: Here, visits: Collection[UUID]) -> dict[UUID, list[Seat]]:
    """Return of each of these visits who is asked or comes, in the order of the pools; no observers."""
    found: dict[UUID, list[Seat]] = defaultdict(list)
    its = (Seat.network_id == here.network_id) & Seat.visit_id.in_(list(visits)) & (Seat.pool != OBSERVER)
    wanted = select(Seat).where(its, Seat.state.in_((ASKED, COMES))).order_by(Seat.asked_at, Seat.id)
    for seat in here.session.scalars(wanted.execution_options(populate_existing=True)):
        found[seat.visit_id].append(seat)
    for some in found.values():
        some.sort(key=lambda seat: POOLS.index(seat.pool))
    return found


def turns(here: Here, since: datetime, until: datetime) -> dict[UUID, tuple[int, int]]:
    """Return at how many visits that begin in a time each host has been, and at how many she comes or is asked."""
    hers = (Seat.network_id == here.network_id) & (Seat.pool != OBSERVER) & Seat.state.in_((ASKED, COMES))
    wanted = select(Seat.person_id, Visit.state, Visit.outcome).join(
        Visit, (Visit.network_id == Seat.network_id) & (Visit.id == Seat.visit_id)
    )
    found: dict[UUID, tuple[int, int]] = {}
    for person, state, outcome in here.session.execute(
        wanted.where(hers, Visit.start_at >= since, Visit.start_at < until)
    ):
        been, comes = found.get(person, (0, 0))
        found[person] = been + (state == DONE and outcome == "held"), comes + (state in LIVE)
    return found


def of_offices(here: Here, offices: Collection[UUID]) -> dict[UUID, list[Person]]:
    """Return who of these offices belongs to the network now, in the order in which they came."""
    found: dict[UUID, list[Person]] = defaultdict(list)
    theirs = (Person.network_id == here.network_id) & Person.office_id.in_(list(offices))
    for person in here.session.scalars(select(Person).where(theirs, belongs()).order_by(Person.joined_at, Person.id)):
        if person.office_id:
            found[person.office_id].append(person)
    return found


def centres(here: Here) -> set[UUID]:
    """Return the offices of the centre's own staff: they visit, and are not visited."""
    staff = select(Role.person_id).where(Role.network_id == here.network_id, Role.role == "centre")
    wanted = select(Person.office_id).where(Person.network_id == here.network_id, Person.id.in_(staff), belongs())
    return {office for office in here.session.scalars(wanted) if office}
