"""Databases that are used again and again: refilling one takes a twentieth of the time of making one.

A database is leased to a test and taken back at its end. Before the next lease it is made what its template is:
whoever is still connected is sent away, all rows go, the template's rows come back. One whose schema a test has
changed is not used again.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import count

import psycopg
import pytest
from psycopg import sql

from tests import postgres_spare
from tests.postgres import server

SECONDS = 10
_SCHEMA = """
SELECT md5(string_agg(fact, E'\\n' ORDER BY fact)) FROM (
    SELECT format('%s %s %s %s %s', relname, relkind, attname, atttypid, attnotnull) AS fact
    FROM pg_class LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND NOT attisdropped AND attnum > 0
    WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT format('%s %s', conname, conbin) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT format('%s %s', tgrelid::regclass, tgname) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_(temp|toast_temp)_'
    UNION ALL SELECT format('%s %s %s', defaclrole, defaclobjtype, defaclacl) FROM pg_default_acl
    UNION ALL SELECT setconfig::text FROM pg_db_role_setting
    UNION ALL SELECT format('%s %s', datconnlimit, datallowconn) FROM pg_database WHERE datname = current_database()
) AS facts
"""
_SEND_AWAY = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND NOT pid = ANY(%s)
"""
_ROWS = "md5(string_agg(t::text, E'\\n' ORDER BY t::text))"

Connection = psycopg.Connection[tuple[object, ...]]


def snapshot(url: str) -> str:
    """Return the statements that give a database of the same tables the rows that this one has now."""
    with _connect(url) as connection:
        named = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        checks = [_check(connection, sql.Identifier(str(name))) for (name,) in named.fetchall()]
        # Nothing is checked and nothing cascades: the rows stood so before.
        begin = sql.SQL("BEGIN; SET LOCAL session_replication_role = replica; DO ")
        block = sql.SQL("BEGIN {} END").format(sql.SQL(" ").join(checks)).as_string(connection)
        return (begin + sql.Literal(block) + sql.SQL("; COMMIT")).as_string(connection)


def _check(connection: Connection, table: sql.Identifier) -> sql.Composable:
    # Most tests change few tables.
    rows, wanted = (
        connection.execute(sql.SQL("SELECT {} FROM {} AS t").format(sql.SQL(what), table)).fetchone()[0]  # type: ignore[index]
        for what in ("json_agg(t)::text", _ROWS)
    )
    if rows is None:
        return sql.SQL("IF EXISTS (SELECT FROM {0}) THEN DELETE FROM {0}; END IF;").format(table)
    refill = "DELETE FROM {0}; INSERT INTO {0} SELECT * FROM json_populate_recordset(NULL::{0}, {3});"
    check = sql.SQL("IF (SELECT {1} FROM {0} AS t) IS DISTINCT FROM {2} THEN " + refill + " END IF;")
    return check.format(table, sql.SQL(_ROWS), sql.Literal(wanted), sql.Literal(rows))


class Pool:
    """This worker's databases, by the template that each was copied from."""

    def __init__(self) -> None:
        self._free: defaultdict[str, list[str]] = defaultdict(list)
        self._leased: list[tuple[str, str]] = []
        self._schemas: dict[str, object] = {}
        self._rows: dict[str, str] = {}
        self._keepers: dict[str, Connection] = {}
        self._numbers = count(1)

    def lease(self, template: str, rows: str = "") -> str:
        """Return the address of a database that is as its template is, or with the rows of another snapshot."""
        name = next(self._used(template, rows or self._rows.get(template, "")), None) or self._new(template, rows)
        self._leased.append((template, name))
        return server().url(name)

    def take_back(self) -> None:
        """End all leases."""
        for template, name in self._leased:
            self._free[template].append(name)
        self._leased.clear()

    def _used(self, template: str, rows: str) -> Iterator[str]:
        while self._free[template]:
            name = self._free[template].pop()
            connection = self._keeper(name)
            _send_away(connection, name)
            if _schema(connection) == self._schemas[template]:
                connection.execute(rows.encode())
                yield name
            self._keepers.pop(name).close()
            postgres_spare.forget(name)
            server().drop(name)

    def _new(self, template: str, rows: str) -> str:
        # One server for all workers: the worker's own name keeps theirs apart.
        name = f"{template}_{_worker()}_{next(self._numbers)}"
        url = server().create(name, template)
        if template not in self._rows:
            self._rows[template] = snapshot(url)
        postgres_spare.kept.add(name)
        self._keepers[name] = connection = _connect(url)
        self._schemas.setdefault(template, _schema(connection))
        if rows:
            connection.execute(rows.encode())
        return name

    def _keeper(self, name: str) -> Connection:
        """Return the connection to a database that is kept; made anew where a test had the server end it."""
        keeper = self._keepers[name]
        try:
            keeper.execute("SELECT")
        except psycopg.OperationalError:
            keeper.close()
            keeper = self._keepers[name] = _connect(server().url(name))
        return keeper

    def close(self) -> None:
        """Close what is connected."""
        for name, keeper in self._keepers.items():
            postgres_spare.forget(name)
            keeper.close()


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


def _connect(url: str) -> Connection:
    return psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True)


def _schema(connection: Connection) -> object:
    found = connection.execute(_SCHEMA).fetchone()
    assert found
    return found[0]


def _send_away(connection: Connection, name: str) -> None:
    # A killed program's connections end by themselves, but not at once.
    until = time.monotonic() + SECONDS
    ours = [connection.info.backend_pid, *postgres_spare.spares(name)]
    while connection.execute(_SEND_AWAY, (ours,)).fetchall():
        assert time.monotonic() < until
        time.sleep(0.001)


@cache
def pool() -> Pool:
    """Return this worker's pool."""
    return Pool()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Take every database back once the test's fixtures are done with it."""
    yield
    pool().take_back()


def pytest_unconfigure() -> None:
    """Close what this worker has connected."""
    if pool.cache_info().currsize:
        pool().close()
