"""Guesses: wrong codes, counted so that nobody can try them all; no code and no address is kept, only a hash of who."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Connection, Index, LargeBinary, Table, Uuid, delete, func, insert, select

from storage.db import Base, UtcDateTime
from storage.ids import uuid7

# Of no network: whoever guesses belongs to none yet.
guesses = Table(
    "guesses",
    Base.metadata,
    Column("id", Uuid, primary_key=True),
    Column("who", LargeBinary(32), nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Index("ix_guesses_who", "who", "at"),
)


def add(link: Connection, who: bytes, now: datetime) -> None:
    """Count a wrong guess."""
    link.execute(insert(guesses).values(id=uuid7(), who=who, at=now))


def count(link: Connection, since: datetime, who: bytes | None = None) -> int:
    """Return how many wrong guesses there were since a moment, by one or by anybody."""
    wanted = select(func.count()).select_from(guesses).where(guesses.c.at > since)
    return int(link.scalar(wanted if who is None else wanted.where(guesses.c.who == who)) or 0)


def sweep(link: Connection, until: datetime) -> None:
    """Forget the guesses up to a moment."""
    link.execute(delete(guesses).where(guesses.c.at <= until))
