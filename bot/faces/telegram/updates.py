"""From a batch of updates to answers: each is committed before it counts as taken, each chat's in its order."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any

from bot.faces.face import Intake, Joining, Nobody
from bot.faces.telegram import parse
from bot.faces.telegram.answers import Answers
from bot.faces.telegram.groups import Groups
from bot.faces.telegram.parse import PLATFORM, Incoming
from bot.faces.telegram.render import render_scene
from bot.logs import log, where
from handlers.kit.cards import Card
from handlers.kit.errors import BotError, Refusal, TryLater
from handlers.kit.events import Said, Sent
from handlers.kit.fields import Upload
from handlers.kit.text import digits_of
from handlers.kit.turn import Scene, Traits
from messages.words import msg, words_of

MOST_SAID = 1_000
SORRY = {
    "file": msg("telegram-file"),
    "forwarded": msg("telegram-forwarded"),
    "edited": msg("telegram-edited"),
}


class Updates:
    """Takes updates, from wherever they come."""

    def __init__(self, answers: Answers, joining: Joining, traits: Traits, address: Callable[[], str]) -> None:
        self.answers = answers
        self._joining = joining
        self.traits = traits
        self.address = address
        self.intake: Intake | None = None
        self.bot = 0
        self.groups = Groups(self)
        # What the inbox does not know: it is not said again when its batch comes again for another's sake.
        self._said: OrderedDict[int, None] = OrderedDict()

    @property
    def name(self) -> str:
        """The bot's user name; empty while it is not known."""
        return self.address().rpartition("/")[2]

    async def take(self, updates: list[Any], offset: int) -> int:
        """Commit a batch and return the next offset; raises TryLater when one must wait, and all come again."""
        by_chat: defaultdict[int, list[Incoming]] = defaultdict(list)
        for update in updates:
            try:
                offset = max(offset, parse.update_id(update) + 1)
                incoming = parse.parse(update)
            except parse.Unreadable:
                kinds = sorted(str(name) for name in update) if isinstance(update, dict) else []
                log.warning("telegram.unreadable", kind=",".join(kinds)[:100])
                continue
            by_chat[incoming.chat].append(incoming)
        # Their numbers say in which order they were done, whatever order they come in.
        chats = [sorted(chat, key=lambda one: one.update) for chat in by_chat.values()]
        results = await asyncio.gather(*(self._in_order(chat) for chat in chats), return_exceptions=True)
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
                self._sorry(incoming)

    def _sorry(self, incoming: Incoming) -> None:
        if incoming.callback:
            self.answers.rest(incoming.callback)
        if incoming.kind in ("act", "join"):
            self.answers.say_once(incoming.user if incoming.at else incoming.chat, msg("runtime-bug"))

    def is_new(self, incoming: Incoming) -> bool:
        """Tell whether nothing has been said yet about an update that the inbox does not know."""
        new = incoming.update not in self._said
        self._said[incoming.update] = None
        while len(self._said) > MOST_SAID:
            self._said.popitem(last=False)
        return new

    async def _one(self, incoming: Incoming) -> None:
        chat = incoming.chat
        if incoming.document and await self._asked_for(incoming):
            return
        if incoming.kind in SORRY and not self.is_new(incoming):
            return
        match incoming.kind:
            case "act" if incoming.at:
                await self.groups.act(incoming)
            case "group" | "in" | "out" | "moved":
                await self.groups.aside(incoming)
            case "file" if incoming.at:
                await self.groups.aside(incoming)
            case "act" | "join":
                await self._act(incoming)
            case "file" | "forwarded" | "edited":
                self.answers.say_once(chat, SORRY[incoming.kind])
            case "left" | "back":
                assert self.intake is not None
                await self.intake.stopped(PLATFORM, str(chat), "blocked" if incoming.kind == "left" else None)
            case _ if incoming.callback:
                self.answers.rest(incoming.callback)

    async def _asked_for(self, incoming: Incoming) -> bool:
        """Take a file that the question in hand asks for, and tell whether it was one; no other is even fetched."""
        assert self.intake is not None
        try:
            page = (await self.intake.look(PLATFORM, str(incoming.user), self.traits)).scene.page
        except Nobody:
            return False
        field = page.fields[0] if page and page.fields else None
        if page is None or not isinstance(field, Upload) or incoming.update in self._said:
            return incoming.update in self._said
        try:
            text = await self._fetched(incoming, field)
        except Refusal as refusal:
            self.answers.say_once(incoming.chat, refusal.sentence)
        except BotError as error:
            log.warning("telegram.unfetched", state=str(error), **where(error))
            self.answers.say_once(incoming.chat, msg("kit-file-unfetched"))
        else:
            await self._act(dataclasses.replace(incoming, act=Sent(page.draft, page.version, {field.name: text})))
        # Only now: what the database could not do is done when it comes again.
        self.is_new(incoming)
        return True

    async def _fetched(self, incoming: Incoming, field: Upload) -> str:
        file = incoming.document
        assert file is not None
        field.check(file.name, file.size)
        data = await self.answers.wire.fetch(file.id)
        return await asyncio.to_thread(field.text_of, file.name, data)

    async def _act(self, incoming: Incoming) -> None:
        assert self.intake is not None
        try:
            answer = await self.intake.handle(incoming.event(self.bot), self.traits)
        except Nobody:
            if incoming.callback:
                self.answers.rest(incoming.callback)
            await self._stranger(incoming)
            return
        if incoming.callback:
            self.answers.rest(incoming.callback)
        if incoming.kind == "join" and incoming.token and not answer.again:
            await self._already(incoming)
        # Telegram repeats what was not confirmed; she has her answer, or gets it marked when the program starts.
        if not answer.again:
            reply = functools.partial(self.answers.reply, incoming, answer)
            self.answers.later(incoming.chat, reply, owes=answer.replied)

    async def _already(self, incoming: Incoming) -> None:
        if sentence := await self._joining.known(incoming.token, PLATFORM, str(incoming.user)):
            self.answers.say_once(incoming.chat, sentence)

    async def _stranger(self, incoming: Incoming) -> None:
        chat = incoming.chat
        if incoming.update in self._said:
            return
        if not incoming.token:
            self.answers.say_once(chat, msg("telegram-stranger"))
        elif await self._joining.join(incoming.token, PLATFORM, str(incoming.user)):
            if not await self._joining.begins(PLATFORM, str(incoming.user)):
                self.answers.later(chat, lambda: self._welcome(chat))
            # The digits of a code are no answer to anything.
            await self._act(dataclasses.replace(incoming, act=Said("/start"), kind="act", token=""))
        else:
            over = msg("joining-over") if digits_of(incoming.token) else msg("telegram-link-over")
            self.answers.say_once(chat, over)
        # Only now: what the database could not do is done when it comes again.
        self.is_new(incoming)

    async def _welcome(self, chat: int) -> None:
        sentences = (msg("joining-clients"), msg("joining-private"), msg("joining-seen"))
        await self.answers.show(chat, render_scene(Scene(cards=(Card(paragraphs=sentences),)), words_of()))
