"""Sealed values as an old backup would have them, and what the newest keys still open of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from bot.app import Stores
from storage.accounts import Account
from storage.drafts import drafts
from storage.inbox import inbox
from storage.reflections import Reflection, ReflectionLine
from storage.seal import Place, Unreadable
from storage.shares import Share


@dataclass(frozen=True)
class Sealed:
    """A sealed value with its place and its owner."""

    place: Place
    person: UUID
    value: bytes


def backup(stores: Stores) -> list[Sealed]:
    """Return every sealed value that the main database has now."""
    lines, kept, s, d = ReflectionLine.__table__.c, Reflection.__table__.c, Share.__table__.c, drafts.c
    columns = (
        ("reflections", "body", kept.network_id, kept.id, kept.person_id, kept.body),
        ("reflection_lines", "body", lines.network_id, lines.id, lines.person_id, lines.body),
        ("shares", "body", s.network_id, s.id, s.owner_id, s.body),
        ("drafts", "answers", d.network_id, d.id, d.person_id, d.answers),
    )
    with stores.database.read() as session:
        found = [
            Sealed(Place(row[0], table, column, row[1]), row[2], row[3])
            for table, column, *parts in columns
            for row in session.execute(select(*parts))
        ]
        failed = select(Account.network_id, inbox.c.id, Account.person_id, inbox.c.body)
        failed = failed.join(Account, Account.user_id == inbox.c.user_id).where(inbox.c.body.is_not(None))
        return found + [Sealed(Place(r[0], "inbox", "body", r[1]), r[2], r[3]) for r in session.execute(failed)]


def opened(stores: Stores, values: list[Sealed]) -> list[str]:
    """Return the texts of those values that the keys open now."""
    texts = []
    for one in values:
        try:
            texts.append(stores.keys.open(one.place, one.person, one.value).decode())
        except Unreadable:
            continue
    return texts
