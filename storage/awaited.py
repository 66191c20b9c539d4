"""People whom a roster names and who have not joined yet: their trainings are kept for the day on which they do."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within


class Awaited(Owned, Base):
    """Somebody of a roster: name and office as they are written there, and her trainings.

    `rows`: [{"course": "initial", "done_on": "2021-11-20", "exactly": "day"}]. Once she has
    joined and said that it is she, they are hers, and this row goes.
    """

    __tablename__ = "awaited"
    __table_args__ = (within("entered_by", "people"), UniqueConstraint("network_id", "name", "office"))

    name: Mapped[str] = mapped_column(String(60))
    office: Mapped[str] = mapped_column(String(100))
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    entered_by: Mapped[UUID | None] = mapped_column(Uuid)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)


def everyone(here: Here) -> list[Awaited]:
    """Return everybody who is waited for, by office and name."""
    wanted = select(Awaited).where(Awaited.network_id == here.network_id)
    return list(here.session.scalars(wanted.order_by(Awaited.office, Awaited.name)))
