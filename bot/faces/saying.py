"""What all chat platforms have in common when the bot answers: order, tries, debts, and which messages quote what."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from bot.faces.face import Intake
from bot.faces.lanes import Chat, Lanes, is_group
from bot.logs import log, where
from handlers.kit.errors import Doubtful, TryLater, Undeliverable

T = TypeVar("T")

# Seconds until the next try, each a quarter more or less; after the last one the answer is left for the next start.
WAITS = (1.0, 3.0, 10.0, 30.0)
STOPS = ("blocked", "gone")
# What a reference begins with where it is a file that quotes something, not a text.
FILE = "file:"
# Why something cannot be done until somebody puts it right: another kind of call may go all the same.
WRONG = ("token", "scope")
MOST_KNOWN = 10_000
IDLE_SECONDS = 5.0
# Of the ten seconds that a stop may take.
CLOSE_SECONDS = 3.0


class Saying:
    """Says things in chats without holding up the next events."""

    def __init__(self, platform: str, lanes: Lanes) -> None:
        self.platform = platform
        self.lanes = lanes
        self.waits: tuple[float, ...] = WAITS
        self.intake: Intake | None = None
        # Whom an answer is owed that could not go, and what is to be called when she has been shown where she stands.
        self.owed: dict[Chat, list[Callable[[], None]]] = {}
        # How many answers wait for their chat's turn.
        self.waiting: Counter[Chat] = Counter()
        self._under_way: set[asyncio.Future[Any]] = set()
        # Whether a message of the bot quotes something now; what is not known any more counts as quoting.
        self._quoting: OrderedDict[tuple[Chat, str], bool] = OrderedDict()

    def later(self, chat: Chat, work: Callable[[], Awaitable[None]], owes: Callable[[], None] | None = None) -> None:
        """Do something in a chat's turn, after what was asked for there before; an answer that cannot go is `owed`."""
        self.waiting[chat] += owes is not None
        self.start(self._in_turn(chat, work, owes))

    def start(self, work: Awaitable[T]) -> asyncio.Future[T]:
        """Do something at once, whatever waits; a stop waits for it."""
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def idle(self) -> None:
        """Wait for the answers under way, and for what comes of them, five seconds at most."""
        await self._all_done(IDLE_SECONDS)

    async def close(self) -> None:
        """Let what is under way go, for a while; what waits to be tried again is left for the next start."""
        await self._all_done(CLOSE_SECONDS)
        rest = list(self._under_way)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _all_done(self, seconds: float) -> None:
        until = asyncio.get_running_loop().time() + seconds
        while self._under_way and (left := until - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(self._under_way, timeout=left)
            # What has ended takes itself off the list in the loop's next round.
            await asyncio.sleep(0)

    async def _in_turn(self, chat: Chat, work: Callable[[], Awaitable[None]], owes: Callable[[], None] | None) -> None:
        async with self.lanes.turn(chat, asked=True):
            self.waiting -= Counter({chat: int(owes is not None)})
            try:
                await work()
            except Undeliverable as error:
                log.warning("face.unanswered", platform=self.platform, state=str(error), **where(error))
                await self._stopped(chat, str(error))
            except (TryLater, Doubtful) as error:
                log.warning("face.unanswered", platform=self.platform, state=str(error), **where(error))
                if owes:
                    self.owed.setdefault(chat, []).append(owes)
            except Exception as error:
                log.error("face.failed", platform=self.platform, **where(error))

    async def _stopped(self, chat: Chat, why: str) -> None:
        if why in STOPS and not is_group(chat) and self.intake:
            try:
                await self.intake.stopped(self.platform, str(chat), why)
            except Exception as error:
                # Whatever is sent next finds it out again.
                log.warning("face.unnoted", platform=self.platform, **where(error))

    async def through(self, chat: Chat, send: Callable[[bool], Awaitable[T]]) -> T:
        """Make one call until it is done; from the moment on when it may have been done it is told so."""
        again = False
        for wait in (*self.waits, None):
            try:
                await self.lanes.go(chat, asked=True)
                return await send(again)
            except Doubtful:
                if wait is None:
                    raise
                again = True
            except TryLater as error:
                if str(error) not in WRONG:
                    self.lanes.hold(chat, error.seconds)
                if wait is None or error.seconds > self.lanes.rates.reply_patience:
                    raise
                if error.seconds:
                    # The chat waits as long as it was told, no more.
                    continue
            await asyncio.sleep(wait * random.uniform(0.75, 1.25))
        raise AssertionError("unreachable")

    async def pay(self, redraw: Callable[[str, Callable[[], None]], Awaitable[None]]) -> None:
        """Have those shown where they stand to whom an answer is owed: the platform is there again."""
        owed, self.owed = self.owed, {}
        for chat, debts in owed.items():
            await redraw(str(chat), partial(_all_of, debts))

    def quotes(self, chat: Chat, reference: str, about: tuple[str, ...]) -> list[tuple[str, str]]:
        """Note what a message quotes now, and return it as (about, reference)."""
        self._quoting[chat, reference] = bool(about)
        self._quoting.move_to_end((chat, reference))
        while len(self._quoting) > MOST_KNOWN:
            self._quoting.popitem(last=False)
        return [(one, reference) for one in about]

    def is_quoting(self, chat: Chat, reference: str) -> bool:
        """Tell whether a message may quote something: not if it has turned into something else since."""
        return self._quoting.get((chat, reference), True)

    async def quote(self, chat: Chat, quotes: list[tuple[str, str]]) -> None:
        """Have it written down which messages quote what."""
        if not quotes or not self.intake:
            return
        try:
            await self.intake.quoted(self.platform, str(chat), quotes)
        except Exception as error:
            log.error("face.unquoted", platform=self.platform, count=len(quotes), **where(error))


def _all_of(debts: list[Callable[[], None]]) -> None:
    for paid in debts:
        paid()
