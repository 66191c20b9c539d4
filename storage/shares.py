"""Shares: lines of a reflection that its owner lets named people read, until she takes them back; sealed by her key."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, UtcDateTime
from storage.tables import Owned, within


class Share(Owned, Base):
    """Chosen lines of one reflection, for one use: 'mutual', 'single' (個別SV) or 'group' (グループSV).

    `state`: 'offered' (mutual: nobody reads yet), 'open' (its readers can read), 'declined'. `answers` is the share
    that a mutual one was given in return for. The body is sealed with a key of its own under the owner's key: taking it
    back shreds every copy.
    """

    __tablename__ = "shares"
    __table_args__ = (within("owner_id", "people"), within("reflection_id", "reflections"), within("answers", "shares"))

    owner_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    reflection_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    purpose: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    answers: Mapped[UUID | None] = mapped_column(Uuid)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Reader(Owned, Base):
    """Somebody who may read a share."""

    __tablename__ = "share_readers"
    __table_args__ = (
        within("share_id", "shares"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "share_id", "person_id"),
    )

    share_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid, index=True)
