"""What somebody keeps for herself beside her trainings: her months' numbers, and the roles that she has ticked."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, String, UniqueConstraint, Uuid, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.careers import Career
from storage.db import Base, Here, UtcDateTime, insert_once
from storage.ids import uuid7
from storage.people import Person, listens
from storage.tables import Owned, within


class Month(Owned, Base):
    """How many モニタリング somebody has in a month, and how many are left: numbers only, hers alone.

    `at` is when she has said the first of the two, and then when she has said what is left.
    """

    __tablename__ = "months"
    __table_args__ = (within("person_id", "people"), UniqueConstraint("network_id", "person_id", "first_day"))

    person_id: Mapped[UUID] = mapped_column(Uuid)
    first_day: Mapped[date] = mapped_column(Date)
    planned: Mapped[int]
    left: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Tick(Owned, Base):
    """A role of the ladder (its key in messages/ladder.toml, or the ward's own) that somebody says she takes on."""

    __tablename__ = "ticks"
    __table_args__ = (within("person_id", "people"), UniqueConstraint("network_id", "person_id", "item"))

    person_id: Mapped[UUID] = mapped_column(Uuid)
    item: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def months_of(here: Here, person_id: UUID) -> list[Month]:
    """Return somebody's months, the newest first."""
    its = (Month.network_id == here.network_id) & (Month.person_id == person_id)
    return list(here.session.scalars(select(Month).where(its).order_by(Month.first_day.desc())))


def ticks_of(here: Here, person_id: UUID) -> set[str]:
    """Return the keys of the roles that somebody has ticked."""
    its = (Tick.network_id == here.network_id) & (Tick.person_id == person_id)
    return set(here.session.scalars(select(Tick.item).where(its)))


def month(here: Here, person_id: UUID, first_day: date) -> Month | None:
    """Return one of somebody's months."""
    its = (Month.network_id == here.network_id) & (Month.person_id == person_id) & (Month.first_day == first_day)
    return here.session.scalar(select(Month).where(its).execution_options(populate_existing=True))


def keep(here: Here, person_id: UUID, first_day: date, planned: int, now: datetime) -> None:
    """Keep how many somebody has in a month, instead of what she has said before; what is left stays as it is."""
    row = {"network_id": here.network_id, "id": uuid7(), "person_id": person_id, "first_day": first_day}
    added = insert_once(here.session.connection(), Month.metadata.tables["months"])
    same = ["network_id", "person_id", "first_day"]
    planned_now = {"planned": planned}
    here.session.execute(
        added.values(row | planned_now | {"at": now}).on_conflict_do_update(index_elements=same, set_=planned_now)
    )


def leave(here: Here, person_id: UUID, first_day: date, left: int, now: datetime) -> bool:
    """Keep how many are left of a month; False where she has not said how many there are."""
    its = (Month.network_id == here.network_id) & (Month.person_id == person_id) & (Month.first_day == first_day)
    found = here.session.scalar(update(Month).where(its).values(left=left, at=now).returning(Month.id))
    return found is not None


def forget(here: Here, person_id: UUID) -> None:
    """Delete all of somebody's months."""
    its = (Month.network_id == here.network_id) & (Month.person_id == person_id)
    here.session.execute(delete(Month).where(its))


def wanting(here: Here, switch: str) -> list[UUID]:
    """Return the ids of those who have asked for a rhythm ('cases', 'months') and to whom something may go."""
    joined = (Person.network_id == Career.network_id) & (Person.id == Career.person_id)
    wants = (Career.network_id == here.network_id) & {"cases": Career.cases, "months": Career.months}[switch]
    wanted = select(Person.id).join(Career, joined).where(wants, listens(), Person.calm_until.is_(None))
    return list(here.session.scalars(wanted.order_by(Person.id)))


def said(here: Here, first_day: date) -> set[UUID]:
    """Return who has said how many she has in a month; the numbers stay hers."""
    its = (Month.network_id == here.network_id) & (Month.first_day == first_day)
    return set(here.session.scalars(select(Month.person_id).where(its)))


def unfinished(here: Here, first_day: date, since: datetime) -> set[UUID]:
    """Return who has some in a month and has not said, since a moment, how many are left; the numbers stay hers."""
    its = (Month.network_id == here.network_id) & (Month.first_day == first_day) & (Month.planned > 0)
    not_said = or_(Month.left.is_(None), Month.at < since)
    return set(here.session.scalars(select(Month.person_id).where(its, not_said)))
