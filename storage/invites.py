"""Invitations: a link and a short code with a role and an office; one use, only hashes of them are kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, UtcDateTime
from storage.tables import Owned, within


class Invite(Owned, Base):
    """An invitation: who made it (None: the command line), for which role and office, a name to know it by.

    `token_hash` is of the link, good until `expires_at`; `code_hash` (keyed) of the digits, good until `code_until`.
    `used_at` and `person_id` say when it was used and who came by it; `taken_back_at` ends it unused.
    """

    __tablename__ = "invites"
    __table_args__ = (
        within("made_by", "people"),
        within("office_id", "offices"),
        within("person_id", "people"),
    )

    made_by: Mapped[UUID | None] = mapped_column(Uuid)
    role: Mapped[str] = mapped_column(String(20))
    office_id: Mapped[UUID | None] = mapped_column(Uuid)
    name: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    code_until: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person_id: Mapped[UUID | None] = mapped_column(Uuid)
