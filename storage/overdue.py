"""What the clock has to do with visits: whom nobody has answered in time, and who is there no more."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, or_, select

from storage.db import Here
from storage.people import Person, belongs
from storage.seats import HOLDING, Seat
from storage.visits import ASKED, LIVE, OFFERED, SETTLED, Visit


def unanswered(here: Here, today: date, now: datetime) -> list[UUID]:
    """Return the visits for which nobody has answered in time, or whose time has come before everybody had."""
    late = (Visit.answer_by < today) | (Visit.start_at <= now) | (Visit.moving_to <= now)
    waits = Visit.state.in_((ASKED, OFFERED, SETTLED)) & Visit.answer_by.is_not(None)
    wanted = select(Visit.id).where(Visit.network_id == here.network_id, waits, late)
    return list(here.session.scalars(wanted.order_by(Visit.id)))


def without_guest(here: Here) -> list[UUID]:
    """Return the visits, still to come, of which the person with whom they are arranged belongs no more."""
    its = (Person.network_id == Visit.network_id) & (Person.id == Visit.guest_id)
    left = or_(Person.removed_at.is_not(None), Person.left_at.is_not(None))
    wanted = select(Visit.id).join(Person, its).where(Visit.network_id == here.network_id, Visit.state.in_(LIVE), left)
    return list(here.session.scalars(wanted.order_by(Visit.id)))


def without_host(here: Here, now: datetime) -> list[tuple[UUID, UUID]]:
    """Return (visit, host) where somebody who is asked or comes to a visit still to begin belongs no more."""
    wanted = _coming(now).where(Seat.network_id == here.network_id, ~belongs())
    return [(row[0], row[1]) for row in here.session.execute(wanted)]


def on_leave(here: Here, now: datetime) -> list[tuple[UUID, UUID, datetime, date | None]]:
    """Return (visit, host, when it begins, her first day back) for visits to come of hosts who are on leave now."""
    wanted = _coming(now).where(Seat.network_id == here.network_id, belongs(), Person.away_since.is_not(None))
    return [(row[0], row[1], row[2], row[3]) for row in here.session.execute(wanted) if row[2]]


def _coming(now: datetime) -> Select[UUID, UUID, datetime | None, date | None]:
    its = (Visit.network_id == Seat.network_id) & (Visit.id == Seat.visit_id)
    hers = (Person.network_id == Seat.network_id) & (Person.id == Seat.person_id)
    wanted = select(Seat.visit_id, Seat.person_id, Visit.start_at, Person.away_until)
    wanted = wanted.join(Visit, its).join(Person, hers).where(Seat.state.in_(HOLDING), Visit.state.in_(LIVE))
    wanted = wanted.where(or_(Visit.start_at > now, Visit.start_at.is_(None)))
    return wanted.order_by(Seat.visit_id, Seat.id)
