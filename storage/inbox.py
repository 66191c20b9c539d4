"""The inbox: which events were done, so that none is done twice. It holds no text but that of failed turns, sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Insert,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.db import Base, UtcDateTime
from storage.ids import uuid7

BODY_DAYS = 7
ROW_DAYS = 30

inbox = Table(
    "inbox",
    Base.metadata,
    Column("id", Uuid, primary_key=True),
    Column("source", String(100), nullable=False),
    Column("external_id", String(100), nullable=False),
    Column("platform", String(20), nullable=False),
    Column("user_id", String(100), nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("replied", Boolean, nullable=False),
    Column("received_at", UtcDateTime, nullable=False, index=True),
    Column("body", LargeBinary),
    UniqueConstraint("source", "external_id"),
    Index("ix_inbox_unreplied", "replied", "received_at"),
)


_REPLIED = update(inbox).where(inbox.c.id == bindparam("row")).values(replied=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event's row: its state (started, done, failed) and how often it was begun."""

    id: UUID
    state: str
    attempts: int


def add(
    link: Connection, source: str, external_id: str, user: tuple[str, str], state: str, now: datetime
) -> UUID | None:
    """Write an event's row; None when the event was seen before: (source, external id) is unique."""
    row = {"id": uuid7(), "source": source, "external_id": external_id, "platform": user[0], "user_id": user[1]}
    row |= {"state": state, "attempts": 1, "replied": False, "received_at": now, "body": None}
    written: UUID | None = link.scalar(_add(link.dialect.name), row)
    return written


@cache
def _add(dialect: str) -> Insert:
    # Built once: building costs more than what the database does with it.
    insert = sqlite.insert(inbox) if dialect == "sqlite" else postgresql.insert(inbox)
    values: dict[str, Any] = {column.name: bindparam(column.name) for column in inbox.c}
    return insert.values(values).on_conflict_do_nothing().returning(inbox.c.id)


def find(link: Connection, source: str, external_id: str) -> Entry | None:
    """Return the row of an event that was seen before."""
    wanted = select(inbox.c.id, inbox.c.state, inbox.c.attempts)
    row = link.execute(wanted.where(inbox.c.source == source, inbox.c.external_id == external_id)).one_or_none()
    return Entry(*row) if row else None


def finish(link: Connection, id: UUID, state: str, body: bytes | None = None) -> None:
    """Set an event's final state; a failed one keeps its sealed body for a week."""
    link.execute(update(inbox).where(inbox.c.id == id).values(state=state, body=body))


def mark_replied(link: Connection, ids: Sequence[UUID]) -> None:
    """Note that the replies to these events were handed to their faces."""
    if ids:
        link.execute(_REPLIED, [{"row": id} for id in ids])


# Built once, as those of the sweep.
_OLD = inbox.c.received_at <= bindparam("until")
_UNREPLIED = (
    select(inbox.c.id, inbox.c.platform, inbox.c.user_id)
    .where(inbox.c.replied.is_(False), inbox.c.state != "started", inbox.c.received_at >= bindparam("since"), _OLD)
    .order_by(inbox.c.id)
)


def unreplied(link: Connection, since: datetime, until: datetime) -> list[tuple[UUID, str, str]]:
    """Return (id, platform, user id) of events that were done but perhaps never answered, oldest first."""
    found = link.execute(_UNREPLIED, {"since": since, "until": until})
    return [(row.id, row.platform, row.user_id) for row in found]


def not_taken(link: Connection, user: tuple[str, str], since: datetime) -> list[UUID]:
    """Return the events of a platform's user that could not be taken, of which she was perhaps never told."""
    hers = (inbox.c.platform == user[0]) & (inbox.c.user_id == user[1])
    wanted = select(inbox.c.id).where(hers, inbox.c.replied.is_(False), inbox.c.state == "failed")
    return list(link.scalars(wanted.where(inbox.c.received_at >= since)))


_WIPED = update(inbox).where(inbox.c.body.is_not(None), _OLD).values(body=None).returning(inbox.c.id)
_DROPPED = delete(inbox).where(_OLD)


def sweep(link: Connection, now: datetime) -> list[UUID]:
    """Wipe failed bodies after seven days and drop rows after thirty; return the ids whose bodies are gone."""
    ids = list(link.scalars(_WIPED, {"until": now - timedelta(days=BODY_DAYS)}))
    link.execute(_DROPPED, {"until": now - timedelta(days=ROW_DAYS)})
    return ids
