"""A PostgreSQL of the benchmarks' own: the tests' private server (tests.postgres), but one that syncs its commits."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import postgres
from tests.postgres_keeper import DURABLE, lock


@contextmanager
def serving() -> Iterator[bool]:
    """Let tests.postgres.server() start a server when it is first asked; give whether PostgreSQL is on this machine."""
    if postgres.binaries() is None:
        yield False
        return
    home = Path(tempfile.mkdtemp(prefix="idobata-pg-", dir=tempfile.gettempdir()))
    before = {name: os.environ.get(name) for name in (postgres.HOME, DURABLE)}
    os.environ |= {postgres.HOME: str(home), DURABLE: "1"}
    held = lock(home / "run.lock")
    try:
        yield True
    finally:
        postgres.leave(home, held.close)
        shutil.rmtree(home, ignore_errors=True)
        for name, value in before.items():
            os.environ.pop(name)
            os.environ |= {name: value} if value is not None else {}
