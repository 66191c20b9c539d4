"""What the bot says in answer on Telegram: edited in place, sent again until it has gone, marked where in doubt."""

from __future__ import annotations

from collections.abc import Awaitable

from bot.faces.face import Answer
from bot.faces.lanes import Lanes
from bot.faces.saying import Saying
from bot.faces.telegram.errors import Moved
from bot.faces.telegram.parse import PLATFORM, Incoming
from bot.faces.telegram.render import Out, render_scene
from bot.faces.telegram.wire import Wire
from messages.words import Msg, msg, words_of


class Answers(Saying):
    """Says things in chats on Telegram."""

    def __init__(self, wire: Wire, lanes: Lanes) -> None:
        super().__init__(PLATFORM, lanes)
        self.wire = wire
        self._to_say: set[tuple[int, str, int | None]] = set()

    def rest(self, callback: str) -> None:
        """Let a pressed button rest at once, whatever waits in its chat."""
        self.start(self.wire.pressed(callback))

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
            quotes += self.quotes(chat, str(message), out.about)
        return quotes

    async def _edited(self, chat: int, message: int, out: Out) -> bool:
        # The same edit twice is one edit: it needs no mark.
        return await self.through(chat, lambda _again: self.wire.edit(chat, message, out))

    async def _sent(self, chat: int, out: Out, *, thread: int | None = None) -> int:
        mark = words_of().say(msg("telegram-again"))

        def send(again: bool) -> Awaitable[int]:
            return self.wire.send(chat, out.marked(mark) if again else out, thread=thread)

        return await self.through(chat, send)
