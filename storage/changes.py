"""Changes of a network's own words and data: who made each, what it was before, and whether it was taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, UtcDateTime
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
