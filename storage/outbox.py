"""The outbox: notices (a kind and an id, no text) that wait to be said, were said, or could not be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    or_,
    select,
    tuple_,
    update,
)

from storage.db import EVERYWHERE, Base, Here, UtcDateTime, insert_once
from storage.ids import uuid7
from storage.tables import within

LEASE = timedelta(seconds=60)

outbox = Table(
    "outbox",
    Base.metadata,
    Column("network_id", Uuid, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("state", String(10), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("reference", String(200)),
    Column("reason", String(60)),
    PrimaryKeyConstraint("network_id", "id"),
    UniqueConstraint("network_id", "kind", "subject_id", "person_id"),
    Index("ix_outbox_due", "state", "due_at"),
    Index("ix_outbox_person", "network_id", "person_id", "state"),
    within("person_id", "people"),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One row: who is to be told what kind of thing about which subject, and how it stands."""

    network_id: UUID
    id: UUID
    person_id: UUID
    kind: str
    subject_id: UUID
    state: str
    attempts: int
    sent_at: datetime | None


_COLUMNS = [outbox.c[name] for name in Notice.__dataclass_fields__]


def post(here: Here, person_id: UUID, kind: str, subject_id: UUID, due_at: datetime) -> None:
    """Put a notice in the outbox; the same kind about the same subject for the same person stays one row."""
    row = {"network_id": here.network_id, "id": uuid7(), "person_id": person_id, "kind": kind}
    row |= {"subject_id": subject_id, "state": "waiting", "due_at": due_at, "attempts": 0}
    here.session.execute(insert_once(here.session.connection(), outbox).values(row).on_conflict_do_nothing())


def claim(link: Connection, now: datetime, most: int) -> list[Notice]:
    """Take what is due under a lease of a minute; what is still 'sending' past its lease is taken again."""
    fresh = (outbox.c.state == "waiting") & (outbox.c.due_at <= now)
    stuck = (outbox.c.state == "sending") & (outbox.c.lease_until <= now)
    wanted = select(*_COLUMNS).where(or_(fresh, stuck)).order_by(outbox.c.due_at, outbox.c.id).limit(most)
    locked = wanted.with_for_update(skip_locked=True).execution_options(**EVERYWHERE)
    found = [Notice(*row) for row in link.execute(locked)]
    if found:
        link.execute(
            update(outbox)
            .where(tuple_(outbox.c.network_id, outbox.c.id).in_([(n.network_id, n.id) for n in found]))
            .values(state="sending", lease_until=now + LEASE, attempts=outbox.c.attempts + 1)
        )
    return found


def settle(
    link: Connection, notice: Notice, state: str, now: datetime, *, reference: str = "", reason: str = ""
) -> None:
    """Write how a claimed notice ended: sent, waiting (again from now), moot or dead."""
    values: dict[str, Any] = {"state": state, "lease_until": None, "reference": reference, "reason": reason}
    values |= {"sent_at": now} if state == "sent" else {"due_at": now} if state == "waiting" else {}
    link.execute(
        update(outbox).where(outbox.c.network_id == notice.network_id, outbox.c.id == notice.id).values(values)
    )


def open_for(here: Here, person_id: UUID) -> list[Notice]:
    """Return the notices that a person was sent and has not answered, oldest first."""
    wanted = select(*_COLUMNS).where(outbox.c.network_id == here.network_id, outbox.c.person_id == person_id)
    wanted = wanted.where(outbox.c.state == "sent", outbox.c.closed_at.is_(None))
    return [Notice(*row) for row in here.session.execute(wanted.order_by(outbox.c.sent_at, outbox.c.id))]


def close(here: Here, person_id: UUID, kind: str, subject_id: UUID, now: datetime) -> None:
    """Note that a person has answered a notice, or that it no longer matters."""
    here.session.execute(
        update(outbox)
        .where(outbox.c.network_id == here.network_id, outbox.c.person_id == person_id)
        .where(outbox.c.kind == kind, outbox.c.subject_id == subject_id, outbox.c.closed_at.is_(None))
        .values(closed_at=now)
    )
