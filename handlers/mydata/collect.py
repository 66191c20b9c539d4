"""All that is a person's, read and opened in one turn; afterwards it is only written down, for programs to read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from handlers.kit.turn import Turn
from storage import personal
from storage.keys import TextKey
from storage.seal import Unreadable, key_id_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A person's rows by table, opened: plain values only, and no connection behind any of them."""

    at: datetime
    network: str
    office: Mapping[str, str]
    tables: Mapping[str, list[Row]]

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table."""
        return self.tables.get(table, [])


@dataclass(slots=True)
class _Opener:
    """Opens what is sealed; the lines of one text share its key, which is looked up once."""

    turn: Turn
    keys: dict[UUID, TextKey] = field(default_factory=dict)

    def open(self, table: str, column: str, row: UUID, value: bytes) -> Any:
        """Return what a column says; None where its key is gone."""
        try:
            return _read(self._plain(table, column, row, value))
        except Unreadable:
            return None

    def _plain(self, table: str, column: str, row: UUID, value: bytes) -> bytes:
        if value[:1] in (b"{", b""):
            # The draft of an ordinary form, which holds nothing private.
            return value
        id = key_id_of(value)
        if id not in self.keys:
            self.keys[id] = self.turn.text_key(id)
        return self.keys[id].open(self.turn.place(table, column, row), value)


def _read(plain: bytes) -> Any:
    text = plain.decode()
    try:
        return json.loads(text)
    except ValueError:
        return text


def collect(turn: Turn) -> Found:
    """Read and open all that is the person's."""
    opener = _Opener(turn)
    tables: dict[str, list[Row]] = {}
    sealed = {one.table.name: one.opened for one in personal.TABLES}
    for name, rows in personal.rows_of(turn.here, turn.person_id).items():
        for row in rows:
            id = row.pop("_row")
            row |= {column: opener.open(name, column, id, row[column]) for column in sealed[name] if row[column]}
        tables[name] = rows
    office = turn.who.office
    named = {"name": office.name, "corporation": office.corporation} if office else {}
    return Found(turn.now, turn.who.network.name, named, tables)


def made(found: Found) -> bytes:
    """Return all of it as JSON, in UTF-8."""
    whole = {"made_at": found.at, "network": found.network, "office": dict(found.office), **found.tables}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)
