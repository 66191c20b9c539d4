"""The watchdog: a program that hangs ends itself, so that whoever looks after it (systemd) starts it again.

Killed at any moment, nothing is lost; hanging, nothing is done. With NOTIFY_SOCKET (systemd's Type=notify and
WatchdogSec) it also says when it is ready and that it is well.
"""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from contextlib import suppress

from bot.logs import log
from bot.writer import Writer

BEAT_SECONDS = 5.0
SILENT_SECONDS = 60.0
EXIT_CODE = 70


class Watchdog:
    """The loop and the writer must show signs of life; a thread beside them looks."""

    def __init__(
        self, writer: Writer, *, beat: float | None = None, silent: float | None = None, code: int = EXIT_CODE
    ) -> None:
        self._writer = writer
        self._beat, self._silent, self._code = beat or BEAT_SECONDS, silent or SILENT_SECONDS, code
        self._well = time.monotonic()
        self._ended = threading.Event()
        self._beating: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look, and tell systemd that people can come."""
        self._beating = asyncio.create_task(self._beats())
        threading.Thread(target=self._look, name="watchdog", daemon=True).start()
        notify("READY=1")

    def stop(self) -> None:
        """Stop looking: from here on the stop has its own limit."""
        self._ended.set()
        if self._beating:
            self._beating.cancel()
        notify("STOPPING=1")

    async def _beats(self) -> None:
        while True:
            await asyncio.sleep(self._beat)
            try:
                # Not behind all who wait: that many do is no silence.
                await self._writer.answers()
            except Exception as error:
                # A database that says no has answered.
                log.warning("watchdog.database", error=type(error).__name__)
            self._well = time.monotonic()
            notify("WATCHDOG=1")

    def _look(self) -> None:
        looked = time.monotonic()
        while not self._ended.wait(self._beat):
            now = time.monotonic()
            if now - looked > 3 * self._beat:
                # The whole machine slept or the process was paused: everybody begins anew.
                self._well = now
            looked = now
            if now - self._well > self._silent:
                log.error("watchdog.silent")
                os._exit(self._code)


def notify(state: str) -> None:
    """Tell systemd a state; nothing happens where there is no systemd."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if path:
        # Nobody listens where systemd itself is just being renewed: that is no reason to end.
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect("\0" + path[1:] if path.startswith("@") else path)
            line.send(state.encode())
