"""People whom a roster names and who have not joined yet: their trainings are kept for the day on which they do."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, String, UniqueConstraint, Uuid, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within


class Awaited(Owned, Base):
    """Somebody of a roster: name and office as they are written there, and her trainings.

    `rows`: [{"course": "initial", "done_on": "2021-11-20", "exactly": "day"}]. `alike` is the same for every spelling
    of name and office. `person_id` is who of the network fits, so that it goes and is exported with her; once she has
    said that it is she, they are hers, and this row goes. `refused_at`: she has said that it is not she. `entered_at`
    is when a roster that was taken named her last: so long after it the row goes (handlers/yearsheet/retention.py).
    """

    __tablename__ = "awaited"
    __table_args__ = (
        within("entered_by", "people"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "alike"),
    )

    name: Mapped[str] = mapped_column(String(60))
    office: Mapped[str] = mapped_column(String(100))
    alike: Mapped[str] = mapped_column(String(64))
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    person_id: Mapped[UUID | None] = mapped_column(Uuid)
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    entered_by: Mapped[UUID | None] = mapped_column(Uuid)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)


def alike(name: str, office: str) -> str:
    """Return what is the same for all spellings of a name and an office: width, spaces and case do not matter."""
    parts = ["".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in (name, office)]
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def everyone(here: Here) -> list[Awaited]:
    """Return everybody who is waited for, by office and name."""
    wanted = select(Awaited).where(Awaited.network_id == here.network_id)
    return list(here.session.scalars(wanted.order_by(Awaited.office, Awaited.name, Awaited.id)))


def get(here: Here, id: UUID) -> Awaited | None:
    """Return one of them."""
    return here.session.get(Awaited, (here.network_id, id), populate_existing=True)


# Built once: home asks it each time.
_FITTING = select(Awaited).where(Awaited.network_id == bindparam("network"), Awaited.alike == bindparam("alike"))


def fitting(here: Here, alike: str) -> Awaited | None:
    """Return who is waited for under these names."""
    return here.session.scalar(_FITTING, {"network": here.network_id, "alike": alike})


def put(here: Here, name: str, office: str, rows: Sequence[Mapping[str, Any]], by: UUID, now: datetime) -> Awaited:
    """Keep somebody's trainings until she joins; what was kept under the same names is replaced, and asked anew."""
    key = alike(name, office)
    found = fitting(here, key)
    if found is None:
        found = Awaited(network_id=here.network_id, alike=key, person_id=None)
        here.session.add(found)
    found.name, found.office, found.rows, found.refused_at = name, office, [dict(row) for row in rows], None
    found.entered_by, found.entered_at = by, now
    here.session.flush()
    return found


def named(here: Here, keys: Collection[str], now: datetime) -> None:
    """Note that a roster names those kept under these names (see `alike`) once more, as they are kept."""
    its = (Awaited.network_id == here.network_id) & Awaited.alike.in_(keys)
    here.session.execute(update(Awaited).where(its).values(entered_at=now))


def remove(here: Here, id: UUID) -> bool:
    """Wait for somebody no more; False where nobody was waited for (any more)."""
    its = (Awaited.network_id == here.network_id) & (Awaited.id == id)
    return here.session.scalar(delete(Awaited).where(its).returning(Awaited.id)) is not None
