"""What the guard remembers without knowing it: who is which letter in a thread, and which words are no names."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, UtcDateTime
from storage.tables import Owned, within


class Mask(Owned, Base):
    """A keyed digest of a name that was masked in a thread, and its letter: the name itself is nowhere."""

    __tablename__ = "masks"
    __table_args__ = (within("question_id", "questions"), UniqueConstraint("network_id", "question_id", "digest"))

    question_id: Mapped[UUID] = mapped_column(Uuid)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    letter: Mapped[str] = mapped_column(String(10))


class Harmless(Owned, Base):
    """A keyed digest of a word of which somebody said 名前ではありません: the guard passes it by in this network."""

    __tablename__ = "harmless"
    __table_args__ = (UniqueConstraint("network_id", "digest"),)

    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
