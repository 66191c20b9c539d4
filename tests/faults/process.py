"""The real program as a process of its own, forked from a server that has everything imported."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
# A Tuesday, 10:00 in Tokyo: an hour at which the program may ask about a next step.
TEN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
# What is promised after a restart, in seconds.
READY_SECONDS = 3
# How long a test waits on a machine that is busy with other things.
PATIENCE = 60
# So often it is looked whether a start serves already.
LOOK_SECONDS = 0.004
# Nothing ticks by itself; what is to tick is named by the test.
STILL: Mapping[str, float] = {
    "bot.ticker.DELIVER_SECONDS": 3600,
    "bot.ticker.PLAN_SECONDS": 3600,
    "bot.ticker.SWEEP_SECONDS": 3600,
    "bot.watchdog.BEAT_SECONDS": 3600,
}
# Nobody of the demo has any training, so that no letter comes but those that a test waits for.
UNTRAINED = {"bot.showing.TRAININGS": str(Path(__file__).parent / "untrained.toml")}


class Forks:
    """The fork server, asked over its standard input and output."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.forkserver"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

        # It answers once everything is imported: no start of the program is to wait for that.
        self.ask(do="code", pid=0)
        # The kinds of database that it knows.
        self.warm: set[str] = set()

    def warm_up(self, kind: str, settings: Settings) -> None:
        """Let the server do once, on databases used for nothing else, what every start would do anew."""
        self.warm.add(kind)
        given = {"var": str(settings.var), "database_url": settings.database_url, "keys_url": settings.keys_url}
        self.ask(do="warm", settings=given)

    def ask(self, **wish: Any) -> dict[str, Any]:
        """Send a wish and return its answer."""
        assert self._server.stdin and self._server.stdout
        self._server.stdin.write(json.dumps(wish) + "\n")
        self._server.stdin.flush()
        answer: dict[str, Any] = json.loads(self._server.stdout.readline())
        return answer

    def close(self) -> None:
        """End the server and whatever still runs."""
        self._server.communicate()


class Process:
    """One start of the program; what it prints is kept beside its folder, each start's in files of its own."""

    def __init__(self, forks: Forks, folder: Path, argv: list[str], env: dict[str, str], **given: Any) -> None:
        name = f"{time.monotonic_ns()}"
        self._forks = forks
        self.out, self.err, line = (folder / f"{name}.{what}" for what in ("out", "err", "line"))
        # It has the other end for as long as it lives.
        os.mkfifo(line)
        self._line = os.open(line, os.O_RDONLY | os.O_NONBLOCK)
        wish = {"constants": {}, "limits": {}, "ahead": 0.0, "passes": "", "line": str(line), **given}
        self.began = time.monotonic()
        self.pid: int = forks.ask(do="start", argv=argv, env=env, out=str(self.out), err=str(self.err), **wish)["pid"]
        self.code: int | None = None
        line.unlink()

    def ended(self, within: float = 0.0) -> bool:
        """Tell whether it has ended, or ends within so many seconds; then `code` is set, negative for a signal."""
        if self.code is None:
            waiting = select.poll()
            waiting.register(self._line, 0)
            if waiting.poll(within * 1000):
                self.code = self._forks.ask(do="code", pid=self.pid)["code"]
                os.close(self._line)
        return self.code is not None

    def wait(self, seconds: float = PATIENCE) -> int:
        """Wait for its end and return its exit code."""
        assert self.ended(seconds), f"still running after {seconds} s"
        assert self.code is not None
        return self.code

    def signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if not self.ended():
            os.kill(self.pid, number)

    def kill(self) -> None:
        """kill -9, unless it has ended."""
        self.signal(signal.SIGKILL)
        self.wait()

    def address(self) -> str | None:
        """Wait until it serves and return its address; None when it ended before."""
        while True:
            over = self.ended(LOOK_SECONDS)
            if found := re.search(r"http://[\d.]+:\d+(?=\n)", self.out.read_text() if self.out.exists() else ""):
                return found[0]
            if over:
                return None
            if time.monotonic() > self.began + PATIENCE:
                self.signal(signal.SIGABRT)
                self.wait()
                raise AssertionError(f"not ready: {self.err.read_text()}")

    def log(self) -> list[dict[str, Any]]:
        """Return what it has logged so far."""
        return [json.loads(line) for line in self.err.read_text().splitlines()]


class Installation:
    """A folder and its databases, with the program started on them again and again."""

    def __init__(self, forks: Forks, settings: Settings, printed: Path) -> None:
        printed.mkdir(parents=True, exist_ok=True)
        self.forks = forks
        self.settings = settings
        self.printed = printed
        self.clock_ahead = (TEN - datetime.now(UTC)).total_seconds()
        self.process: Process | None = None
        self.ready: list[float] = []
        # Constants of the program that every start is to have otherwise; what the system lets it have (RLIMIT_...).
        self.constants: dict[str, float] = {}
        self.limits: dict[str, int] = {}

    def begin(self, fault: str = "", *, ticks: Mapping[str, float] = STILL, passes: str = "") -> str | None:
        """Start the program; return its address, or None when it ended before it served."""
        self.process = self.launch(fault, ticks=ticks, passes=passes)
        address = self.process.address()
        if address:
            self.ready.append(time.monotonic() - self.process.began)
        return address

    def launch(self, fault: str = "", *, ticks: Mapping[str, float] = STILL, passes: str = "") -> Process:
        """Start the program and do not wait for anything."""
        constants = {**STILL, **UNTRAINED, **self.constants, **ticks}
        self.process = self.command("run", fault=fault, constants=constants, passes=passes)
        return self.process

    def command(self, *argv: str, fault: str = "", **given: Any) -> Process:
        """Run any command on this installation."""
        env = {
            "IDOBATA_SETTINGS_FILE": str(self.settings.var / "none.toml"),
            "IDOBATA_VAR": str(self.settings.var),
            "IDOBATA_DATABASE_URL": self.settings.database_url,
            "IDOBATA_KEYS_URL": self.settings.keys_url,
            "IDOBATA_DEMO": str(self.settings.demo),
            "IDOBATA_WEB_PORT": "0",
            "IDOBATA_FAULT": fault,
        }
        if self.settings.telegram_token:
            env["IDOBATA_TELEGRAM_TOKEN"] = self.settings.telegram_token.get_secret_value()
            env["IDOBATA_TELEGRAM_URL"] = self.settings.telegram_url
        for name in ("slack_bot_token", "slack_app_token"):
            if token := getattr(self.settings, name):
                env[f"IDOBATA_{name.upper()}"] = token.get_secret_value()
                env["IDOBATA_SLACK_URL"] = self.settings.slack_url
        given = {"ahead": self.clock_ahead, "limits": self.limits, **given}
        return Process(self.forks, self.printed, list(argv), env, **given)

    def forward(self, **delta: float) -> None:
        """Let the next start happen later, by the program's clock."""
        self.clock_ahead += timedelta(**delta).total_seconds()

    def stop(self) -> int:
        """SIGTERM; return the exit code."""
        assert self.process is not None
        self.process.signal(signal.SIGTERM)
        return self.process.wait()

    def kill(self) -> None:
        """kill -9 what runs."""
        if self.process is not None:
            self.process.kill()
