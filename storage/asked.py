"""Who knows about what (得意な分野), and who was asked directly when: for fair turns, and nobody is asked too often."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, UtcDateTime
from storage.tables import Owned, within


class Expertise(Owned, Base):
    """One thing that a person says she knows about: a topic of the network, or a disability field (障害種別)."""

    __tablename__ = "expertises"
    __table_args__ = (within("person_id", "people"), UniqueConstraint("network_id", "person_id", "topic"))

    person_id: Mapped[UUID] = mapped_column(Uuid)
    topic: Mapped[str] = mapped_column(String(20), index=True)


class Asked(Owned, Base):
    """Somebody who was asked directly about a question, in which step, and when she said that this time she cannot."""

    __tablename__ = "asked"
    __table_args__ = (
        within("question_id", "questions"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "question_id", "person_id"),
        Index("ix_asked_person", "network_id", "person_id", "at"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    step: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    declined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Step(Owned, Base):
    """One step taken so that a question is not left alone: each at most once, whatever was down meanwhile."""

    __tablename__ = "question_steps"
    __table_args__ = (
        within("question_id", "questions"),
        UniqueConstraint("network_id", "question_id", "turn", "step"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid)
    # Reopening a question begins a new turn.
    turn: Mapped[int]
    step: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
