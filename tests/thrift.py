"""What every test would do anew and none is about, done once: it makes the whole run cheaper and changes no result.

Statements: every test has databases of its own, and SQLAlchemy compiles for each engine what it has compiled for
another one; half the time of a conversation went there. What is compiled depends on the kind of database alone.
Garbage: what was imported stays for good, and looking through it again and again takes a quarter of a second; what
is left at the very end is not looked through once more.
Order: the long tests are the first that the workers share among them, so that none is left for one of them alone;
first of all those that kill, which wait more than they work.
Cores: a turn goes from thread to thread, and each step to another core costs; a worker, with what it starts, stays on
one, unless there are cores to spare. The workers beyond the cores go where there is room.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import sys

import pytest
from sqlalchemy import Connection, Dialect, Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

LONG = ("kill", "browser", "slow")

_first: dict[type[Dialect], Engine] = {}


def _known(connection: Connection) -> None:
    pass


def _share(kind: type[Dialect], engine: Engine) -> None:
    first = _first.get(kind)
    # One that was never connected does not know its database yet.
    if first is None or getattr(first.dialect, "server_version_info", None) is None:
        _first[kind] = engine
        return
    # What the first connection tells of the database is known too.
    engine.dialect.initialize = _known  # type: ignore[method-assign]
    engine.dialect = engine.pool._dialect = first.dialect
    engine._compiled_cache = first._compiled_cache


for _kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
    # SQLAlchemy calls this for each engine that it has made.
    setattr(_kind, "engine_created", classmethod(_share))  # noqa: B010

# httpcore looks for this at every lock that it makes, all through sys.path: where it is not, that is known now.
if importlib.util.find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]

# Nothing here speaks TLS, and reading the machine's certificates takes 40 ms for each bot: there are none.
os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = os.path.dirname(__file__)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let the interpreter end without looking for garbage, when pytest itself has looked for it last."""
    # What was added first is done last.
    config.add_cleanup(gc.freeze)
    if hasattr(config, "workerinput") and hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        own = int(config.workerinput["workerid"].removeprefix("gw"))
        if own < len(cores) <= config.workerinput["workercount"]:
            os.sched_setaffinity(0, {cores[own]})


def pytest_collection_finish() -> None:
    """Leave what is there now out of every later collection of garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 20, 20)


def _place(item: pytest.Item) -> int:
    return next((place for place, name in enumerate(LONG) if item.get_closest_marker(name)), len(LONG))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the long tests come first where several workers share them."""
    if hasattr(config, "workerinput"):
        items.sort(key=_place)
