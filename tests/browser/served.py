"""The program behind the page: in a thread with a clock that can be set, or as a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Coroutine
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

from bot.app import App
from handlers.kit.house import House
from tests.world import SetClock, settings_for

T = TypeVar("T")

SECONDS = 30


class Served:
    """The program with the demo network, serving from a thread; nothing ticks but by `tick`."""

    def __init__(self, folder: Path, house: House | None = None) -> None:
        self.clock = SetClock()
        self._house = house
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="served", daemon=True)
        self._thread.start()
        self.settings = settings_for(folder, "sqlite")
        self.app = self._start()
        # After a restart it is found at the same address.
        self.settings = self.settings.model_copy(update={"web_port": int(self.address.rpartition(":")[2])})

    def _start(self) -> App:
        async def start() -> App:
            app = App(self.settings, self.clock, self._house)
            await app.start(tick=False)
            return app

        return self.run(start())

    @property
    def address(self) -> str:
        """The address that people open."""
        return self.app.web.address

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine in the program's loop and return its result."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SECONDS)

    def tick(self) -> None:
        """Plan and deliver what is due at the clock's time."""
        self.run(self.app.delivery.plan())
        self.run(self.app.delivery.tick())

    def stop(self) -> None:
        """Stop the program; its thread waits for a start."""
        self.run(self.app.stop())

    def start(self) -> None:
        """Start the program again, on the same databases and the same port."""
        self.app = self._start()

    def close(self) -> None:
        """Stop the program and its thread."""
        self.stop()
        self.run(self._loop.shutdown_default_executor())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Program:
    """`python -m bot` on a folder of its own, as somebody would start it who installs Idobata."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.var = folder / "var"
        self.database = f"sqlite:///{self.var / 'idobata.db'}"
        self._folder = folder
        self._running: subprocess.Popen[str] | None = None
        self._environment = {name: value for name, value in os.environ.items() if not name.startswith("IDOBATA_")}
        self._environment |= {"IDOBATA_VAR": str(folder / "var"), "IDOBATA_WEB_PORT": str(port)}
        self._environment |= {"IDOBATA_SETTINGS_FILE": str(folder / "idobata.toml"), "PYTHONUTF8": "1"}

    def command(self, *words: str) -> str:
        """Run a command to its end and return what it printed."""
        done = subprocess.run(self._line(words), env=self._environment, capture_output=True, text=True, timeout=SECONDS)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *options: str) -> None:
        """Run it, and wait for the line that says where it is open."""
        with (self._folder / "log").open("w") as log:
            self._running = subprocess.Popen(
                self._line(("run", *options)), env=self._environment, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self._running.stdout is not None
        assert self.address in self._running.stdout.readline()

    def stop(self) -> int:
        """Stop it as a service manager does, and return how it ended."""
        assert self._running is not None
        self._running.send_signal(signal.SIGTERM)
        self._running.communicate(timeout=SECONDS)
        return self._running.returncode

    def _line(self, words: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-m", "bot", *words]
