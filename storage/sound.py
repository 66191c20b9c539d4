"""Which sealed values no key opens any more where they stand: moved, cut short, altered, or their keys are lost."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from storage.db import EVERYWHERE, Database
from storage.keys import Keys, TextKey
from storage.personal import TABLES
from storage.seal import Place, Unreadable, key_id_of

# The network and the key behind an id; None where it was shredded.
Known = dict[UUID, tuple[UUID, TextKey] | None]


def unreadable(database: Database, keys: Keys) -> Iterator[tuple[str, UUID]]:
    """Give (table, row) of each value that cannot be opened; what was shredded is not meant to be."""
    known: Known = {}
    with database.read() as session:
        for one in TABLES:
            for column in sorted(one.opened):
                wanted = select(one.table.c.id, one.table.c[column]).where(one.table.c[column].is_not(None))
                for id, value in session.execute(wanted.order_by(one.table.c.id).execution_options(**EVERYWHERE)):
                    if not _opens(keys, known, (one.table.name, column, id), value):
                        yield one.table.name, id


def _opens(keys: Keys, known: Known, where: tuple[str, str, UUID], value: bytes) -> bool:
    if value[:1] == b"{":
        # The draft of an ordinary form.
        return True
    try:
        id = key_id_of(value)
        if id not in known:
            known[id] = keys.key_behind(id)
        if (found := known[id]) is not None:
            network, key = found
            key.open(Place(network, *where), value)
    except Unreadable:
        return False
    return True
