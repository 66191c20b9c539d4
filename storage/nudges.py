"""Nudges: one row for each occurrence of something to be told about somebody's trainings, made once and for all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within


class Nudge(Owned, Base):
    """One occurrence: which rule speaks, to whom, of which day (`due`), at which stage; once for ever.

    `about` is the run that it is of, where it is of one. `answered` is what she pressed: 'applied', 'done', 'later'
    (then `again_on` is the day she chose), 'not_mine', 'away' or '' while she has not.
    """

    __tablename__ = "nudges"
    __table_args__ = (
        within("person_id", "people"),
        within("about", "course_runs"),
        UniqueConstraint("network_id", "rule", "person_id", "due", "stage"),
        Index("ix_nudges_again", "network_id", "again_on"),
    )

    rule: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[UUID] = mapped_column(Uuid)
    due: Mapped[date] = mapped_column(Date)
    stage: Mapped[str] = mapped_column(String(40))
    about: Mapped[UUID | None] = mapped_column(Uuid)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered: Mapped[str] = mapped_column(String(10), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    again_on: Mapped[date | None] = mapped_column(Date)


def get(here: Here, id: UUID) -> Nudge | None:
    """Return one nudge."""
    return here.session.get(Nudge, (here.network_id, id), populate_existing=True)


def of_people(here: Here, ids: Collection[UUID]) -> list[Nudge]:
    """Return the nudges of these people, the earliest first."""
    its = (Nudge.network_id == here.network_id) & Nudge.person_id.in_(ids)
    return list(here.session.scalars(select(Nudge).where(its).order_by(Nudge.due, Nudge.made_at, Nudge.id)))
