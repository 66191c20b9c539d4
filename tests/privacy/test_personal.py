"""Every column of every table is classified; what is hers is exported, and nothing of it is left when she has gone."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table

from storage import keys, schema
from storage.personal import KEYS, TABLES


def columns(metadata: MetaData) -> set[str]:
    """Return every column as table.column."""
    return {f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.c}


def test_every_column_is_classified() -> None:
    # A new one: add it to storage/personal.py, and say whether she is given it and what becomes of it.
    for stores, metadata in ((TABLES, schema.metadata), (KEYS, keys.metadata)):
        classified = [f"{one.table.name}.{name}" for one in stores for name in one.columns]
        assert sorted(columns(metadata) - set(classified)) == []
        assert sorted(set(classified) - columns(metadata)) == []


def test_no_column_is_classified_twice() -> None:
    for one in (*TABLES, *KEYS):
        names = [*one.given, *one.opened, *one.people, *one.withheld]
        assert sorted(names) == sorted(set(names)), one.table.name


def test_what_points_at_a_person_has_an_owner_or_says_why_not() -> None:
    def points_at_her(table: Table, column: Column[object]) -> bool:
        keys = [key.column for key in column.foreign_keys]
        return any(key.table.name == "people" and key.name == "id" for key in keys)

    for one in TABLES:
        pointing = [column.name for column in one.table.c if points_at_her(one.table, column)]
        assert not pointing or one.hers is not None, one.table.name
        assert set(pointing) <= one.given | one.people, one.table.name
