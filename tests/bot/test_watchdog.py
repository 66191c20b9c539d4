"""The watchdog: a program that hangs ends itself; one that was only paused, or whose database says no, does not."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.watchdog import EXIT_CODE, notify

pytestmark = pytest.mark.slow

# A program with the real writer and watchdog, ten times as impatient; what hangs is given on the command line.
PROGRAM = """
import asyncio, sys, time
from bot.logs import set_up
from bot.watchdog import Watchdog
from bot.writer import Writer
from storage.db import open_database

async def main(database, hangs, seconds):
    writer = Writer(open_database(f"sqlite:///{database}"), together=1)
    writer.start()
    dog = Watchdog(writer, beat=0.1, silent=0.6)
    dog.start()
    await asyncio.sleep(0.3)
    print("well", flush=True)
    if hangs == "loop":
        time.sleep(seconds)
    if hangs == "stop":
        dog.stop()
        time.sleep(seconds)
    if hangs == "writer":
        await writer.run(lambda _link: time.sleep(seconds))
    if hangs == "nobody":
        await asyncio.gather(*(writer.run(lambda _link: time.sleep(seconds / 10)) for _ in range(10)))
    await asyncio.sleep(seconds)
    dog.stop()

set_up()
asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3])))
"""


def begin(folder: Path, hangs: str, seconds: float = 3, **env: str) -> subprocess.Popen[str]:
    """Start the program and wait until it is well."""
    file = folder / ("nowhere/a.db" if hangs == "database" else "a.db")
    arguments = [sys.executable, "-c", PROGRAM, str(file), hangs, str(seconds)]
    root, pipe = Path(__file__).parents[2], subprocess.PIPE
    env = {**os.environ, **env}
    program = subprocess.Popen(arguments, cwd=root, env=env, text=True, stdout=pipe, stderr=pipe)
    assert program.stdout and program.stdout.readline() == "well\n"
    return program


def ends(program: subprocess.Popen[str]) -> tuple[int, set[str]]:
    """Wait for its end and return its exit code and what it has logged."""
    _, log = program.communicate(timeout=20)
    return program.returncode, {json.loads(line)["event"] for line in log.splitlines()}


@pytest.mark.parametrize("hangs", ["loop", "writer"])
def test_a_program_that_hangs_ends_with_a_code_of_its_own(tmp_path: Path, hangs: str) -> None:
    began = time.monotonic()
    assert ends(begin(tmp_path, hangs, 30)) == (EXIT_CODE, {"watchdog.silent"})
    assert (EXIT_CODE, time.monotonic() - began < 20) == (70, True)


def test_a_program_that_is_well_goes_on(tmp_path: Path) -> None:
    assert ends(begin(tmp_path, "nothing", 1.5)) == (0, set())


def test_that_many_wait_is_no_silence(tmp_path: Path) -> None:
    assert ends(begin(tmp_path, "nobody", 1.5)) == (0, set())


def test_a_database_that_says_no_has_answered(tmp_path: Path) -> None:
    assert ends(begin(tmp_path, "database", 1.5)) == (0, {"watchdog.database"})


def test_a_program_that_was_paused_goes_on(tmp_path: Path) -> None:
    program = begin(tmp_path, "nothing", 4)
    program.send_signal(signal.SIGSTOP)
    time.sleep(2)
    program.send_signal(signal.SIGCONT)
    assert ends(program) == (0, set())


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    """A real datagram socket, as systemd has one."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(10)
        yield line


def test_systemd_hears_that_it_is_ready_well_and_stopping(tmp_path: Path, systemd: socket.socket) -> None:
    program = begin(tmp_path, "nothing", 0.5, NOTIFY_SOCKET=str(tmp_path / "notify"))
    assert ends(program) == (0, set())
    systemd.setblocking(False)
    said = []
    while True:
        try:
            said.append(systemd.recv(100).decode())
        except BlockingIOError:
            break
    assert (said[0], said[-1]) == ("READY=1", "STOPPING=1")
    assert set(said[1:-1]) == {"WATCHDOG=1"}
    assert 3 <= len(said[1:-1]) <= 20


def test_an_abstract_socket_is_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        name = f"idobata-{os.getpid()}-{tmp_path.name}"
        line.bind(f"\0{name}")
        line.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@{name}")
        notify("READY=1")
        assert line.recv(100) == b"READY=1"


def test_where_nobody_listens_nothing_is_said_and_nothing_ends(tmp_path: Path) -> None:
    program = begin(tmp_path, "nothing", 1.5, NOTIFY_SOCKET=str(tmp_path / "gone"))
    assert ends(program) == (0, set())


def test_a_watchdog_that_was_stopped_bites_nobody(tmp_path: Path) -> None:
    # From there on the stop has a limit of its own.
    assert ends(begin(tmp_path, "stop", 2)) == (0, set())
