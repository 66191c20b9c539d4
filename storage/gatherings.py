"""Gatherings: a code that is shown in a meeting, so that everybody there tries a reflection at once; only how many."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, UtcDateTime
from storage.tables import Owned, within


class Gathering(Owned, Base):
    """One meeting: who shows the code, its keyed hash, until when it is good, how many have finished; never who."""

    __tablename__ = "gatherings"
    __table_args__ = (within("made_by", "people"),)

    made_by: Mapped[UUID] = mapped_column(Uuid)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    finished: Mapped[int] = mapped_column(default=0)
