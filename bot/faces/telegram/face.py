"""The Telegram face: updates are taken, committed and only then confirmed; answers follow in each chat's order."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.faces.face import Answer, Intake, Nobody, Told
from bot.faces.telegram import parse
from bot.faces.telegram.parse import Incoming
from bot.faces.telegram.render import Out, render_scene
from bot.faces.telegram.wire import Wire
from bot.logs import log, where
from handlers.kit.cards import Card
from handlers.kit.errors import TryLater, Undeliverable
from handlers.kit.turn import Scene, Traits
from messages.words import Msg, msg, words_of

RETRY_SECONDS = 5.0


class Joining(Protocol):
    """What the face needs for people who come by a link; filled in by app.py."""

    async def join(self, token: str, platform: str, user_id: str) -> bool:
        """Use a link up and give its person this account; False where it cannot be used."""
        ...


class TelegramFace:
    """Long polling with one bot; no public address is needed."""

    platform = parse.PLATFORM
    traits = Traits(together=False, home=False, keeps=msg("telegram-stays"))

    def __init__(self, wire: Wire, joining: Joining, report: Callable[[Msg], None]) -> None:
        self._wire = wire
        self._joining = joining
        self._report = report
        self._intake: Intake | None = None
        self._polling: asyncio.Task[None] | None = None
        self._chats: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._answering: set[asyncio.Task[None]] = set()
        self._said: str = ""
        self.bot = 0
        self.name = ""
        self.retry = RETRY_SECONDS

    async def listen(self, intake: Intake) -> None:
        """Begin to poll; what is wrong with token or network is reported once, and the other faces go on."""
        self._intake = intake
        self._polling = asyncio.create_task(self._poll())

    async def close(self) -> None:
        """Stop polling; answers under way are finished."""
        if self._polling:
            self._polling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._polling
        await self.idle()
        await self._wire.close()

    async def idle(self) -> None:
        """Wait for the answers under way, five seconds at most."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=5)

    async def _poll(self) -> None:
        offset = 0
        while True:
            try:
                if not self.bot:
                    await self._wire.open()
                    self.bot, self.name = await self._wire.who()
                updates = await self._wire.updates(offset)
                self._trouble(None)
                offset = await self._take(updates, offset)
            except InvalidToken:
                self._trouble(msg("telegram-token"))
                await asyncio.sleep(self.retry * 6)
            except Conflict:
                self._trouble(msg("telegram-twice"))
                await asyncio.sleep(self.retry)
            except (NetworkError, TelegramError) as error:
                self._trouble(msg("telegram-unreached"))
                log.warning("telegram.trouble", **where(error))
                await asyncio.sleep(self.retry)
            except TryLater:
                # Nothing was confirmed: the same updates come again.
                await asyncio.sleep(self.retry)

    def _trouble(self, sentence: Msg | None) -> None:
        if sentence and sentence.id != self._said:
            self._report(sentence)
        self._said = sentence.id if sentence else ""

    async def _take(self, updates: list[Any], offset: int) -> int:
        """Commit a batch, each chat in its order, and return the next offset; raises TryLater when one must wait."""
        by_chat: defaultdict[int, list[Incoming]] = defaultdict(list)
        for update in updates:
            try:
                offset = max(offset, parse.update_id(update) + 1)
                incoming = parse.parse(update)
            except parse.Unreadable:
                log.warning("telegram.unreadable", kind=",".join(sorted(update)) if isinstance(update, dict) else "")
                continue
            by_chat[incoming.chat].append(incoming)
        results = await asyncio.gather(*(self._in_order(chat) for chat in by_chat.values()), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result
        return offset

    async def _in_order(self, chat: list[Incoming]) -> None:
        for incoming in chat:
            try:
                await self._one(incoming)
            except TryLater:
                raise
            except Exception as error:
                # One update that fails like this must not come again and again before all others.
                log.error("telegram.failed", kind=incoming.kind, **where(error))

    async def _one(self, incoming: Incoming) -> None:
        match incoming.kind:
            case "act" | "join":
                await self._act(incoming)
            case "file":
                self._later(incoming.chat, self._say(incoming.chat, msg("telegram-file")))
            case "edited":
                self._later(incoming.chat, self._say(incoming.chat, msg("telegram-edited")))
            case "group":
                there = msg("telegram-group", address=self.address)
                self._later(incoming.chat, self._say(incoming.chat, there, thread=incoming.thread))
            case _ if incoming.callback:
                self._later(incoming.chat, self._wire.pressed(incoming.callback))

    async def _act(self, incoming: Incoming) -> None:
        assert self._intake is not None
        try:
            answer = await self._intake.handle(incoming.event(self.bot), self.traits)
        except Nobody:
            await self._stranger(incoming)
            return
        self._later(incoming.chat, self._answer(incoming, answer))

    async def _stranger(self, incoming: Incoming) -> None:
        if not incoming.token:
            self._later(incoming.chat, self._say(incoming.chat, msg("telegram-stranger")))
        elif await self._joining.join(incoming.token, self.platform, str(incoming.user)):
            self._later(incoming.chat, self._welcome(incoming.chat))
            await self._act(incoming)
        else:
            self._later(incoming.chat, self._say(incoming.chat, msg("telegram-link-over")))

    async def _welcome(self, chat: int) -> None:
        sentences = (msg("telegram-joined-clients"), msg("telegram-joined-private"), msg("telegram-joined-seen"))
        await self._show(chat, render_scene(Scene(cards=(Card(paragraphs=sentences),)), words_of()))

    async def _say(self, chat: int, sentence: Msg, thread: int | None = None) -> None:
        await self._wire.send(chat, Out(words_of().say(sentence)), thread=thread)

    async def _answer(self, incoming: Incoming, answer: Answer) -> None:
        if incoming.callback:
            await self._wire.pressed(incoming.callback)
        if answer.again:
            # Telegram repeats what was not confirmed; she has her answer, or gets it marked when the program starts.
            return
        outs = render_scene(answer.scene, answer.words)
        # A pressed question turns into what comes next, so that the chat does not fill with spent keyboards.
        if incoming.pressed and outs and await self._wire.edit(incoming.chat, incoming.pressed, outs[0]):
            outs = outs[1:]
        await self._show(incoming.chat, outs)
        answer.replied()

    async def _show(self, chat: int, outs: list[Out], *, quiet: bool = False) -> int:
        last = 0
        for out in outs:
            last = await self._wire.send(chat, out, quiet=quiet)
        return last

    def _later(self, chat: int, work: Coroutine[Any, Any, None]) -> None:
        """Answer without holding up the next updates, but never out of the chat's order."""

        async def in_turn() -> None:
            async with self._chats[chat]:
                try:
                    await work
                except (Undeliverable, TelegramError) as error:
                    log.warning("telegram.unanswered", **where(error))

        task = asyncio.create_task(in_turn())
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    @property
    def address(self) -> str:
        """The bot's own address."""
        return f"https://t.me/{self.name}"

    async def show(self, user_id: str, told: Told) -> str:
        """Send a notice; raises Undeliverable where the person has blocked the bot or is gone."""
        async with self._chats[int(user_id)]:
            return str(await self._show(int(user_id), render_scene(told.scene, told.words), quiet=told.quiet))

    async def redraw(self, user_id: str) -> None:
        """Show a person where she stands, marked as perhaps sent before."""
        assert self._intake is not None
        with contextlib.suppress(Nobody, TryLater):
            answer = await self._intake.look(self.platform, user_id, self.traits)
            outs = render_scene(answer.scene, answer.words, msg("telegram-again"))
            self._later(int(user_id), self._resend(int(user_id), outs))

    async def _resend(self, chat: int, outs: list[Out]) -> None:
        await self._show(chat, outs)
