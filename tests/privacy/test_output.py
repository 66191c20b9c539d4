"""The real process, spoken to rightly and wrongly: what it prints and logs names nobody and repeats nothing."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from bot.bring import DEMO
from tests.bot.command_line import command
from tests.privacy.find import traces
from tests.world import ALONE

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
CANARY = "カナリヤが鳴く"


@dataclass
class Running:
    """The process, its address, and everything that it has written once it has ended."""

    process: subprocess.Popen[bytes]
    out: Path
    var: Path
    host: str = ""
    port: int = 0

    def ask(
        self, method: str, path: str, body: bytes | str = b"", cookie: str = "", **headers: str
    ) -> tuple[int, str, str]:
        """Send a request; return status, body and the session that was set, if any."""
        with closing(HTTPConnection(self.host, self.port, timeout=10)) as connection:
            given = {"Origin": f"http://{self.host}:{self.port}", "Cookie": f"idobata={cookie}"} | headers
            connection.request(method, path, body.encode() if isinstance(body, str) else body, given)
            answer = connection.getresponse()
            session = re.search(r"idobata=([^;]+)", answer.getheader("Set-Cookie") or "")
            return answer.status, answer.read().decode(), session[1] if session else ""

    def shout(self, data: bytes) -> None:
        """Send bytes that are no HTTP."""
        with closing(socket.create_connection((self.host, self.port), timeout=10)) as connection:
            connection.sendall(data)
            connection.recv(1000)

    def end(self) -> bytes:
        """Stop it and return what it has written."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(20) == 0
        return self.out.read_bytes()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """`python -m bot run --demo` in development mode, with one bug in the third turn that gets so far."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("IDOBATA_")}
    environment = own | {
        "IDOBATA_VAR": str(tmp_path / "var"),
        "IDOBATA_WEB_PORT": "0",
        "IDOBATA_FAULT": "rx.mid_turn:error:3",
        "IDOBATA_SETTINGS_FILE": str(tmp_path / "none.toml"),
        "PYTHONDEVMODE": "1",
        "PYTHONUNBUFFERED": "1",
    }
    out = tmp_path / "out.txt"
    with out.open("wb") as file:
        program = [sys.executable, "-m", "bot", "run", "--demo"]
        process = subprocess.Popen(program, cwd=ROOT, env=environment, stdout=file, stderr=file)
        found = Running(process, out, tmp_path / "var")
        try:
            address = wait_for_address(found)
            found.host, found.port = address
            yield found
        finally:
            process.kill()
            process.wait()


def wait_for_address(running: Running) -> tuple[str, int]:
    """Wait until it says where it can be reached."""
    until = time.monotonic() + 30
    while time.monotonic() < until and running.process.poll() is None:
        if said := re.search(r"http://\S+", running.out.read_text(encoding="utf-8")):
            parts = urlsplit(said[0])
            return str(parts.hostname), int(parts.port or 0)
        time.sleep(0.05)
    raise AssertionError(running.out.read_text(encoding="utf-8"))


def make_link(running: Running) -> str:
    """Return a personal link's token, made by the command line beside the running process."""
    said = command(running.var, "link", ALONE)
    assert said.code == 0
    return said.out.rpartition("/in/")[2].strip()


def event(**act: object) -> str:
    """Return the body of an event."""
    return json.dumps({"id": str(uuid4()), **act}, ensure_ascii=False)


def test_neither_output_nor_log_names_anybody_or_repeats_anything(running: Running) -> None:
    token = make_link(running)
    assert running.ask("GET", f"/in/{token}")[0] == 200
    status, _, session = running.ask("POST", f"/in/{token}")
    assert (status, len(session)) == (303, 43)
    person = ALONE
    assert person in running.ask("POST", "/now", "{}", session)[1]
    for act in ("reflection.quick:", "people:"):
        assert running.ask("POST", "/event", event(tap=act), session)[0] == 200
    status, answer, _ = running.ask("POST", "/event", event(say=f"{CANARY}1"), session)
    assert (status, "うまくいきませんでした" in answer) == (200, True)

    wrong = [
        running.ask("POST", f"/in/{token}")[0],
        running.ask("GET", "/in/wrong-token-of-a-stranger")[0],
        running.ask("POST", "/in/wrong-token-of-a-stranger")[0],
        running.ask("GET", "/nowhere/secret-path-of-nobody")[0],
        running.ask("POST", "/event", f'{{"id": "{CANARY}2"', session)[0],
        running.ask("POST", "/event", b"\xff\xfe" + f"{CANARY}3".encode("utf-16"), session)[0],
        running.ask("POST", "/event", event(say=f"{CANARY}4" * 30_000), session)[0],
        running.ask("POST", "/event", event(say=f"{CANARY}5"), "stolen-cookie-of-nobody")[0],
        running.ask("POST", "/event", event(say=f"{CANARY}6"), session, Origin="http://stranger.example")[0],
        running.ask("POST", "/csp", f'{{"csp-report": {{"document-uri": "{CANARY}7"}}}}')[0],
        running.ask("POST", "/demo/person", "person=nobody-we-know")[0],
        running.ask("DELETE", f"/in/{token}")[0],
        running.ask("GET", "/", Host="stranger.example")[0],
    ]
    assert wrong == [404, 404, 404, 404, 400, 400, 413, 401, 403, 204, 404, 405, 421]
    running.shout(f"{CANARY}8 / HTTP/9.9\r\n\r\n".encode())
    running.shout(b"POST /event HTTP/1.1\r\nHost: x\r\nContent-Length: secret-length\r\n\r\n")
    assert running.ask("POST", "/out", "", session)[0] == 303

    written = running.end()
    secrets = [token, session, CANARY, "stranger", "stolen-cookie", "secret-", "nobody-we-know"]
    secrets += [part for one in tomllib.loads(DEMO.read_text())["people"] for part in (one["name"], one["office"])]
    assert traces(written, secrets) == []
    kinds = set(re.findall(r'"event": "([a-z.]+)"', written.decode()))
    assert {"started", "turn.failed", "csp.report", "stopped"} <= kinds
    assert b"Traceback" not in written
    # A line is the address that people open, or one entry of the log.
    lines = written.decode().splitlines()
    assert [line for line in lines if not line.startswith("{")] == [
        f"井戸端を開きました： http://{running.host}:{running.port}"
    ]
