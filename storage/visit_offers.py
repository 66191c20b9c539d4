"""Offers: that the centre has told an office, gently, that somebody would come; never what the office said to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within


class VisitOffer(Owned, Base):
    """One offer to an office: when, by which coordinator, and since when it needs no answer any more.

    It is closed alike by who asks for a visit and by who would rather not now: nobody can read which it was.
    """

    __tablename__ = "visit_offers"
    __table_args__ = (
        within("office_id", "offices"),
        within("by_id", "people"),
        Index("ix_visit_offers_office", "network_id", "office_id", "offered_at"),
    )

    office_id: Mapped[UUID] = mapped_column(Uuid)
    by_id: Mapped[UUID | None] = mapped_column(Uuid)
    offered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def add(here: Here, office_id: UUID, by: UUID, now: datetime) -> VisitOffer:
    """Keep that an office was offered a visit."""
    offer = VisitOffer(network_id=here.network_id, office_id=office_id, by_id=by, offered_at=now)
    here.session.add(offer)
    here.session.flush()
    return offer


def get(here: Here, id: UUID) -> VisitOffer | None:
    """Return one offer as it stands now."""
    return here.session.get(VisitOffer, (here.network_id, id), populate_existing=True)


def newest(here: Here) -> dict[UUID, datetime]:
    """Return when each office was offered a visit last."""
    wanted = select(VisitOffer.office_id, VisitOffer.offered_at).where(VisitOffer.network_id == here.network_id)
    return {row[0]: row[1] for row in here.session.execute(wanted.order_by(VisitOffer.offered_at))}


def close(here: Here, office_id: UUID, now: datetime) -> None:
    """Let all offers to an office need no answer any more."""
    its = (VisitOffer.network_id == here.network_id) & (VisitOffer.office_id == office_id)
    for offer in here.session.scalars(select(VisitOffer).where(its, VisitOffer.closed_at.is_(None))):
        offer.closed_at = now
    here.session.flush()
