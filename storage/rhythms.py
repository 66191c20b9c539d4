"""What somebody keeps for herself beside her trainings: her months' numbers, and the roles that she has ticked."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within


class Month(Owned, Base):
    """How many モニタリング somebody has in a month, and how many are left: numbers only, hers alone."""

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
