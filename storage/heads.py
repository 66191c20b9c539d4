"""How far each network's record once reached, kept beside the keys, of which only the newest copy is ever put back.

A head is moved on after the record was committed: it may lag behind, it never leads. Where it leads after all, the
record ends earlier than it once did: an older copy of the main database was put back, or its end was cut off.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage import audit
from storage.db import Here
from storage.keys import Keys, heads


@dataclass(frozen=True, slots=True)
class Head:
    """The place and the link of a record's newest entry."""

    place: int
    link: bytes


# Built once: each minute asks it, and each start.
_OF = select(heads).where(heads.c.network_id == bindparam("network"))


def of(keys: Keys, network: UUID) -> Head | None:
    """Return how far a network's record once reached; None where nobody has looked yet."""
    with keys.engine.connect().execution_options(idobata_read=True) as connection:
        row = connection.execute(_OF, {"network": network}).one_or_none()
    return Head(row.place, row.link) if row else None


def lost(here: Here, kept: Head | None) -> bool:
    """Tell whether what is kept is no part of the record any more; look it up before the transaction begins."""
    if kept is None:
        return False
    there = audit.newest(here, kept.place + 1, 1)
    return not there or (there[0].place, there[0].link) != (kept.place, kept.link)


def move_on(keys: Keys, network: UUID, head: Head) -> None:
    """Keep a newer head of the record; an older one, of a worker that was slower, changes nothing."""
    with keys.engine.begin() as connection:
        further = update(heads).where(heads.c.network_id == network, heads.c.place < head.place)
        if connection.execute(further.values(place=head.place, link=head.link)).rowcount == 0:
            _first(connection, network, head)


def begin_again(keys: Keys, network: UUID, head: Head) -> None:
    """Keep the head of a record that was shortened, once that stands in the record itself."""
    with keys.engine.begin() as connection:
        mine = update(heads).where(heads.c.network_id == network)
        connection.execute(mine.values(place=head.place, link=head.link))


def _first(connection: Connection, network: UUID, head: Head) -> None:
    try:
        with connection.begin_nested():
            connection.execute(insert(heads).values(network_id=network, place=head.place, link=head.link))
    except IntegrityError:
        # It is there, and as new or newer: another worker keeps it.
        return
