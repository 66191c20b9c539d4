"""Socket Mode: one socket at a time is read, a new one is open before the old one is given up, a dead one is noticed.

The SDK's own client closes the old socket first, and waits five minutes for one that does not open.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientWebSocketResponse, WSMessage, WSMsgType

from bot.faces.saying import WRONG
from bot.faces.slack.events import Ack
from bot.faces.slack.wire import Wire
from bot.logs import log, where
from handlers.kit.errors import TryLater, Undeliverable
from messages.words import Msg, msg

# A ping after so many quiet seconds, and half of it for the pong: a dead socket is noticed within thirty.
HEARTBEAT_SECONDS = 20.0
HELLO_SECONDS = 10.0
DRAIN_SECONDS = 3.0
# A socket that ends sooner was none.
BRIEF_SECONDS = 10.0
WAITS = (0.5, 1.0, 3.0, 10.0, 30.0)


@dataclass(slots=True)
class _Line:
    """A socket that said hello, for how many seconds it is good, and what is going on with it."""

    socket: ClientWebSocketResponse
    lasts: float | None
    leave: asyncio.Event = field(default_factory=asyncio.Event)
    reading: asyncio.Task[None] | None = None


class _Off(Exception):
    """Socket Mode is switched off."""


class Sockets:
    """Keeps a socket open, and hands on what comes through it."""

    def __init__(
        self, wire: Wire, take: Callable[[dict[str, Any]], Awaitable[Ack]], report: Callable[[Msg], None]
    ) -> None:
        self._wire = wire
        self._take = take
        self._report = report
        self.heartbeat = HEARTBEAT_SECONDS
        self.waits: tuple[float, ...] = WAITS
        # Told when a socket is open after a time without one, in which something may have been missed.
        self.on_open: Callable[[], None] = lambda: None
        self._line: _Line | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def open(self) -> bool:
        """Whether a socket is open now."""
        return self._line is not None and self._line.reading is not None and not self._line.reading.done()

    async def forever(self) -> None:
        """Keep a socket open until cancelled, whatever goes wrong."""
        brief = 0
        while True:
            line = await self._opened()
            gap = not self.open
            if self._line:
                # Only now: whatever came meanwhile still came through the old one.
                self._keep(self._give_up(self._line, DRAIN_SECONDS))
            self._line = line
            line.reading = asyncio.ensure_future(self._read_on(line))
            if gap:
                self.on_open()
            began = asyncio.get_running_loop().time()
            leave = asyncio.ensure_future(line.leave.wait())
            try:
                await asyncio.wait({line.reading, leave}, timeout=line.lasts, return_when=asyncio.FIRST_COMPLETED)
            finally:
                leave.cancel()
            brief = brief + 1 if asyncio.get_running_loop().time() - began < BRIEF_SECONDS else 0
            if brief > 1:
                # One that says hello and goes, again and again, must not be asked for hundreds of times a second.
                log.warning("slack.socket", state="brief")
                await self._rest(brief - 2)

    async def _opened(self) -> _Line:
        """Return a socket that said hello, however often it must be tried."""
        failed = 0
        while True:
            try:
                return await self._connect()
            except Exception as error:
                log.warning("slack.socket", **where(error))
                self._say(error, failed)
                limited = error.seconds if isinstance(error, TryLater) and str(error) == "limited" else 0.0
                await self._rest(failed, limited)
                failed += 1

    async def _rest(self, before: int, least: float = 0.0) -> None:
        wait = self.waits[min(before, len(self.waits) - 1)] * random.uniform(0.75, 1.25)
        await asyncio.sleep(max(wait, least))

    def _say(self, error: Exception, before: int) -> None:
        if isinstance(error, _Off):
            self._report(msg("slack-socket-off"))
        elif before and not isinstance(error, Undeliverable) and str(error) not in WRONG:
            # One hiccup is none; what is wrong with a token the wire has said.
            self._report(msg("slack-unreached"))

    async def _connect(self) -> _Line:
        socket = await self._wire.socket(await self._wire.socket_url(), self.heartbeat)
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                hello = _content(await socket.receive())
            if hello.get("reason") == "link_disabled":
                raise _Off
            if hello.get("type") != "hello":
                raise ValueError(str(hello.get("reason")))
        except BaseException:
            await socket.close()
            raise
        told = (hello.get("debug_info") or {}).get("approximate_connection_time")
        return _Line(socket, float(told) if isinstance(told, int | float) and told > 0 else None)

    async def _read_on(self, line: _Line) -> None:
        """Hand on what comes until the socket ends."""
        while True:
            message = await line.socket.receive()
            if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
                return
            found = _content(message)
            if found.get("type") == "disconnect":
                if found.get("reason") == "link_disabled":
                    self._report(msg("slack-socket-off"))
                line.leave.set()
            elif "envelope_id" in found:
                self._keep(self._one(line.socket, found))

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _give_up(self, line: _Line, seconds: float) -> None:
        """Read a socket on for a while, so that what was on its way arrives; then close it."""
        if line.reading and not line.reading.done():
            await asyncio.wait({line.reading}, timeout=seconds)
            line.reading.cancel()
        with contextlib.suppress(ClientError, OSError, TimeoutError):
            await line.socket.close()

    async def close(self) -> None:
        """Let what is under way be acknowledged, for a while; then close."""
        line, self._line = self._line, None
        if line and line.reading:
            line.reading.cancel()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=DRAIN_SECONDS)
        if line:
            await self._give_up(line, 0)

    async def _one(self, socket: ClientWebSocketResponse, envelope: dict[str, Any]) -> None:
        try:
            payload = envelope.get("payload")
            ack = await self._take(payload if isinstance(payload, dict) else {})
            if ack.status != 200:
                # Not acknowledged: Slack brings events again.
                return
            answer: dict[str, Any] = {"envelope_id": envelope["envelope_id"]}
            if ack.body is not None and envelope.get("accepts_response_payload"):
                answer["payload"] = ack.body
            await self._wire.acknowledge(socket, answer)
        except (ClientError, OSError) as error:
            log.warning("slack.unacknowledged", **where(error))
        except Exception as error:
            log.error("slack.failed", **where(error))


def _content(message: WSMessage) -> dict[str, Any]:
    """Return a frame's content; what is none is passed over."""
    if message.type is not WSMsgType.TEXT:
        return {}
    try:
        found = json.loads(message.data)
    except (ValueError, RecursionError):
        log.warning("slack.unreadable", kind="frame")
        return {}
    return found if isinstance(found, dict) else {}
