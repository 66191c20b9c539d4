"""What people do in channels: a press, a reply in a thread; and the bot let in or taken out.

Whoever does it is answered for her alone, where she is or in a page in front of her.
"""

from __future__ import annotations

from bot.faces.face import Answer, Intake, Nobody
from bot.faces.hello import HELLO
from bot.faces.slack.answers import Answers
from bot.faces.slack.incoming import PLATFORM, Incoming
from bot.faces.slack.wire import Me
from handlers.kit.cards import Card
from handlers.kit.events import Heard
from handlers.kit.turn import Traits
from messages.words import Msg, msg


class There:
    """Takes what concerns channels out of the events."""

    def __init__(self, answers: Answers, traits: Traits) -> None:
        self._answers = answers
        self._traits = traits

    async def act(self, incoming: Incoming, intake: Intake) -> Answer | Msg | None:
        """Handle an act of somebody's in a channel; return what is shown to her, or what has been whispered."""
        at = incoming.at
        assert at is not None
        if isinstance(incoming.act, Heard) and not await intake.stands(PLATFORM, at.chat, [at.under, at.own]):
            # Somebody else's thread.
            return None
        try:
            answer = await intake.handle(incoming.event(), self._traits)
        except Nobody:
            return None if isinstance(incoming.act, Heard) else self._whisper(incoming, msg("places-stranger"))
        if answer.scene.cards or answer.scene.page:
            return answer
        if answer.scene.whisper and not answer.again:
            self._answers.whisper(incoming, Card(paragraphs=(answer.scene.whisper,)), answer.words)
        answer.replied()
        return answer.scene.whisper

    def _whisper(self, incoming: Incoming, said: Msg) -> Msg:
        self._answers.whisper(incoming, Card(paragraphs=(said,)))
        return said

    async def change(self, incoming: Incoming, me: Me | None) -> None:
        """Note that the bot is in a channel now, or is not any more."""
        intake, at = self._answers.intake, incoming.at
        assert intake is not None and at is not None
        joined = incoming.token
        if joined and (me is None or joined != me.user):
            # Somebody else has come.
            return
        if incoming.kind == "out":
            await intake.lost(PLATFORM, at.chat, "gone")
        elif not await intake.found(PLATFORM, at.chat, at.title) and joined and incoming.user:
            self._answers.whisper(incoming, HELLO)
