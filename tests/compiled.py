"""What SQLAlchemy has compiled is kept for all databases of one kind that a test process opens.

Every test has databases of its own, so the program's statements would be compiled anew in each: half the time of a
conversation. What is compiled depends on the kind of database alone, which its dialect tells.
"""

from __future__ import annotations

from sqlalchemy import Dialect, Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_first: dict[type[Dialect], Engine] = {}


def _share(kind: type[Dialect], engine: Engine) -> None:
    first = _first.get(kind)
    # One that was never connected does not know its database yet.
    if first is None or getattr(first.dialect, "server_version_info", None) is None:
        _first[kind] = engine
        return
    engine.dialect = engine.pool._dialect = first.dialect
    engine._compiled_cache = first._compiled_cache


for _kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
    # SQLAlchemy calls this for each engine that it has made.
    setattr(_kind, "engine_created", classmethod(_share))  # noqa: B010
