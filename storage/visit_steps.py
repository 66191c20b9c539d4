"""What has happened to a visit, step by step: what each notice tells of, and what was agreed there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, Uuid, select, tuple_
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.outbox import of, outbox
from storage.tables import Owned, within
from storage.visits import Visit

# What a step begins with that says who had gone there in vain; the pool stands behind it.
WENT = "went."
# No step of its own either: that the office let the times that lay with it pass.
LAPSED = "lapsed"
# Nor this: that hosts who were asked for a time are asked for another in its place.
RETIMED = "retimed"


class VisitStep(Owned, Base):
    """One step: what (a code word), when, by whom (None: by the clock), and the version that the visit had after it.

    `went.<pool>` is no step of its own: a host had gone there, at the time that it had then, and met nobody.

    Notices have a step as their subject, so that each change is told once to everyone whom it concerns.
    """

    __tablename__ = "visit_steps"
    __table_args__ = (
        within("visit_id", "visits"),
        within("by_id", "people"),
        Index("ix_visit_steps_visit", "network_id", "visit_id", "at"),
    )

    visit_id: Mapped[UUID] = mapped_column(Uuid)
    what: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[UUID | None] = mapped_column(Uuid)
    version: Mapped[int]


class Promise(Owned, Base):
    """A 約束 of a visit: who ('office' or 'hosts'), by when, what (guarded), since when it is done, or let go of."""

    __tablename__ = "visit_promises"
    __table_args__ = (within("visit_id", "visits"), Index("ix_visit_promises_due", "network_id", "by_day"))

    visit_id: Mapped[UUID] = mapped_column(Uuid)
    whose: Mapped[str] = mapped_column(String(10))
    by_day: Mapped[date | None] = mapped_column(Date)
    body: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    let_go_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_at is None and self.let_go_at is None


def add(here: Here, visit: Visit, what: str, now: datetime, by: UUID | None) -> VisitStep:
    """Keep that something was done about a visit that changes nothing of it."""
    step = VisitStep(network_id=here.network_id, visit_id=visit.id, what=what, at=now, by_id=by, version=visit.version)
    here.session.add(step)
    here.session.flush()
    return step


def went(here: Here, visit: Visit, host_id: UUID, pool: str) -> None:
    """Keep that a host had gone to a visit at its time, and met nobody."""
    if visit.start_at is not None:
        add(here, visit, f"{WENT}{pool}", visit.start_at, host_id)


def in_vain(here: Here, since: datetime, until: datetime) -> list[tuple[Visit, VisitStep]]:
    """Return who had gone where and met nobody, from one moment to before another, in order."""
    its = (Visit.network_id == VisitStep.network_id) & (Visit.id == VisitStep.visit_id)
    then = VisitStep.what.like(f"{WENT}%") & (VisitStep.at >= since) & (VisitStep.at < until)
    wanted = select(Visit, VisitStep).join(VisitStep, its).where(VisitStep.network_id == here.network_id, then)
    return [(row[0], row[1]) for row in here.session.execute(wanted.order_by(VisitStep.at, VisitStep.id))]


def get(here: Here, id: UUID) -> VisitStep | None:
    """Return one step."""
    return here.session.get(VisitStep, (here.network_id, id))


def of_visits(here: Here, visits: Iterable[UUID]) -> list[VisitStep]:
    """Return the steps of these visits in order."""
    its = (VisitStep.network_id == here.network_id) & VisitStep.visit_id.in_(list(visits))
    return list(here.session.scalars(select(VisitStep).where(its).order_by(VisitStep.at, VisitStep.id)))


def is_overtaken(here: Here, step: VisitStep, person_id: UUID, kinds: Collection[str]) -> bool:
    """Tell whether somebody was, or is to be, told by one of these kinds of a later step of the same visit."""
    its = (VisitStep.network_id == outbox.c.network_id) & (VisitStep.id == outbox.c.subject_id)
    later = tuple_(VisitStep.at, VisitStep.id) > tuple_(step.at, step.id)
    wanted = select(VisitStep.id).join(outbox, its).where(of(here, person_id), outbox.c.kind.in_(list(kinds)))
    mine = (VisitStep.network_id == here.network_id) & (VisitStep.visit_id == step.visit_id)
    return here.session.scalar(wanted.where(mine, later).limit(1)) is not None


def promise(here: Here, id: UUID) -> Promise | None:
    """Return one 約束."""
    return here.session.get(Promise, (here.network_id, id), populate_existing=True)


def promises(here: Here, visit_id: UUID) -> list[Promise]:
    """Return what was agreed at a visit, in the order of writing."""
    its = (Promise.network_id == here.network_id) & (Promise.visit_id == visit_id)
    return list(here.session.scalars(select(Promise).where(its).order_by(Promise.id)))


def agree(here: Here, promise: Promise) -> None:
    """Keep what was agreed at a visit."""
    promise.network_id = here.network_id
    here.session.add(promise)
    here.session.flush()
