"""The database: engines for SQLite and PostgreSQL, set so that the promises hold, and the session of a turn."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    Table,
    TypeDecorator,
    create_engine,
    event,
    func,
    make_url,
    select,
)
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm import Session as Session

from storage.ids import next_id

BUSY_MS = 5000
# Seconds after which whoever waits to write looks again.
LOOKS = (0.001, 0.008)

# What PostgreSQL says when it can only read: read_only_sql_transaction.
NOT_NOW = ("25006",)

# Marks the few statements that look at all networks at once: intake, delivery, planning and sweeping.
EVERYWHERE: dict[str, Any] = {"idobata_everywhere": True}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC; both databases give an aware one back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware datetime into UTC; a naive one is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware datetime in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables of the main store."""

    def __init__(self, **values: Any) -> None:
        """Make a row; its id, where it has one, is made here and not by the database."""
        if "id" in type(self).__table__.columns:
            values.setdefault("id", next_id())
        for name, value in values.items():
            setattr(self, name, value)


# What the runtime hands to storage functions without ever looking inside: one connection in one transaction.
Link: TypeAlias = Connection


def session_on(link: Link) -> Session:
    """Return a session in a savepoint of the link's transaction: its commit or rollback touches nothing else."""
    return Session(link, join_transaction_mode="create_savepoint", expire_on_commit=False)


@dataclass(frozen=True, slots=True)
class Here:
    """One network in one transaction: what every query needs, so that none can be built without a network."""

    session: Session
    network_id: UUID

    def alone(self) -> None:
        """Let nobody else change what this network has booked until the transaction is over.

        On SQLite whoever writes is alone as it is. On PostgreSQL it is an advisory lock, to be taken before anything is
        looked at: no two bookings wait for one another's rows, and what was free when it was looked at is so still.
        """
        if self.session.get_bind().dialect.name == "postgresql":
            key = int.from_bytes(self.network_id.bytes[8:], signed=True)
            self.session.execute(select(func.pg_advisory_xact_lock(key)))


@dataclass(frozen=True, slots=True)
class Database:
    """Two engines on one database: the writer begins at once with the right to write, the reader cannot write."""

    writer: Engine
    reader: Engine

    @property
    def sqlite(self) -> bool:
        """Whether this is SQLite, where one writer at a time is the rule."""
        return self.writer.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session in a writing transaction of its own: for the command line and the start."""
        with Session(self.writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that can only read."""
        with Session(self.reader, expire_on_commit=False) as session:
            yield session

    def dispose(self) -> None:
        """Close every connection."""
        self.writer.dispose()
        self.reader.dispose()


def check_url(url: str) -> None:
    """Raise ValueError for what is no address of a database that we can use; the message never has the address."""
    try:
        found = make_url(url)
        found.get_dialect().import_dbapi()
    except (ArgumentError, ImportError, ValueError):
        raise ValueError("address") from None
    in_memory = found.get_backend_name() == "sqlite" and found.database in (None, "", ":memory:")
    if in_memory or found.get_backend_name() not in ("sqlite", "postgresql"):
        raise ValueError("address")


def open_database(url: str) -> Database:
    """Open sqlite:///path or postgresql+psycopg://...; nothing is connected yet."""
    if make_url(url).get_backend_name() == "sqlite":
        return Database(_sqlite(url, "BEGIN IMMEDIATE", read_only=False), _sqlite(url, "BEGIN", read_only=True))
    engine = _with_savepoints(open_postgresql(url, pool_size=8))
    return Database(engine, engine.execution_options(postgresql_readonly=True))


def open_postgresql(url: str, **given: Any) -> Engine:
    """Return an engine whose connections wait for somebody else's lock as long as SQLite's do; then it is 'not now'."""
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, **given)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute(f"SET lock_timeout = {BUSY_MS}")
        connection.commit()

    return engine


def _with_savepoints(engine: Engine) -> Engine:
    # Every turn has two; SQLAlchemy would compile each of their statements anew, for its name.
    dialect: Any = engine.dialect
    dialect.do_savepoint = lambda link, name: link.exec_driver_sql(f"SAVEPOINT {name}")
    dialect.do_rollback_to_savepoint = lambda link, name: link.exec_driver_sql(f"ROLLBACK TO SAVEPOINT {name}")
    dialect.do_release_savepoint = lambda link, name: link.exec_driver_sql(f"RELEASE SAVEPOINT {name}")
    return engine


def _sqlite(url: str, begin: str, *, read_only: bool) -> Engine:
    # pysqlite's own transaction handling would begin late and deferred: 61 % "database is locked" was seen so.
    given = {"check_same_thread": False, "isolation_level": None}
    engine = _with_savepoints(create_engine(url, hide_parameters=True, connect_args=given))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        pragmas = [f"busy_timeout={BUSY_MS}", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"]
        # A name that was deleted is not left in a page of the file either; some builds of SQLite do so by themselves.
        pragmas += ["secure_delete=ON"]
        pragmas += ["query_only=ON"] if read_only else []
        _write_ahead(connection)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        if not read_only:
            _wait_in_turn(connection, begin)
        else:
            connection.exec_driver_sql(begin)

    @event.listens_for(engine, "commit")
    def finish(connection: Connection) -> None:
        # The driver's commit() says nothing when SQLite has already rolled everything back (disk full): this does.
        connection.exec_driver_sql("COMMIT")

    return engine


def _wait_in_turn(connection: Connection, begin: str) -> None:
    """Begin to write, after so long at most; whoever has waited long has no worse a chance than who has just come.

    SQLite's own waiting looks ever more seldom, every tenth of a second in the end: among some processes that write
    one transaction after another, one of them was seen to wait for more than six seconds.
    """
    raw: Any = connection.connection.dbapi_connection
    until = time.monotonic() + BUSY_MS / 1000
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while time.monotonic() < until:
            try:
                raw.execute(begin)
                return
            except sqlite3.Error as error:
                if not _is_taken(error):
                    break
            time.sleep(random.uniform(*LOOKS))
        connection.exec_driver_sql(begin)
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")


def _is_taken(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _write_ahead(connection: sqlite3.Connection) -> None:
    # The first change to WAL does not wait for another process that is just making the tables, whatever the timeout.
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            # Whatever else is wrong is not over by waiting: no file, no memory.
            if not _is_taken(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)


def insert_once(connection: Connection, table: Table) -> sqlite_dialect.Insert | postgresql_dialect.Insert:
    """Return an insert that knows on_conflict_do_nothing, in the words of this database."""
    return sqlite_dialect.insert(table) if connection.dialect.name == "sqlite" else postgresql_dialect.insert(table)


def in_transaction(connection: Connection) -> bool:
    """Tell whether the database itself still has the transaction open: after SQLITE_FULL it may be gone."""
    raw = connection.connection.dbapi_connection
    if isinstance(raw, sqlite3.Connection):
        return raw.in_transaction
    return connection.in_transaction() and not connection.invalidated


def is_busy(error: BaseException) -> bool:
    """Tell whether an error means 'not now' (locked, full, read-only, connection lost), so that trying later helps."""
    if isinstance(error, OperationalError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    # psycopg calls it an internal error when a standby that only reads has taken over.
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in NOT_NOW


def is_damaged(error: BaseException) -> bool:
    """Tell whether an error means that a database file is broken, or is none."""
    return isinstance(error, DatabaseError) and type(error.orig) is sqlite3.DatabaseError


def integrity(database: Database) -> str:
    """Return 'ok' or what SQLite's quick_check found; PostgreSQL keeps its own checksums."""
    if not database.sqlite:
        return "ok"
    with database.reader.connect() as connection:
        return str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
