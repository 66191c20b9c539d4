"""What the bot says in answer: in each chat's order, again until it has gone, marked where it may have come before."""

from __future__ import annotations

import asyncio
import random
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.faces.face import Answer, Intake
from bot.faces.telegram.errors import Moved
from bot.faces.telegram.lanes import Lanes
from bot.faces.telegram.parse import PLATFORM, Incoming
from bot.faces.telegram.render import Out, render_scene
from bot.faces.telegram.wire import Wire
from bot.logs import log, where
from handlers.kit.errors import Doubtful, TryLater, Undeliverable
from messages.words import Msg, msg, words_of

T = TypeVar("T")

# Seconds until the next try, each a quarter more or less; after the last one the answer is left for the next start.
WAITS = (1.0, 3.0, 10.0, 30.0)
STOPS = ("blocked", "gone")
MOST_KNOWN = 10_000
IDLE_SECONDS = 5.0
# Of the ten seconds that a stop may take.
CLOSE_SECONDS = 3.0


class Answers:
    """Says things in chats without holding up the next updates."""

    def __init__(self, wire: Wire, lanes: Lanes) -> None:
        self.wire = wire
        self.lanes = lanes
        self.waits: tuple[float, ...] = WAITS
        self.intake: Intake | None = None
        # Whom an answer is owed that could not go, and what is to be called when she has been shown where she stands.
        self.owed: dict[int, list[Callable[[], None]]] = {}
        self._under_way: set[asyncio.Task[None]] = set()
        self._to_say: set[tuple[int, str, int | None]] = set()
        # Whether a message of the bot quotes something now; what is not known any more counts as quoting.
        self._quoting: OrderedDict[tuple[int, int], bool] = OrderedDict()

    def later(self, chat: int, work: Callable[[], Awaitable[None]], owes: Callable[[], None] | None = None) -> None:
        """Do something in a chat's turn, after what was asked for there before; an answer that cannot go is `owed`."""
        self._start(self._in_turn(chat, work, owes))

    def rest(self, callback: str) -> None:
        """Let a pressed button rest at once, whatever waits in its chat."""
        self._start(self.wire.pressed(callback))

    def _start(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def idle(self) -> None:
        """Wait for the answers under way, five seconds at most."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=IDLE_SECONDS)

    async def close(self) -> None:
        """Let what is under way go, for a while; what waits to be tried again is left for the next start."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=CLOSE_SECONDS)
        rest = list(self._under_way)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def _in_turn(self, chat: int, work: Callable[[], Awaitable[None]], owes: Callable[[], None] | None) -> None:
        async with self.lanes.turn(chat, asked=True):
            try:
                await work()
            except Undeliverable as error:
                log.warning("telegram.unanswered", state=str(error), **where(error))
                await self._stopped(chat, str(error))
            except (TryLater, Doubtful) as error:
                log.warning("telegram.unanswered", state=str(error), **where(error))
                if owes:
                    self.owed.setdefault(chat, []).append(owes)
            except Exception as error:
                log.error("telegram.failed", **where(error))

    async def _stopped(self, chat: int, why: str) -> None:
        if why in STOPS and chat > 0 and self.intake:
            try:
                await self.intake.stopped(PLATFORM, str(chat), why)
            except Exception as error:
                # Whatever is sent next finds it out again.
                log.warning("telegram.unnoted", **where(error))

    def say_once(self, chat: int, sentence: Msg, thread: int | None = None) -> None:
        """Say one sentence in a chat's turn, unless the same one already waits there: a flood gets one answer."""
        what = (chat, sentence.id, thread)
        if what not in self._to_say:
            self._to_say.add(what)
            self.later(chat, lambda: self._say(what, sentence))

    async def _say(self, what: tuple[int, str, int | None], sentence: Msg) -> None:
        self._to_say.discard(what)
        await self.say(what[0], sentence, what[2])

    async def say(self, chat: int, sentence: Msg, thread: int | None = None) -> None:
        """Say one sentence to somebody, or in a group."""
        out = Out(words_of().say(sentence))
        try:
            await self._sent(chat, out, thread=thread)
        except Moved as error:
            await self._sent(error.to, out, thread=thread)

    async def reply(self, incoming: Incoming, answer: Answer) -> None:
        """Show an answer; only when all of it has gone it counts as replied."""
        outs = render_scene(answer.scene, answer.words)
        # Where something is deleted, what quoted it goes, and the sentence that says so must not go with it.
        pressed = 0 if answer.scene.wipes else incoming.pressed
        quotes = await self.show(incoming.chat, outs, pressed)
        if not answer.scene.wipes:
            await self.quote(incoming.chat, quotes)
        answer.replied()

    async def show(self, chat: int, outs: list[Out], pressed: int = 0) -> list[tuple[str, str]]:
        """Send messages, the first in a pressed one's place, and return what they quote as (about, reference)."""
        quotes = []
        for place, out in enumerate(outs):
            # A pressed question turns into what comes next, so that the chat does not fill with spent keyboards.
            edited = place == 0 and pressed and await self._edited(chat, pressed, out)
            message = pressed if edited else await self._sent(chat, out)
            quotes += self.quotes(chat, message, out)
        return quotes

    async def _edited(self, chat: int, message: int, out: Out) -> bool:
        # The same edit twice is one edit: it needs no mark.
        return await self._through(chat, lambda _again: self.wire.edit(chat, message, out))

    async def _sent(self, chat: int, out: Out, *, thread: int | None = None) -> int:
        mark = words_of().say(msg("telegram-again"))

        def send(again: bool) -> Awaitable[int]:
            return self.wire.send(chat, out.marked(mark) if again else out, thread=thread)

        return await self._through(chat, send)

    async def _through(self, chat: int, send: Callable[[bool], Awaitable[T]]) -> T:
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
                self.lanes.hold(chat, error.seconds)
                if wait is None or error.seconds > self.lanes.rates.reply_patience:
                    raise
                if error.seconds:
                    # The chat waits as long as it was told, no more.
                    continue
            await asyncio.sleep(wait * random.uniform(0.75, 1.25))
        raise AssertionError("unreachable")

    def quotes(self, chat: int, message: int, out: Out) -> list[tuple[str, str]]:
        """Note what a message quotes now, and return it as (about, reference)."""
        self._quoting[chat, message] = bool(out.about)
        self._quoting.move_to_end((chat, message))
        while len(self._quoting) > MOST_KNOWN:
            self._quoting.popitem(last=False)
        return [(about, str(message)) for about in out.about]

    def is_quoting(self, chat: int, message: int) -> bool:
        """Tell whether a message may quote something: not if it has turned into something else since."""
        return self._quoting.get((chat, message), True)

    async def quote(self, chat: int, quotes: list[tuple[str, str]]) -> None:
        """Have it written down which messages quote what."""
        if not quotes or not self.intake:
            return
        for wait in (0.2, 1.0, 3.0, None):
            try:
                await self.intake.quoted(PLATFORM, str(chat), quotes)
                return
            except Exception as error:
                if wait is None:
                    log.error("telegram.unquoted", count=len(quotes), **where(error))
                    return
                await asyncio.sleep(wait)
