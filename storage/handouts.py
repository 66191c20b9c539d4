"""Handouts: blank forms and pages that the centre publishes and answers may point to; their addresses, never files."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Uuid, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within


class Handout(Owned, Base):
    """A name and an address (https)."""

    __tablename__ = "handouts"
    __table_args__ = (within("added_by", "people"),)

    name: Mapped[str] = mapped_column(String(60))
    url: Mapped[str] = mapped_column(String(500))
    added_by: Mapped[UUID] = mapped_column(Uuid)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Found(Owned, Base):
    """That an earlier question answered somebody (これで分かった): which and when, never whom."""

    __tablename__ = "found"
    __table_args__ = (within("question_id", "questions"),)

    question_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def add(here: Here, handout: Handout) -> None:
    """Keep a handout of this network."""
    handout.network_id = here.network_id
    here.session.add(handout)
    here.session.flush()


def everything(here: Here) -> list[Handout]:
    """Return the network's handouts, in the order of their names."""
    wanted = select(Handout).where(Handout.network_id == here.network_id)
    return list(here.session.scalars(wanted.order_by(Handout.name, Handout.id)))


def remove(here: Here, id: UUID) -> bool:
    """Take a handout away; False where there is none."""
    mine = (Handout.network_id == here.network_id) & (Handout.id == id)
    gone = delete(Handout).where(mine).returning(Handout.id).execution_options(synchronize_session=False)
    return here.session.scalar(gone) is not None


def found(here: Here, question_id: UUID, now: datetime) -> None:
    """Keep that an earlier question answered somebody."""
    here.session.add(Found(network_id=here.network_id, question_id=question_id, at=now))
    here.session.flush()
