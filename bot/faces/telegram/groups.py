"""What is done in groups: a press or a reply below what the bot has put up, a command, the bot let in or thrown out.

Whoever does it is answered for her alone: in the answer to her press, or in her private chat. All else that is written
in a group is nobody's business here.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from bot.faces.face import Answer, Nobody
from bot.faces.hello import HELLO
from bot.faces.telegram.parse import PLATFORM, Incoming
from bot.faces.telegram.render import render_scene
from handlers.kit.events import Heard
from handlers.kit.turn import Scene
from messages.words import msg, words_of

if TYPE_CHECKING:
    from bot.faces.telegram.updates import Updates


class Groups:
    """Takes what concerns groups out of the updates."""

    def __init__(self, updates: Updates) -> None:
        self._updates = updates

    async def act(self, incoming: Incoming) -> None:
        """Handle an act of somebody's in a group; raises TryLater."""
        updates = self._updates
        if not self._is_for_us(incoming):
            return
        assert updates.intake is not None
        if isinstance(incoming.act, Heard) and incoming.at:
            chat, mine = incoming.at.chat, [incoming.at.under, incoming.at.own]
            if not await updates.intake.stands(PLATFORM, chat, mine):
                return
        try:
            answer = await updates.intake.handle(incoming.event(updates.bot), updates.traits)
        except Nobody:
            self._stranger(incoming)
            return
        if answer.again:
            self._rest(incoming)
        elif answer.scene.cards or answer.scene.page:
            reply = functools.partial(updates.answers.reply_aside, incoming, answer, updates.address())
            updates.answers.later(incoming.user, reply, owes=answer.replied)
        else:
            self._whisper(incoming, answer)

    def _is_for_us(self, incoming: Incoming) -> bool:
        updates = self._updates
        replied = incoming.replies in (0, updates.bot)
        return replied and incoming.calls.lower() in ("", updates.name.lower())

    def _rest(self, incoming: Incoming) -> None:
        if incoming.callback:
            self._updates.answers.rest(incoming.callback)

    def _whisper(self, incoming: Incoming, answer: Answer) -> None:
        said, answers = answer.scene.whisper, self._updates.answers
        if incoming.callback:
            answers.rest(incoming.callback, said, answer.words)
        elif said:
            answers.say_once(incoming.user, said)
        answer.replied()

    def _stranger(self, incoming: Incoming) -> None:
        if incoming.callback:
            self._updates.answers.rest(incoming.callback, msg("places-stranger"))
        elif not isinstance(incoming.act, Heard):
            self._say_where(incoming)

    def _say_where(self, incoming: Incoming) -> None:
        if self._updates.is_new(incoming):
            there = msg("telegram-group", address=self._updates.address())
            self._updates.answers.say_once(incoming.chat, there, incoming.thread)

    async def aside(self, incoming: Incoming) -> None:
        """Do what is no act of a known person; raises TryLater."""
        intake = self._updates.intake
        assert intake is not None
        chat = str(incoming.chat)
        match incoming.kind:
            case "group" if self._is_for_us(incoming):
                self._say_where(incoming)
            case "moved":
                await intake.moved(PLATFORM, chat, str(incoming.moved_to))
            case "out":
                await intake.lost(PLATFORM, chat, incoming.why)
            case "in" if incoming.at:
                known = await intake.found(PLATFORM, chat, incoming.at.title)
                if not known and incoming.came and self._updates.is_new(incoming):
                    outs = render_scene(Scene(cards=(HELLO,)), words_of())
                    self._updates.answers.later(incoming.chat, lambda: self._updates.answers.show(incoming.chat, outs))
            case "file" if incoming.replies == self._updates.bot:
                self._updates.answers.say_once(incoming.user, msg("places-file"))
