"""Lanes: each chat's messages in order and at its platform's pace; answers go before what nobody has asked for.

The platforms' true limits are not published. Telegram's usual ones are kept here (1 a second and chat, 20 a minute and
group, 30 a second in all; Slack's 1 a second and channel is the same), and a chat that is told to wait waits alone.
Times are the loop's, which no clock change moves.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from handlers.kit.errors import TryLater

FORGET_SECONDS = 60.0

Chat = int | str


@dataclass(frozen=True, slots=True)
class Rates:
    """How much may go out: messages a second to one chat after a burst, a minute to one group, a second in all.

    `patience` is how many seconds something unasked waits for its chat, `reply_patience` how many an answer waits.
    """

    chat: float = 1.0
    burst: int = 4
    group: int = 20
    group_seconds: float = 60.0
    overall: int = 30
    unasked: int = 25
    seconds: float = 1.05
    patience: float = 10.0
    reply_patience: float = 60.0


RATES = Rates()


@dataclass(slots=True)
class _Window:
    """The moments of the last sendings, of which only so many may lie within so many seconds."""

    most: int
    seconds: float
    _sent: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        while self._sent and self._sent[0] <= now - self.seconds:
            self._sent.popleft()
        return self._sent[-self.most] + self.seconds - now if len(self._sent) >= self.most else 0.0

    def add(self, now: float) -> None:
        self._sent.append(now)


@dataclass(slots=True)
class _Queue:
    """Who waits: answers before all else, each kind in the order in which it came."""

    replies: deque[asyncio.Future[None]] = field(default_factory=deque)
    others: deque[asyncio.Future[None]] = field(default_factory=deque)

    def add(self, asked: bool) -> asyncio.Future[None]:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        (self.replies if asked else self.others).append(future)
        return future

    def next(self) -> tuple[asyncio.Future[None], bool] | None:
        """Return who is first, and whether it is an answer; whoever has given up is passed over."""
        for queue, asked in ((self.replies, True), (self.others, False)):
            while queue and queue[0].done():
                queue.popleft()
            if queue:
                return queue[0], asked
        return None

    def pop(self, asked: bool) -> None:
        (self.replies if asked else self.others).popleft()


@dataclass(slots=True)
class _Lane:
    group: _Window
    busy: bool = False
    held: float = 0.0
    full: float = 0.0
    queue: _Queue = field(default_factory=_Queue)


class Lanes:
    """The pace of one bot."""

    def __init__(self, rates: Rates | None = None) -> None:
        self.rates = rates or RATES
        self._lanes: dict[Chat, _Lane] = {}
        self._gate = _Queue()
        self._all = _Window(self.rates.overall, self.rates.seconds)
        self._unasked = _Window(self.rates.unasked, self.rates.seconds)
        self._timer: asyncio.TimerHandle | None = None
        self._swept = 0.0

    @property
    def known(self) -> int:
        """How many chats are remembered."""
        return len(self._lanes)

    @asynccontextmanager
    async def turn(self, chat: Chat, *, asked: bool) -> AsyncIterator[None]:
        """Give a chat's turn: nothing else goes there until it ends. Raises TryLater for what nobody has asked for."""
        lane = self._lane(chat)
        await self._enter(lane, asked)
        try:
            yield
        finally:
            _leave(lane)

    def busy(self, chat: Chat) -> bool:
        """Tell whether it is somebody's turn in a chat."""
        return chat in self._lanes and self._lanes[chat].busy

    async def go(self, chat: Chat, *, asked: bool) -> None:
        """Wait until one more message may go to a chat whose turn it is; raises TryLater where that is too long."""
        lane = self._lane(chat)
        patience = self.rates.reply_patience if asked else self.rates.patience
        while (wait := self._wait(lane, chat)) > 0:
            if wait > patience:
                raise TryLater("held", wait)
            await asyncio.sleep(wait)
        now = _now()
        lane.full = max(now, lane.full) + 1 / self.rates.chat
        if is_group(chat):
            lane.group.add(now)
        future = self._gate.add(asked)
        self._open()
        await future

    def hold(self, chat: Chat, seconds: float) -> None:
        """Let nothing go to a chat for so many seconds: its platform has said so."""
        lane = self._lane(chat)
        lane.held = max(lane.held, _now() + seconds)

    def _wait(self, lane: _Lane, chat: Chat) -> float:
        now = _now()
        paced = lane.full - now - (self.rates.burst - 1) / self.rates.chat
        return max(lane.held - now, paced, lane.group.wait(now) if is_group(chat) else 0.0)

    def _lane(self, chat: Chat) -> _Lane:
        now = _now()
        if now >= self._swept + FORGET_SECONDS:
            self._swept = now
            self._lanes = {chat: lane for chat, lane in self._lanes.items() if lane.busy or not self._idle(lane, now)}
        if chat not in self._lanes:
            self._lanes[chat] = _Lane(_Window(self.rates.group, self.rates.group_seconds))
        return self._lanes[chat]

    def _idle(self, lane: _Lane, now: float) -> bool:
        return max(lane.held, lane.full) <= now and lane.group.wait(now) <= 0 and lane.queue.next() is None

    async def _enter(self, lane: _Lane, asked: bool) -> None:
        if not lane.busy:
            lane.busy = True
            return
        future = lane.queue.add(asked)
        try:
            async with asyncio.timeout(None if asked else self.rates.patience):
                await future
        except BaseException as error:
            # Given up in the very moment in which it was handed over: it is handed on.
            if future.done() and not future.cancelled():
                _leave(lane)
            if isinstance(error, TimeoutError):
                raise TryLater("busy", self.rates.patience) from None
            raise

    def _open(self) -> None:
        """Let through whoever may go now, and come back when the next one may."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        while first := self._gate.next():
            future, asked = first
            now = _now()
            wait = max(self._all.wait(now), 0.0 if asked else self._unasked.wait(now))
            if wait > 0:
                self._timer = asyncio.get_running_loop().call_later(wait, self._open)
                return
            self._all.add(now)
            if not asked:
                self._unasked.add(now)
            self._gate.pop(asked)
            future.set_result(None)


def _leave(lane: _Lane) -> None:
    if first := lane.queue.next():
        future, asked = first
        lane.queue.pop(asked)
        future.set_result(None)
    else:
        lane.busy = False


def is_group(chat: Chat) -> bool:
    """Tell whether a chat has several people in it."""
    # Telegram's groups have numbers below zero.
    return isinstance(chat, int) and chat < 0


def _now() -> float:
    return asyncio.get_running_loop().time()
