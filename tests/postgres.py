"""A PostgreSQL server of the tests' own: one a run, on a Unix socket, shared by the xdist workers.

The controller makes a directory and holds a lock in it; workers learn of it by the environment. The first of
them that needs the server starts its keeper, which stops the server and removes the directory when that lock
is free.
"""

import atexit
import contextlib
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests import postgres_keeper
from tests.disk import memory
from tests.postgres_keeper import USER, lock

HOME: Final = "IDOBATA_TEST_POSTGRES"
SECONDS: Final = 60


@functools.cache
def binaries() -> Path | None:
    """Return the folder of initdb and postgres, or None."""
    folders: list[Path] = []
    if program := shutil.which("pg_config"):
        said = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(said.stdout.strip()))
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(debian, key=lambda folder: [int(n) for n in re.findall(r"\d+", str(folder))], reverse=True)
    if program := shutil.which("initdb"):
        folders.append(Path(program).resolve().parent)
    # pg_config also comes where only the client is installed.
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


class Server:
    """The running server: databases are made and dropped here, and used by their address."""

    def __init__(self, home: Path, keeper: "subprocess.Popen[bytes] | None") -> None:
        self.home = home
        self.socket = home / "run"
        # Held, because Python warns of a child that nobody holds any more.
        self.keeper = keeper

    def url(self, dbname: str) -> str:
        """Return the address of a database for SQLAlchemy."""
        return f"postgresql+psycopg://{USER}@/{quote(dbname)}?host={quote(str(self.socket), safe='')}"

    def create(self, dbname: str, template: str | None = None) -> str:
        """Make a database and return its address; a template must have nobody connected to it."""
        # Two copies of one template at a time would be in one another's way.
        with lock(self.home / "create.lock"):
            self._run("CREATE DATABASE {} TEMPLATE {}", dbname, template or "template1")
        return self.url(dbname)

    def template(self, dbname: str, fill: Callable[[str], None]) -> str:
        """Make a database once for all workers, filled by a function of its address; return its name."""
        done = self.home / f"{dbname}.done"
        with lock(self.home / f"{dbname}.lock"):
            if not done.exists():
                self.drop(dbname)
                fill(self.create(dbname))
                done.touch()
        return dbname

    def drop(self, dbname: str) -> None:
        """Drop a database, if it is there, and whoever is still connected to it."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", dbname)

    def _run(self, statement: str, *names: str) -> None:
        address = make_conninfo(host=str(self.socket), user=USER, dbname="postgres")
        with psycopg.connect(address, autocommit=True) as admin:
            admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@functools.cache
def server() -> Server:
    """Return this run's server, started by whoever asks first."""
    home = Path(os.environ[HOME])
    with lock(home / "start.lock"):
        return Server(home, None if (home / "ready").exists() else start(home))


def start(home: Path) -> "subprocess.Popen[bytes]":
    """Start the keeper in a session of its own, which Ctrl-C does not reach, and wait for the server."""
    log = home / "keeper.log"
    if not log.exists():
        command = [sys.executable, "-I", postgres_keeper.__file__, str(home), str(binaries())]
        with log.open("wb") as out:
            keeper = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True)
        until = time.monotonic() + SECONDS
        while keeper.poll() is None and time.monotonic() < until:
            if (home / "ready").exists():
                # It is meant to outlive this process; Python would complain about that at the very end.
                atexit.register(setattr, keeper, "returncode", 0)
                return keeper
            time.sleep(0.02)
        keeper.kill()
        keeper.wait()
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def pytest_configure(config: pytest.Config) -> None:
    """Make the run's directory and hold its lock until the run is over."""
    if hasattr(config, "workerinput") or binaries() is None:
        return
    home = Path(tempfile.mkdtemp(prefix="idobata-pg-", dir=memory()))
    os.environ[HOME] = str(home)
    held = lock(home / "run.lock")
    config.add_cleanup(lambda: leave(home, held.close))


def leave(home: Path, release: Callable[[], None]) -> None:
    """Let the keeper stop the server, and see that nothing is left behind."""
    # A keeper that was started holds this lock until it ends.
    release()
    with contextlib.suppress(FileNotFoundError), lock(home / "keeper.lock"):
        shutil.rmtree(home, ignore_errors=True)
