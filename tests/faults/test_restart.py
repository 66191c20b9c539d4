"""PostgreSQL that is torn down and started again while people act: what was acknowledged is there, once (A40)."""

from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bot.settings import Settings
from tests.disk import memory
from tests.faults.conftest import Install
from tests.faults.person import Person
from tests.faults.process import Installation
from tests.faults.reflecting import answer_to
from tests.faults.stores import rows
from tests.faults.test_kill_unasked import never
from tests.faults.test_stop import EVERYBODY
from tests.postgres import binaries
from tests.postgres_keeper import USER, initialise, servant

pytestmark = [pytest.mark.kill, pytest.mark.postgres]

RESTARTS = 3
PEOPLE = 4
# Commits are on the disk when they are answered, as where people use it.
OPTIONS = ("listen_addresses=", "unix_socket_permissions=0700", "max_connections=50", "shared_buffers=16MB")


class Server:
    """A server of this test's own, which is killed without a word and started again."""

    def __init__(self, home: Path) -> None:
        self.folder = binaries()
        self.home = home
        self.who: dict[str, Any] = {"cwd": home}
        for name in ("data", "run"):
            (home / name).mkdir(mode=0o700)
        if os.getuid() == 0:
            account = servant()
            home.chmod(0o755)
            for name in ("data", "run"):
                os.chown(home / name, account.pw_uid, account.pw_gid)
            self.who |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        assert self.folder
        initialise(self.folder, home / "data", self.who)
        self.start()
        for name in ("main", "keys"):
            self._run("createdb", "--username", USER, "--host", str(home / "run"), name)

    def _run(self, program: str, *words: str) -> int:
        return subprocess.run(
            [f"{self.folder}/{program}", *words], capture_output=True, check=False, **self.who
        ).returncode

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        options = [word for option in OPTIONS for word in ("-c", option)]
        command = [f"{self.folder}/postgres", "-D", f"{self.home}/data", "-k", f"{self.home}/run", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.who)
        while self._run("pg_isready", "--quiet", "--host", f"{self.home}/run", "--username", USER):
            time.sleep(0.01)

    def tear_down(self) -> None:
        """Stop it as `pg_ctl -m immediate` does: every backend ends in the middle of what it does."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait()

    def url(self, name: str) -> str:
        """Return the address of one of its two databases."""
        return f"postgresql+psycopg://{USER}@/{name}?host={quote(f'{self.home}/run', safe='')}"


@pytest.fixture
def server() -> Iterator[Server]:
    """A server with two empty databases."""
    home = Path(tempfile.mkdtemp(prefix="idobata-pg-own-", dir=memory()))
    server = Server(home)
    yield server
    server.tear_down()
    shutil.rmtree(home)


def begun(install: Install, server: Server, folder: Path) -> Installation:
    """Return the program on this server, with the demo network."""
    folder.mkdir()
    (folder / "master.key").write_text(base64.b64encode(bytes(32)).decode())
    main, keys = server.url("main"), server.url("keys")
    installation = install(Settings(var=folder, demo=True, web_port=0, database_url=main, keys_url=keys))
    assert installation.begin()
    return installation


class Load:
    """People who reflect again and again; what is refused is sent again with its id."""

    def __init__(self, people: list[Person]) -> None:
        self.people = people
        self.over = False
        self.threads = [threading.Thread(target=self._acts, args=(person,)) for person in people]
        for thread in self.threads:
            thread.start()

    def _acts(self, person: Person) -> None:
        while not self.over:
            if person.field is not None:
                person.answers(answer_to(person.field))
            else:
                person.taps(next((verb for verb in ("resume", "reflection.quick") if person.data(verb)), "reflection"))

    def done(self) -> int:
        """Return how many acts have been answered."""
        return sum(len(person.answered) for person in self.people)

    def end(self) -> None:
        """Let everybody finish what she is doing."""
        self.over = True
        for thread in self.threads:
            thread.join()


def test_a40_a_server_that_is_torn_down_under_load_costs_nobody_what_was_acknowledged(
    install: Install, server: Server, tmp_path: Path
) -> None:
    installation = begun(install, server, tmp_path / "var")
    process = installation.process
    assert process
    address = process.address()
    assert address
    people = [Person(row[0], address, never) for row in rows(installation.settings, EVERYBODY)[:PEOPLE]]
    for person in people:
        person.sign_in()
        person.opens()
    load = Load(people)
    for _ in range(RESTARTS):
        more = load.done() + 2 * PEOPLE
        while load.done() < more:
            assert not process.ended(), process.err.read_text()
            time.sleep(0.005)
        server.tear_down()
        time.sleep(0.1)
        server.start()
    load.end()
    assert not process.ended()
    acts = sorted(id for person in people for id in person.acts)
    assert rows(installation.settings, "SELECT external_id, state FROM inbox ORDER BY external_id") == [
        (id, "done") for id in acts
    ]
    assert sorted(id for person in people for id in person.answered) == acts
    assert {status for person in people for status, _ in person.problems} == {503}
    assert installation.stop() == 0
