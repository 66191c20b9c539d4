"""What the guard remembers without knowing it: who is which letter in a thread, and which words are no names."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, String, Table, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime, insert_once
from storage.ids import uuid7
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


def harmless(here: Here, digests: Collection[bytes]) -> set[bytes]:
    """Return those of the digests that the network knows as harmless."""
    wanted = select(Harmless.digest).where(Harmless.network_id == here.network_id)
    return set(here.session.scalars(wanted.where(Harmless.digest.in_(list(digests)))))


def pass_by(here: Here, digest: bytes, now: datetime) -> None:
    """Let the guard pass a word by in this network from now on."""
    row = {"network_id": here.network_id, "id": uuid7(), "digest": digest, "said_at": now}
    _once(here, Harmless, row)


def letters(here: Here, question_id: UUID) -> dict[bytes, str]:
    """Return who is which letter in a thread, by digest."""
    wanted = select(Mask.digest, Mask.letter)
    wanted = wanted.where(Mask.network_id == here.network_id, Mask.question_id == question_id)
    return {row.digest: row.letter for row in here.session.execute(wanted)}


def remember(here: Here, question_id: UUID, digest: bytes, letter: str) -> None:
    """Keep as what somebody is masked in a thread; what is there already stays."""
    row = {"network_id": here.network_id, "id": uuid7(), "question_id": question_id}
    _once(here, Mask, row | {"digest": digest, "letter": letter})


def _once(here: Here, model: type[Harmless | Mask], row: dict[str, object]) -> None:
    table = model.__table__
    assert isinstance(table, Table)
    added = insert_once(here.session.connection(), table).values(**row)
    here.session.execute(added.on_conflict_do_nothing())
