"""The record: who did what to whom in a network, append-only and chained, so that what is altered shows; no content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, String, UniqueConstraint, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.networks import Network
from storage.tables import Owned

Digest = Callable[[str], bytes]

FIRST = b""


class Entry(Owned, Base):
    """One entry: its place in the network's record, who (None: the command line), what, to whom, and the link.

    `did` is a code word; `detail` another one where there is a choice (a role). `link` binds it to the entry before it:
    a keyed digest, so that whoever has the database alone cannot make the record whole again after a change.
    """

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("network_id", "place"),)

    place: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[UUID | None] = mapped_column(Uuid)
    did: Mapped[str] = mapped_column(String(40))
    whom: Mapped[UUID | None] = mapped_column(Uuid)
    detail: Mapped[str] = mapped_column(String(40))
    link: Mapped[bytes] = mapped_column(LargeBinary(32))


def note(
    here: Here,
    digest: Digest,
    actor: UUID | None,
    did: str,
    now: datetime,
    *,
    whom: UUID | None = None,
    detail: str = "",
) -> None:
    """Append an entry; `digest` is keys.Keys.digest. Entries of one network are written one after another."""
    # Its row is what writers of one network wait for; on SQLite there is one writer anyway.
    here.session.execute(select(Network.id).where(Network.id == here.network_id).with_for_update())
    mine = Entry.network_id == here.network_id
    last = here.session.scalars(select(Entry).where(mine).order_by(Entry.place.desc()).limit(1)).one_or_none()
    place = last.place + 1 if last else 1
    entry = Entry(network_id=here.network_id, place=place, at=now, actor=actor, did=did, whom=whom, detail=detail)
    entry.link = link_of(digest, last.link if last else FIRST, entry)
    here.session.add(entry)
    here.session.flush()


def link_of(digest: Digest, before: bytes, entry: Entry) -> bytes:
    """Return what binds an entry to the one before it."""
    parts = (entry.network_id, entry.id, entry.place, entry.at.timestamp(), entry.actor, entry.did, entry.whom)
    whole = (before.hex(), *parts, entry.detail)
    return digest("audit:" + "".join(f"{len(str(part))}:{part}" for part in whole))
