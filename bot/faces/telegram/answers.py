"""What the bot says in answer on Telegram: edited in place, sent again until it has gone, marked where in doubt."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace

from bot.faces.face import Answer
from bot.faces.files import Paper, made
from bot.faces.lanes import Lanes
from bot.faces.saying import FILE, STOPS, Saying
from bot.faces.telegram.errors import Moved
from bot.faces.telegram.parse import PLATFORM, Incoming
from bot.faces.telegram.render import Out, render_scene
from bot.faces.telegram.wire import Wire
from bot.logs import log, where
from handlers.kit.errors import BotError, Undeliverable
from messages.words import Msg, Words, msg, words_of


class Answers(Saying):
    """Says things in chats on Telegram."""

    def __init__(self, wire: Wire, lanes: Lanes) -> None:
        super().__init__(PLATFORM, lanes)
        self.wire = wire
        self._to_say: set[tuple[int, str, int | None]] = set()

    def rest(self, callback: str, sentence: Msg | None = None, words: Words | None = None) -> None:
        """Let a pressed button rest at once, whatever waits in its chat, with a sentence for whoever pressed it."""
        self.start(self.wire.pressed(callback, (words or words_of()).say(sentence) if sentence else ""))

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
        if answer.scene.wipes:
            # Where something is deleted, what quoted it goes, and the sentence that says so must not go with it.
            await self.show(incoming.chat, [replace(out, about=()) for out in outs])
        else:
            await self.show(incoming.chat, outs, incoming.pressed)
        answer.replied()

    async def reply_aside(self, incoming: Incoming, answer: Answer, address: str) -> None:
        """Answer in private what somebody has done in a group, and say there, for her alone, where to look."""
        told, outs = msg("places-in-private"), render_scene(answer.scene, answer.words)
        try:
            await self.show(incoming.user, outs)
        except Undeliverable:
            told = msg("places-begin-first", name=address)
        if incoming.callback:
            self.rest(incoming.callback, told, answer.words)
        answer.replied()

    async def show(self, chat: int, outs: list[Out], pressed: int = 0) -> None:
        """Send messages, the first in a pressed one's place, and note what they quote, be it that not all can go."""
        quotes: list[tuple[str, str]] = []
        try:
            for place, out in enumerate(outs):
                # A pressed question turns into what comes next, so that the chat does not fill with spent keyboards.
                edited = place == 0 and pressed and await self._edited(chat, pressed, out)
                message = pressed if edited else await self._sent(chat, out)
                quotes += self.quotes(chat, str(message), out.about)
                if out.file:
                    quotes += await self._file(chat, out.file, out.about)
        finally:
            await self.quote(chat, quotes)

    async def _file(self, chat: int, paper: Paper, about: tuple[str, ...]) -> list[tuple[str, str]]:
        """Send a file after its card's text; where that fails the card stands, and a sentence says what is missing."""
        data = await made(paper)
        message = await self._given(chat, paper, data) if data else 0
        if not message:
            await self._sent(chat, Out(words_of().say(msg("kit-file-missing"))))
            return []
        return self.quotes(chat, f"{FILE}{message}", about)

    async def _given(self, chat: int, paper: Paper, data: bytes) -> int:
        mark = words_of().say(msg("telegram-again"))
        try:
            return await self.through(chat, lambda again: self.wire.give(chat, paper, data, mark if again else ""))
        except BotError as error:
            if isinstance(error, Undeliverable) and str(error) in STOPS:
                raise
            log.warning("face.unfiled", platform=self.platform, state=str(error), **where(error))
            return 0

    async def _edited(self, chat: int, message: int, out: Out) -> bool:
        # The same edit twice is one edit: it needs no mark.
        return await self.through(chat, lambda _again: self.wire.edit(chat, message, out))

    async def _sent(self, chat: int, out: Out, *, thread: int | None = None) -> int:
        mark = words_of().say(msg("telegram-again"))

        def send(again: bool) -> Awaitable[int]:
            return self.wire.send(chat, out.marked(mark) if again else out, thread=thread)

        return await self.through(chat, send)
