"""What the clock has to do with visits: whom nobody has answered in time, and who is there no more."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from storage.db import Here
from storage.people import Person, belongs
from storage.seats import HOLDING, Seat
from storage.visit_steps import VisitStep
from storage.visits import ASKED, LIVE, OFFERED, SETTLED, Visit


def unanswered(here: Here, today: date, now: datetime) -> list[UUID]:
    """Return the visits for which nobody has answered in time, or whose time has come before everybody had."""
    late = (Visit.answer_by < today) | (Visit.start_at <= now) | (Visit.moving_to <= now)
    waits = Visit.state.in_((ASKED, OFFERED, SETTLED)) & Visit.answer_by.is_not(None)
    wanted = select(Visit.id).where(Visit.network_id == here.network_id, waits, late)
    return list(here.session.scalars(wanted.order_by(Visit.id)))


def without_guest(here: Here, now: datetime) -> list[UUID]:
    """Return the visits, still to come, of which the person with whom they are arranged belongs no more.

    Also where her row says so no more, as she has deleted what was hers, and nobody was told yet.
    """
    its = (Person.network_id == Visit.network_id) & (Person.id == Visit.guest_id)
    left = or_(Person.removed_at.is_not(None), Person.left_at.is_not(None))
    wanted = select(Visit.id).join(Person, its).where(Visit.network_id == here.network_id, Visit.state.in_(LIVE), left)
    nobody = select(Visit.id).where(Visit.network_id == here.network_id, Visit.state.in_((ASKED, OFFERED, SETTLED)))
    nobody = nobody.where(Visit.guest_id.is_(None), Visit.booked_by.is_(None), _ahead(now), _untold())
    return sorted({*here.session.scalars(wanted), *here.session.scalars(nobody)})


def _untold() -> ColumnElement[bool]:
    """Name the visits of which nobody was told since somebody was named last that nobody is there to be visited."""
    mine = (VisitStep.network_id == Visit.network_id) & (VisitStep.visit_id == Visit.id)
    last = select(VisitStep.what).where(mine, VisitStep.what.in_(("guestless", "named"))).correlate(Visit)
    newest = last.order_by(VisitStep.at.desc(), VisitStep.id.desc()).limit(1).scalar_subquery()
    return func.coalesce(newest, "") != "guestless"


def _ahead(now: datetime) -> ColumnElement[bool]:
    return or_(Visit.start_at > now, Visit.start_at.is_(None))


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
    return wanted.where(_ahead(now)).order_by(Seat.visit_id, Seat.id)
