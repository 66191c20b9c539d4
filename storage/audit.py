"""The record: who did what to whom in a network, append-only and chained, so that what is altered shows; no content.

The database itself refuses to change or delete a line (triggers of migration 0003). How far the record once reached is
kept beside the keys (storage/heads.py), so that an end that was cut off shows, too.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, Uuid, bindparam, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.networks import Network
from storage.tables import Owned

Digest = Callable[[str], bytes]

FIRST = b""
REFUSED = "refused"
# A forger must not be able to fill the record: so many lines about one person's refused presses a day.
MOST_REFUSED = 5
# Written at the start after the record was found to end earlier than it once did.
SHORTER = "record.shorter"


class Entry(Owned, Base):
    """One entry: its place in the network's record, who (None: the command line), what, to whom, and the link.

    `did` is a code word; `detail` another one where there is a choice (a role). `link` binds it to the entry before it:
    a keyed digest, so that whoever has the database alone cannot make the record whole again after a change.
    """

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("network_id", "place"), Index("ix_audit_actor", "network_id", "actor", "at"))

    place: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[UUID | None] = mapped_column(Uuid)
    did: Mapped[str] = mapped_column(String(40))
    whom: Mapped[UUID | None] = mapped_column(Uuid)
    detail: Mapped[str] = mapped_column(String(40))
    link: Mapped[bytes] = mapped_column(LargeBinary(32))


# Built once: each entry asks them, and each minute asks for the newest.
_HERE = Entry.network_id == bindparam("network")
_HEAD = select(Entry).where(_HERE).order_by(Entry.place.desc()).limit(1)
_REFUSALS = select(func.count()).where(_HERE, Entry.actor == bindparam("actor"), Entry.did == REFUSED)
_REFUSALS = _REFUSALS.where(Entry.at >= bindparam("since"))
# Its row is what writers of one network wait for; whoever only points at the network does not wait.
_WAITED_FOR = select(Network.id).where(Network.id == bindparam("network")).with_for_update(key_share=True)


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
    here.session.execute(_WAITED_FOR, {"network": here.network_id})
    last = head(here)
    place = last.place + 1 if last else 1
    entry = Entry(network_id=here.network_id, place=place, at=now, actor=actor, did=did, whom=whom, detail=detail)
    entry.link = link_of(digest, last.link if last else FIRST, entry)
    here.session.add(entry)
    here.session.flush()


def refused(here: Here, digest: Digest, actor: UUID, what: str, now: datetime, today: datetime) -> bool:
    """Append that somebody pressed what is not hers, at most MOST_REFUSED times since `today` began."""
    asked = {"network": here.network_id, "actor": actor, "since": today}
    written = here.session.scalar(_REFUSALS, asked) or 0
    if written < MOST_REFUSED:
        note(here, digest, actor, REFUSED, now, detail=what[:40])
    return written < MOST_REFUSED


def head(here: Here) -> Entry | None:
    """Return the newest entry."""
    return here.session.scalars(_HEAD, {"network": here.network_id}).one_or_none()


def get(here: Here, id: UUID) -> Entry | None:
    """Return the entry with this id, if it is of this network."""
    return here.session.get(Entry, (here.network_id, id))


def newest(here: Here, before: int | None, most: int) -> list[Entry]:
    """Return the entries that come before a place (None: all), newest first."""
    wanted = select(Entry).where(Entry.network_id == here.network_id).order_by(Entry.place.desc())
    return list(here.session.scalars((wanted if before is None else wanted.where(Entry.place < before)).limit(most)))


def shortened(here: Here) -> list[datetime]:
    """Return when the record was found to end earlier than it once did, oldest first."""
    wanted = select(Entry.at).where(Entry.network_id == here.network_id, Entry.did == SHORTER)
    return list(here.session.scalars(wanted.order_by(Entry.place)))


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place that is not bound to what stands before it, and the moment that stands there."""

    place: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Verified:
    """How many entries were looked at, and the first broken place, if there is one."""

    count: int
    broken: Broken | None


def verify(here: Here, digest: Digest, last: int | None = None) -> Verified:
    """Walk along the chain from its beginning, or along its `last` entries, to the first broken place."""
    wanted = select(Entry).where(Entry.network_id == here.network_id).order_by(Entry.place)
    place, before = 0, FIRST
    if last is not None and (found := newest(here, None, last + 1)[last:]):
        place, before = found[0].place, found[0].link
        wanted = wanted.where(Entry.place > place)
    count = 0
    with closing(here.session.scalars(wanted.execution_options(yield_per=500))) as entries:
        for entry in entries:
            place, count = place + 1, count + 1
            if entry.place != place or entry.link != link_of(digest, before, entry):
                return Verified(count, Broken(place, entry.at))
            before = entry.link
    return Verified(count, None)


def link_of(digest: Digest, before: bytes, entry: Entry) -> bytes:
    """Return what binds an entry to the one before it."""
    parts = (entry.network_id, entry.id, entry.place, entry.at.timestamp(), entry.actor, entry.did, entry.whom)
    whole = (before.hex(), *parts, entry.detail)
    return digest("audit:" + "".join(f"{len(str(part))}:{part}" for part in whole))
