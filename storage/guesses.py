"""Guesses: wrong codes, counted so that nobody can try them all; no code and no address is kept, only a hash of who."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    LargeBinary,
    Table,
    Uuid,
    bindparam,
    delete,
    false,
    func,
    insert,
    select,
    text,
)

from storage.db import Base, Session, UtcDateTime
from storage.ids import uuid7

# So many wrong ones in this time, and no code is taken for the rest of it: of one person's, or of anybody's.
WINDOW = timedelta(minutes=10)
BY_ONE, BY_ALL = 5, 30

# Of no network: whoever guesses belongs to none yet. What `known` people try (a meeting's code) closes no door to
# others.
guesses = Table(
    "guesses",
    Base.metadata,
    Column("id", Uuid, primary_key=True),
    Column("who", LargeBinary(32), nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("known", Boolean, nullable=False, server_default=false()),
    Index("ix_guesses_who", "who", "at"),
)


def add(link: Connection, who: bytes, now: datetime, *, known: bool = False) -> None:
    """Count a wrong guess."""
    link.execute(insert(guesses).values(id=uuid7(), who=who, at=now, known=known))


# Built once: whoever guesses in a hurry costs no more than she must.
_SINCE = select(func.count()).select_from(guesses).where(guesses.c.at > bindparam("since"))
_BY_ALL = _SINCE.where(~guesses.c.known)
_BY_ONE = _SINCE.where(guesses.c.who == bindparam("who"))


def count(link: Connection, since: datetime, who: bytes | None = None) -> int:
    """Return how many wrong guesses there were since a moment, by one or by anybody whom nobody knew."""
    if who is None:
        return int(link.scalar(_BY_ALL, {"since": since}) or 0)
    return int(link.scalar(_BY_ONE, {"since": since, "who": who}) or 0)


def add_known(session: Session, who: bytes, now: datetime) -> None:
    """Count a wrong guess of somebody who is known: it closes no door to others."""
    add(session.connection(), who, now, known=True)


def known_too_many(session: Session, who: bytes, now: datetime) -> bool:
    """Tell whether somebody who is known has guessed wrong so often that she may try none now."""
    return count(session.connection(), now - WINDOW, who) >= BY_ONE


def wait_for_others(link: Connection) -> None:
    """Let guesses come one after another until the transaction ends, or several at once would each count too few."""
    # On SQLite there is one writer anyway.
    if link.dialect.name == "postgresql":
        link.execute(text("LOCK TABLE guesses IN SHARE ROW EXCLUSIVE MODE"))


def too_many(link: Connection, who: bytes, now: datetime) -> bool:
    """Tell whether no code may be tried now, by this one or by anybody."""
    since = now - WINDOW
    return count(link, since) >= BY_ALL or count(link, since, who) >= BY_ONE


# Built once: each sweep has it done.
_OVER = delete(guesses).where(guesses.c.at <= bindparam("until"))


def sweep(link: Connection, now: datetime) -> None:
    """Forget the guesses that no longer count."""
    link.execute(_OVER, {"until": now - WINDOW})
