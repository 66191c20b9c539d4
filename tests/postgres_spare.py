"""PostgreSQL connections that are used again: making and ending one takes longer than most tests work with it.

A connection to one of the pool's databases that the program closes is kept, and the next one who connects to that
database in this process gets it, as good as new. Other processes, and other databases, connect as ever.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

import psycopg
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

Connection = psycopg.Connection[Any]

# What a session can have set; statements that were prepared stay prepared.
_AS_NEW: Final = b"RESET ALL; SELECT pg_advisory_unlock_all(); UNLISTEN *; DISCARD TEMP"
_GIVEN: Final = {"dbname", "user", "host", "context"}
_FEW: Final = 8

# The databases whose connections are kept; each connection that nobody uses now.
kept: set[str] = set()
_spare: defaultdict[str, list[Connection]] = defaultdict(list)


def spares(database: str) -> list[int]:
    """Return the process ids, on the server, of those connections to a database that nobody uses."""
    return [one.info.backend_pid for one in _spare[database] if not one.closed]


def forget(database: str) -> None:
    """Close what is kept of a database's connections, and keep none any more."""
    kept.discard(database)
    for one in _spare.pop(database, []):
        one.close()


def _connect(dialect: PGDialect_psycopg, *args: Any, **given: Any) -> Any:
    spare = _spare[given["dbname"]] if given.keys() == _GIVEN else []
    while spare:
        connection = spare.pop()
        # One whose backend was ended, as some tests do, fails here.
        if not connection.closed and connection.pgconn.exec_(_AS_NEW).status == ExecStatus.COMMAND_OK:
            return connection
        connection.close()
    return dialect.loaded_dbapi.connect(*args, **given)


def _close(_dialect: PGDialect_psycopg, connection: Any) -> None:
    if not isinstance(connection, psycopg.Connection):
        connection.close()
        return
    database = "" if connection.closed else connection.info.dbname
    idle = database in kept and connection.info.transaction_status == TransactionStatus.IDLE
    if not idle or len(_spare[database]) >= _FEW:
        connection.close()
        return
    connection.autocommit, connection.read_only = False, None
    connection.isolation_level, connection.deferrable = None, None
    connection._notice_handlers.clear()
    _spare[database].append(connection)


def pytest_configure() -> None:
    """Let SQLAlchemy connect and close by these."""
    # Here and not when this is imported: a process that is forked must not share its parent's connections.
    setattr(PGDialect_psycopg, "connect", _connect)  # noqa: B010
    setattr(PGDialect_psycopg, "do_close", _close)  # noqa: B010
