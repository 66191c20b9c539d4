"""Seats: who was asked to come to a visit and what she said; whom an office would rather not have is seen by nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Index,
    Select,
    String,
    UniqueConstraint,
    Uuid,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within
from storage.visits import DONE, LIVE, SETTLED, Visit

# Asked for the visit's time; she comes; she has said no, for this time or for this visit; her time to answer is over;
# she came off again (another comes in her place, or the visit is off).
ASKED, COMES, DECLINED, SILENT, RELEASED = "asked", "comes", "declined", "silent", "released"
# Whose cells are held.
HOLDING = (ASKED, COMES)
CHIEF, CENTRE, ADVISER, OBSERVER = "chief", "centre", "adviser", "observer"
POOLS = (CHIEF, CENTRE, ADVISER, OBSERVER)
# Why she cannot, as she may say with one tap; for coordinators only. Empty: she said nothing.
REASONS = ("", "busy", "near", "health", "else")
# She would rather that somebody else goes, whatever the time: not asked for this visit again.
ANOTHER = "another"


class Seat(Owned, Base):
    """Somebody asked to come to a visit from one pool, when, by when, and what became of it.

    `agreed_to` is the time that she has agreed to (UTC): a visit that is moved must be agreed to again. In a no, and
    where she was silent, it is the time that she was asked for: she is not asked for that one again.
    """

    __tablename__ = "visit_seats"
    __table_args__ = (
        within("visit_id", "visits"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "visit_id", "person_id"),
        Index("ix_visit_seats_person", "network_id", "person_id", "state"),
    )

    visit_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    pool: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(10), default="")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    agreed_to: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Unwanted(Owned, Base):
    """Somebody whom an office would rather not have for a visit: read by the matching and by nobody else."""

    __tablename__ = "visit_unwanted"
    __table_args__ = (
        within("visit_id", "visits"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "visit_id", "person_id"),
    )

    visit_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid)


_OF_VISIT = select(Seat).where(Seat.network_id == bindparam("network"), Seat.visit_id == bindparam("visit"))
_OF_PERSON = _OF_VISIT.where(Seat.person_id == bindparam("person")).execution_options(populate_existing=True)
_OF_VISIT = _OF_VISIT.order_by(Seat.asked_at, Seat.id).execution_options(populate_existing=True)

_IN_STATES = _OF_VISIT.where(Seat.state.in_(bindparam("states", expanding=True)))


def of_visit(here: Here, visit_id: UUID, states: Collection[str] = ()) -> list[Seat]:
    """Return the seats of a visit in the order of asking, all or those in some states."""
    its: dict[str, Any] = {"network": here.network_id, "visit": visit_id}
    if states:
        return list(here.session.scalars(_IN_STATES, its | {"states": list(states)}))
    return list(here.session.scalars(_OF_VISIT, its))


def of_person(here: Here, visit_id: UUID, person_id: UUID) -> Seat | None:
    """Return somebody's seat at a visit."""
    return here.session.scalar(_OF_PERSON, {"network": here.network_id, "visit": visit_id, "person": person_id})


def held_by(here: Here, person_id: UUID, visit_states: Collection[str]) -> list[Visit]:
    """Return the visits, in some states, at which somebody is asked or comes, the soonest first."""
    hers = (Seat.network_id == here.network_id) & (Seat.person_id == person_id) & Seat.state.in_(HOLDING)
    wanted = select(Visit).join(Seat, (Seat.network_id == Visit.network_id) & (Seat.visit_id == Visit.id))
    return list(here.session.scalars(wanted.where(hers, Visit.state.in_(tuple(visit_states))).order_by(Visit.start_at)))


def _waiting_for() -> Select[Visit]:
    person: BindParameter[UUID] = bindparam("person", type_=Uuid)
    lies = (Visit.guest_id == person) & (Visit.state == "offered")
    its = (Seat.network_id == Visit.network_id) & (Seat.visit_id == Visit.id) & (Seat.person_id == person)
    again = (Seat.state == COMES) & Visit.moving_to.is_not(None)
    asked = exists().where(its, or_(Seat.state == ASKED, again)) & Visit.state.in_(("asked", SETTLED))
    wanted = select(Visit).where(Visit.network_id == bindparam("network"), or_(lies, asked))
    return wanted.order_by(Visit.start_at, Visit.id)


# Built once: whoever is shown home asks it.
WAITING_FOR = _waiting_for()


def waiting_for(here: Here, person_id: UUID) -> list[Visit]:
    """Return the visits that may wait for somebody's word: times lie with her office, or she is asked for a time."""
    return list(here.session.scalars(WAITING_FOR, {"network": here.network_id, "person": person_id}))


_LIVE = Seat.state.in_(HOLDING) & Visit.state.in_((SETTLED, DONE, "asked")) & (Visit.outcome != "cancelled")
# Built once, as those below: whoever chooses a host asks it.
_LOAD = (
    select(Seat.person_id, func.count())
    .join(Visit, (Visit.network_id == Seat.network_id) & (Visit.id == Seat.visit_id))
    .where(Seat.network_id == bindparam("network"), Seat.pool != OBSERVER, _LIVE)
    .where(Visit.start_at >= bindparam("since"), Visit.start_at < bindparam("until"))
    .group_by(Seat.person_id)
)


def load(here: Here, since: datetime, until: datetime) -> dict[UUID, int]:
    """Return at how many visits that begin in a time each host is asked, comes or has come: for fair turns alone."""
    asked = {"network": here.network_id, "since": since, "until": until}
    return {row[0]: row[1] for row in here.session.execute(_LOAD, asked)}


_UNWANTED = select(Unwanted.person_id).where(Unwanted.network_id == bindparam("network"))
_UNWANTED = _UNWANTED.where(Unwanted.visit_id == bindparam("visit"))


def unwanted(here: Here, visit_id: UUID) -> set[UUID]:
    """Return whom the office would rather not have: for the matching only."""
    return set(here.session.scalars(_UNWANTED, {"network": here.network_id, "visit": visit_id}))


def avoid(here: Here, visit_id: UUID, people: Iterable[UUID]) -> None:
    """Keep whom the office would rather not have."""
    mine = {"network_id": here.network_id, "visit_id": visit_id}
    here.session.add_all(Unwanted(**mine, person_id=person) for person in sorted(set(people)))
    here.session.flush()


def forget_unwanted(here: Here, visit_id: UUID) -> None:
    """Let go of whom somebody would rather not have at a visit: it is arranged with somebody else."""
    its = (Unwanted.network_id == here.network_id) & (Unwanted.visit_id == visit_id)
    here.session.execute(delete(Unwanted).where(its))


def ask(here: Here, visit_id: UUID, person_id: UUID, pool: str, now: datetime) -> Seat:
    """Ask somebody to come, also one who was asked for another time of this visit before: why she said no is kept."""
    seat = of_person(here, visit_id, person_id)
    if seat is None:
        seat = Seat(network_id=here.network_id, visit_id=visit_id, person_id=person_id, pool=pool)
        here.session.add(seat)
    seat.pool, seat.state, seat.asked_at, seat.answered_at = pool, ASKED, now, None
    seat.agreed_to = None
    here.session.flush()
    return seat


_PEOPLE: BindParameter[UUID] = bindparam("people", expanding=True)
_LAST_ASKED = (
    select(Seat.person_id, func.max(Seat.asked_at))
    .where(Seat.network_id == bindparam("network"), Seat.person_id.in_(_PEOPLE), Seat.pool != OBSERVER)
    .group_by(Seat.person_id)
)


def last_asked(here: Here, people: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when each of these hosts was last asked to come to any visit."""
    asked = {"network": here.network_id, "people": list(people)}
    return {row[0]: row[1] for row in here.session.execute(_LAST_ASKED, asked)}


_BESIDES: BindParameter[UUID] = bindparam("besides", type_=Uuid)
_COUNTS = Visit.state.in_((*LIVE, DONE)) & (Visit.outcome != "cancelled") & Seat.state.in_(HOLDING)
_COUNTS &= or_(_BESIDES.is_(None), Visit.id != _BESIDES)
_BEGINS: tuple[Any, ...] = tuple(
    select(Seat.person_id, moment)
    .join(Visit, (Visit.network_id == Seat.network_id) & (Visit.id == Seat.visit_id))
    .where(Seat.network_id == bindparam("network"), Seat.person_id.in_(_PEOPLE), _COUNTS)
    .where(moment >= bindparam("since"), moment < bindparam("until"))
    for moment in (Visit.start_at, Visit.moving_to)
)


def begins(
    here: Here, people: Collection[UUID], since: datetime, until: datetime, besides: UUID | None = None
) -> dict[UUID, list[datetime]]:
    """Return when visits begin, from one moment to before another, at which each of these hosts is asked or comes.

    Of a visit that may be moved both times count; `besides` is a visit that does not.
    """
    found: dict[UUID, list[datetime]] = defaultdict(list)
    asked = {"network": here.network_id, "people": list(people), "since": since, "until": until, "besides": besides}
    for wanted in _BEGINS:
        for person, begin in here.session.execute(wanted, asked):
            found[person] += [begin] if begin else []
    return found
