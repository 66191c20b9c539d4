"""A small TCP proxy that can stand between the program and a platform, and lose what a network loses."""

from __future__ import annotations

import asyncio
import contextlib
from urllib.parse import urlsplit


class Proxy:
    """Passes bytes on to a server, until it is told to be unkind."""

    def __init__(self, to: str) -> None:
        parts = urlsplit(to)
        self._to = (parts.hostname or "", parts.port or 80)
        self._server: asyncio.Server | None = None
        self._flows = asyncio.Event()
        self._flows.set()
        self._most = 0
        self._of = b""
        self._open: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self.url = ""
        self.connections = 0

    async def start(self) -> None:
        """Listen on a free loopback port, or on the one of before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", urlsplit(self.url).port or 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def refuse(self) -> None:
        """Cut everything and listen no more, until it is started again."""
        if self._server:
            self._server.close()
        self._cut()

    async def stop(self) -> None:
        """Cut everything and listen no more."""
        self.refuse()
        for pump in list(self._pumps):
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    def half_open(self) -> None:
        """Keep every connection open, take new ones, and pass nothing on."""
        self._flows.clear()

    def drop_after(self, most: int, of: bytes) -> None:
        """Cut the next connection over which this is asked after so many bytes of the answer; once."""
        self._most, self._of = most, of

    def heal(self) -> None:
        """Be a good network again; what was half open is gone for good."""
        if not self._flows.is_set():
            self._cut()
        self._flows.set()

    def _cut(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            up_reader, up_writer = await asyncio.open_connection(*self._to)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, up_writer}
        cut: asyncio.Queue[int] = asyncio.Queue()
        for work in (self._ask(reader, up_writer, cut), self._answer(up_reader, writer, cut)):
            pump = asyncio.create_task(work)
            self._pumps.add(pump)
            pump.add_done_callback(self._pumps.discard)

    async def _ask(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, cut: asyncio.Queue[int]) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                await self._flows.wait()
                if self._of and self._of in data:
                    self._of = b""
                    cut.put_nowait(self._most)
                target.write(data)
                await target.drain()
            await self._flows.wait()
        self._end(target)

    async def _answer(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, cut: asyncio.Queue[int]
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                await self._flows.wait()
                if not cut.empty():
                    target.write(data[: cut.get_nowait()])
                    await target.drain()
                    break
                target.write(data)
                await target.drain()
            await self._flows.wait()
        self._end(target)

    def _end(self, target: asyncio.StreamWriter) -> None:
        target.close()
        self._open.discard(target)
