"""Socket Mode of the simulated Slack: its connections, and what can go wrong with them."""

from __future__ import annotations

import asyncio
import contextlib
import json
from itertools import count
from typing import Any

from aiohttp import WSMsgType, web

from tests.simulators.slack_ledger import APP
from tests.simulators.slack_seen import Json

LOST = object()
# How long an acknowledgement may still come by another connection when its own has closed.
ORPHAN_SECONDS = 0.2


class Socket:
    """One connection; `hole` takes what comes and gives nothing back, `leaving` gets no new events."""

    def __init__(self, ws: web.WebSocketResponse) -> None:
        self.ws = ws
        self.hole = False
        self.leaving = False
        self.pings = 0
        self.sent = 0

    async def send(self, text: str) -> None:
        """Send a text, if anything still goes out."""
        if not self.hole:
            self.sent += 1
            with contextlib.suppress(ConnectionError):
                await self.ws.send_str(text)


class Sockets:
    """All connections of the app; each event goes to one of them."""

    def __init__(self, wrong: list[str]) -> None:
        self._wrong = wrong
        self._numbers = count(1)
        self._turn = 0
        self._tickets: set[str] = set()
        self._waiting: dict[str, tuple[asyncio.Future[Any], Socket]] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()
        self.open: list[Socket] = []
        # How many connections there have been.
        self.made = 0
        self.most = 10
        # For how many seconds a connection is said to be good.
        self.lasts = 18060
        # What connections get: a 503, no answer at all, or that Socket Mode is off.
        self.refusing = False
        self.hanging = False
        self.disabled = False
        # How many of the next ones say hello and nothing after it, and how many not even that.
        self.holes = 0
        self.mutes = 0
        # How many acknowledgements are lost on their way.
        self.deaf = 0

    def ticket(self, url: str) -> str:
        """Return an address that one connection may be made to."""
        ticket = f"ticket-{next(self._numbers)}"
        self._tickets.add(ticket)
        return f"{url.replace('http://', 'ws://')}/link/?ticket={ticket}&app_id={APP}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Take a connection, until it closes."""
        ticket = request.query.get("ticket", "")
        if self.refusing or ticket not in self._tickets:
            return web.Response(status=503 if self.refusing else 404)
        self._tickets.discard(ticket)
        if self.hanging:
            await asyncio.Event().wait()
        ws = web.WebSocketResponse(autoping=False, timeout=0.5)
        await ws.prepare(request)
        reason = "link_disabled" if self.disabled else "too_many_websockets" if len(self.open) >= self.most else ""
        if reason:
            await ws.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}})
            await ws.close()
            return ws
        socket = Socket(ws)
        self.made += 1
        self.open.append(socket)
        if self.mutes:
            self.mutes, socket.hole = self.mutes - 1, True
        await socket.send(json.dumps(self._hello()))
        if self.holes and not socket.hole:
            self.holes, socket.hole = self.holes - 1, True
        self._tell()
        try:
            await self._listen(socket)
        finally:
            self._lost(socket)
        return ws

    def _hello(self) -> Json:
        about = {"host": "applink-1", "build_number": 1, "approximate_connection_time": self.lasts}
        told = {"type": "hello", "num_connections": len(self.open), "debug_info": about}
        return {**told, "connection_info": {"app_id": APP}}

    async def _listen(self, socket: Socket) -> None:
        async for message in socket.ws:
            if socket.hole:
                continue
            if message.type == WSMsgType.PING:
                socket.pings += 1
                await socket.ws.pong(message.data)
            if message.type == WSMsgType.TEXT:
                self._take(message.data)

    def _take(self, text: str) -> None:
        try:
            said = json.loads(text)
            envelope = said["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self._wrong.append(f"no acknowledgement: {text[:80]}")
            return
        if self.deaf:
            self.deaf -= 1
            return
        future, _ = self._waiting.get(envelope, (None, None))
        if future is not None and not future.done():
            future.set_result(said.get("payload"))

    def _lost(self, socket: Socket) -> None:
        self.open.remove(socket)
        self._tell()
        for future, via in list(self._waiting.values()):
            if via is socket:
                asyncio.get_running_loop().call_later(ORPHAN_SECONDS, _give_up, future)

    def _tell(self) -> None:
        self._changed.set()
        self._changed.clear()

    async def count(self, number: int, seconds: float = 5.0) -> None:
        """Wait until so many connections are open."""
        async with asyncio.timeout(seconds):
            while len(self.open) != number:
                await self._changed.wait()

    async def carry(self, envelope: str, text: str, seconds: float) -> Any:
        """Send an envelope over one connection and return the payload of its acknowledgement, or LOST."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                socket = await self._choose()
                self._waiting[envelope] = (future, socket)
            async with asyncio.timeout(seconds):
                await socket.send(text)
                return await future
        except TimeoutError:
            return LOST
        finally:
            self._waiting.pop(envelope, None)

    async def _choose(self) -> Socket:
        while True:
            fit = [socket for socket in self.open if not socket.leaving] or self.open
            if fit:
                self._turn += 1
                return fit[self._turn % len(fit)]
            await self._changed.wait()

    async def say(self, text: str | bytes) -> None:
        """Send something of one's own over every connection: text, or bytes that pretend to be text."""
        for socket in list(self.open):
            if isinstance(text, bytes):
                writer: Any = socket.ws._writer
                await writer.send_frame(text, WSMsgType.TEXT)
            else:
                await socket.ws.send_str(text)

    async def disconnect(self, reason: str = "refresh_requested", *, after: float | None = 0.3) -> None:
        """Tell every connection to go, and close them after so many seconds (None: never)."""
        for socket in list(self.open):
            socket.leaving = True
            await socket.send(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}}))
            if after is not None:
                task = asyncio.create_task(self._close(socket, after))
                self._closing.add(task)
                task.add_done_callback(self._closing.discard)

    async def _close(self, socket: Socket, after: float) -> None:
        await asyncio.sleep(after)
        await socket.ws.close()

    def swallow(self) -> None:
        """Turn every open connection into a hole: open, but silent for ever."""
        for socket in self.open:
            socket.hole = True

    def cut(self) -> None:
        """Break every connection without a word."""
        for socket in list(self.open):
            transport = socket.ws._req.transport if socket.ws._req else None
            if transport:
                transport.abort()

    async def close(self) -> None:
        """Close every connection, as Slack does when it goes down."""
        for task in list(self._closing):
            task.cancel()
        for socket in list(self.open):
            await socket.ws.close(code=1001)


def _give_up(future: asyncio.Future[Any]) -> None:
    if not future.done():
        future.set_result(LOST)
