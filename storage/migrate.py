"""Migrations: each start brings both stores to the program's schema, safely even when two processes start at once."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine, event, text

from storage.fault import fault

Store = Literal["main", "keys"]

FOLDER = Path(__file__).parent / "migrations"

# The newest revision of each store, so that a start with nothing to do need not import Alembic; a test compares.
HEADS: dict[Store, str] = {"main": "0007", "keys": "0002"}

_LOCK = 0x1D0BA7A

# How texts are looked up (storage/search.py) is each database's own.
_ITS_OWN = ("search_fts", "ix_search_index_tokens")


# Asked at every start, of two databases: what the dialect itself asks would be built anew each time. Of PostgreSQL's
# table of tables, for what its functions say of a name may be from before another process made it.
_THERE = {
    "sqlite": text("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"),
    "postgresql": text(
        "SELECT count(*) FROM pg_catalog.pg_class"
        " WHERE relname = 'alembic_version' AND relkind IN ('r', 'p') AND pg_catalog.pg_table_is_visible(oid)"
    ),
}
_VERSION = text("SELECT version_num FROM alembic_version")


class SchemaTooNew(Exception):
    """The database was made by a newer program than this one."""


def revision_of(connection: Connection) -> str | None:
    """Return the schema revision that a database has; None for an empty one."""
    if not connection.scalar(_THERE[connection.dialect.name]):
        return None
    found: str | None = connection.scalar(_VERSION)
    return found


def is_ours(name: str | None, kind: str, _parents: object = None) -> bool:
    """Tell Alembic whether something in the database is compared with what the code says."""
    return kind not in ("table", "index") or name is None or not name.startswith(_ITS_OWN)


def migrate(engine: Engine, store: Store) -> bool:
    """Bring a store to the program's schema; return whether anything was done. Raises SchemaTooNew."""
    with engine.connect() as connection:
        found = revision_of(connection)
        if found == HEADS[store]:
            return False
    _refuse_newer(store, found)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # Recreating a parent table with foreign keys on would delete its children.
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                return _locked(connection, store)
        finally:
            connection.invalidate()


def _locked(connection: Connection, store: Store) -> bool:
    # SQLite's BEGIN IMMEDIATE is already exclusive; PostgreSQL takes a lock of its own for the transaction.
    if connection.dialect.name == "postgresql":
        # However long the other one, or whoever reads a table, takes: a start waits for it.
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    found = revision_of(connection)
    if found == HEADS[store]:
        return False
    _refuse_newer(store, found)
    event.listen(connection, "before_cursor_execute", lambda *_: fault("migrate.statement"))
    _upgrade(connection, store)
    fault("migrate.before_commit")
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"{len(broken)} rows point nowhere")
    return True


def _upgrade(connection: Connection, store: Store) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER / store))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _refuse_newer(store: Store, found: str | None) -> None:
    if found is not None and found > HEADS[store]:
        raise SchemaTooNew(found)
