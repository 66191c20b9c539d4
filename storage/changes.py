"""Changes of a network's own words and data: who made each, what it was before, and whether it was taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.ids import next_id
from storage.tables import Owned, within


class Change(Owned, Base):
    """One change: what ('term.well', 'contacts', 'hours', 'closed_days', 'topics', 'set'), before, after, by whom."""

    __tablename__ = "changes"
    __table_args__ = (within("made_by", "people"),)

    made_by: Mapped[UUID] = mapped_column(Uuid)
    what: Mapped[str] = mapped_column(String(40))
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def add(here: Here, made_by: UUID, what: str, before: Any, after: Any, now: datetime) -> None:
    """Keep what somebody has changed."""
    # Two of one millisecond keep their order.
    row = Change(
        id=next_id(), network_id=here.network_id, made_by=made_by, what=what, before=before, after=after, made_at=now
    )
    here.session.add(row)
    here.session.flush()


def get(here: Here, id: UUID) -> Change | None:
    """Return one change of the network."""
    return here.session.get(Change, (here.network_id, id))


def newest(here: Here, most: int, behind: UUID | None = None, what: str | None = None) -> list[Change]:
    """Return the newest changes, or the newest of those older than one; of one thing where it is named."""
    wanted = select(Change).where(Change.network_id == here.network_id)
    # Ids are made in the order of time.
    wanted = wanted.where(Change.id < behind) if behind else wanted
    wanted = wanted.where(Change.what == what) if what else wanted
    return list(here.session.scalars(wanted.order_by(Change.id.desc()).limit(most)))


def touched(here: Here) -> set[str]:
    """Return what has ever been changed in the chat."""
    return set(here.session.scalars(select(Change.what).where(Change.network_id == here.network_id).distinct()))
