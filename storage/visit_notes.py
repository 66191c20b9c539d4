"""Notes of what was good at a visit: strengths only, read by the office's guest and the pair, and by nobody else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, UniqueConstraint, Uuid, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within


class VisitNote(Owned, Base):
    """What one of the hosts found good (guarded): one a host and visit, hers to change and to delete."""

    __tablename__ = "visit_notes"
    __table_args__ = (
        within("visit_id", "visits"),
        within("author_id", "people"),
        UniqueConstraint("network_id", "visit_id", "author_id"),
    )

    visit_id: Mapped[UUID] = mapped_column(Uuid)
    author_id: Mapped[UUID] = mapped_column(Uuid)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def get(here: Here, id: UUID) -> VisitNote | None:
    """Return one note."""
    return here.session.get(VisitNote, (here.network_id, id), populate_existing=True)


def of_visit(here: Here, visit_id: UUID) -> list[VisitNote]:
    """Return the notes of a visit in the order of writing."""
    its = (VisitNote.network_id == here.network_id) & (VisitNote.visit_id == visit_id)
    return list(here.session.scalars(select(VisitNote).where(its).order_by(VisitNote.at, VisitNote.id)))


def write(here: Here, visit_id: UUID, author_id: UUID, body: str, now: datetime) -> VisitNote:
    """Keep what somebody found good at a visit, in place of what she wrote before."""
    own = next((one for one in of_visit(here, visit_id) if one.author_id == author_id), None)
    if own is None:
        own = VisitNote(network_id=here.network_id, visit_id=visit_id, author_id=author_id)
        here.session.add(own)
    own.body, own.at = body, now
    here.session.flush()
    return own


def remove(here: Here, id: UUID, author_id: UUID) -> bool:
    """Delete somebody's own note; False where there is none (any more)."""
    own = (VisitNote.network_id == here.network_id) & (VisitNote.id == id) & (VisitNote.author_id == author_id)
    return here.session.scalar(delete(VisitNote).where(own).returning(VisitNote.id)) is not None
