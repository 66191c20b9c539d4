"""What people mark with one tap: 気になる (a coordinator looks) and 地域課題かも; nobody sees who."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, UtcDateTime
from storage.tables import Owned, within

# For a coordinator to look at; perhaps a matter of the region.
LOOK, REGION = "look", "region"


class Flag(Owned, Base):
    """One mark of one person on a question, or on an answer in it; `settled_at`: a coordinator has dealt with it."""

    __tablename__ = "flags"
    __table_args__ = (
        within("question_id", "questions"),
        within("answer_id", "question_answers"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "question_id", "answer_id", "person_id", "kind"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid)
    answer_id: Mapped[UUID | None] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
