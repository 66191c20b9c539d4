"""Gatherings: a code that is shown in a meeting, so that everybody there tries a reflection at once; only how many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, LargeBinary, Uuid, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import EVERYWHERE, Base, Here, UtcDateTime, insert_once
from storage.ids import uuid7
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


GOOD_FOR = timedelta(hours=2)
# Whoever shows the code may still want to know how many there were.
KEPT_FOR = timedelta(days=1)

Digest = Callable[[str], bytes]


def code_of(id: UUID, digest: Digest) -> str:
    """Return a gathering's six digits; `digest` is keys.Keys.digest, so nobody can tell them from the row."""
    return f"{int.from_bytes(digest(f'gathering:{id}')[:8]) % 10**6:06}"


def _hash(code: str, digest: Digest) -> bytes:
    # Not a sign-in's: the same digits of another kind are other digits.
    return digest(f"gathering-code:{code}")


def begin(here: Here, made_by: UUID, digest: Digest, now: datetime) -> Gathering:
    """Begin a gathering whose code is good for two hours."""
    table = Gathering.metadata.tables[Gathering.__tablename__]
    while True:
        id = uuid7()
        row = {"network_id": here.network_id, "id": id, "made_by": made_by, "made_at": now, "finished": 0}
        row |= {"code_hash": _hash(code_of(id, digest), digest), "expires_at": now + GOOD_FOR}
        # Another gathering, of whatever network, may just have the same digits.
        added = insert_once(here.session.connection(), table).values(row)
        once = added.on_conflict_do_nothing(index_elements=["code_hash"]).returning(table.c.id)
        if here.session.scalar(once) is not None:
            return here.session.get_one(Gathering, (here.network_id, id))


def get(here: Here, id: UUID) -> Gathering | None:
    """Return a gathering of this network, as it stands now."""
    return here.session.get(Gathering, (here.network_id, id), populate_existing=True)


def newest(here: Here) -> Gathering | None:
    """Return the network's newest gathering that is still kept."""
    wanted = select(Gathering).where(Gathering.network_id == here.network_id)
    return here.session.scalars(wanted.order_by(Gathering.made_at.desc(), Gathering.id.desc()).limit(1)).one_or_none()


def by_code(here: Here, code: str, digest: Digest, now: datetime) -> Gathering | None:
    """Return the network's gathering that these digits belong to; None when they are wrong or it is over."""
    mine = (Gathering.network_id == here.network_id) & (Gathering.expires_at > now)
    return here.session.scalar(select(Gathering).where(mine, Gathering.code_hash == _hash(code, digest)))


def finish(here: Here, id: UUID) -> None:
    """Count one more who has finished, and nothing else about her."""
    mine = (Gathering.network_id == here.network_id) & (Gathering.id == id)
    one_more = update(Gathering).where(mine).values(finished=Gathering.finished + 1)
    here.session.execute(one_more.execution_options(synchronize_session=False))


# Built once: each sweep has it done.
_OVER = delete(Gathering).where(Gathering.expires_at <= bindparam("until")).execution_options(**EVERYWHERE)


def sweep(link: Connection, now: datetime) -> None:
    """Forget the gatherings that have long been over."""
    link.execute(_OVER, {"until": now - KEPT_FOR})
