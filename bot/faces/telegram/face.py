"""The Telegram face: updates are taken, committed and only then confirmed; answers follow in each chat's order."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.faces.face import Intake, Joining, Nobody, Told
from bot.faces.lanes import Lanes
from bot.faces.saying import FILE
from bot.faces.telegram import parse
from bot.faces.telegram.answers import Answers
from bot.faces.telegram.errors import Moved
from bot.faces.telegram.hook import TelegramHook, is_callable
from bot.faces.telegram.listening import Listening
from bot.faces.telegram.render import Out, render_letter, render_scene
from bot.faces.telegram.updates import Updates
from bot.faces.telegram.wire import Wire
from bot.faces.troubles import Troubles
from handlers.kit.clock import Clock
from handlers.kit.errors import Doubtful, TryLater, Undeliverable
from handlers.kit.turn import Traits
from messages.words import Msg, msg, words_of

# Telegram lets a bot delete what is younger than this.
DELETABLE = timedelta(hours=48)
# Waits that Telegram asks for and that are so short are waited within a sending: the first message's, a later one's.
SHORT_SECONDS = 3.0
SHORT_WITHIN_SECONDS = 10.0
MOST_SHORT = 3
# What follows a message that stands there already is tried again after so long where nobody has said when.
PART_SECONDS = 1.0


class TelegramFace:
    """One bot: long polling, for which no public address is needed, or a webhook."""

    platform = parse.PLATFORM
    traits = Traits(together=False, home=False, keeps=msg("telegram-stays"), leaves=msg("telegram-leaves"))
    # Nothing tells what stands in a chat: what was perhaps sent cannot be looked for.
    repeatable = False

    def __init__(
        self,
        wire: Wire,
        joining: Joining,
        report: Callable[[Msg], None],
        clock: Clock,
        known: Callable[[], list[str]] = list,
    ) -> None:
        self._wire = wire
        self._clock = clock
        self.lanes = Lanes()
        self.answers = Answers(wire, self.lanes)
        self._updates = Updates(self.answers, joining, self.traits, lambda: self.address)
        self.listening = Listening(wire, self._updates, Troubles(report), clock, known)
        wire.on_refused = self.listening.refused
        self.listening.on_well = self.pay
        self._intake: Intake | None = None
        self._task: asyncio.Task[None] | None = None

    def brought(self, base: str) -> TelegramHook | None:
        """Have updates brought to a public base address by a webhook; None, and reported, where Telegram would not."""
        if not is_callable(base):
            self.listening.troubles.say("hook", msg("telegram-webhook-address"))
            return None
        hook = TelegramHook(self._wire.secret, self._updates)
        # A worker may be brought updates before it has asked who its bot is.
        self._updates.bot = self._wire.bot
        self.listening.hook, self.listening.hook_url = hook, f"{base.rstrip('/')}{hook.path}"
        return hook

    async def listen(self, intake: Intake) -> None:
        """Begin to listen; what is wrong with token or network is reported once, and the other faces go on."""
        self._intake = self._updates.intake = self.answers.intake = self.listening.intake = intake
        if self.listening.hook:
            self.listening.hook.open = True
        self._task = asyncio.create_task(self.listening.forever())

    async def close(self) -> None:
        """Stop listening; answers under way are finished."""
        if self.listening.hook:
            self.listening.hook.open = False
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self.answers.close()
        await self._wire.close()

    async def idle(self) -> None:
        """Wait for the answers under way, five seconds at most."""
        await self.answers.idle()

    @property
    def address(self) -> str:
        """The bot's own address."""
        return f"https://t.me/{self.listening.name}"

    async def show(self, user_id: str, told: Told) -> str:
        """Send a notice; raises Undeliverable, TryLater and Doubtful."""
        chat = int(user_id)
        render = render_letter if told.letter else render_scene
        outs = render(told.scene, told.words, msg("telegram-again") if told.again else None)
        quotes: list[tuple[str, str]] = []
        last = 0
        try:
            async with self.lanes.turn(chat, asked=False):
                for place, out in enumerate(outs):
                    last = await self._part(chat, out, place, quiet=told.quiet)
                    quotes += self.answers.quotes(chat, str(last), out.about)
        finally:
            await self.answers.quote(chat, quotes)
        return str(last)

    async def _part(self, chat: int, out: Out, place: int, *, quiet: bool) -> int:
        most = SHORT_WITHIN_SECONDS if place else SHORT_SECONDS
        for more in range(MOST_SHORT, -1, -1):
            try:
                await self.lanes.go(chat, asked=False)
                return await self._wire.send(chat, out, quiet=quiet)
            except TryLater as error:
                self.lanes.hold(chat, error.seconds)
                if more and (error.seconds or place) and error.seconds <= most:
                    await asyncio.sleep(0 if error.seconds else PART_SECONDS)
                    continue
                if place:
                    # The parts before it stand there: it is not true that nothing was shown.
                    raise Doubtful("partly") from error
                raise
        raise AssertionError("unreachable")

    async def put(self, chat: str, topic: str, told: Told, *, under: str = "", stands: str = "") -> str:
        """Put a card up in a group or topic, or in the place of what stands there; raises as show does."""
        group, thread = int(chat), int(topic) if topic else None
        out, *_ = render_scene(told.scene, told.words, msg("telegram-again") if told.again else None)
        async with self.lanes.turn(group, asked=False):
            await self.lanes.go(group, asked=False)
            try:
                if stands:
                    await self._wire.change(group, int(stands), out)
                    return stands
                sent = await self._wire.send(group, out, thread=thread, quiet=told.quiet, under=int(under or 0))
            except TryLater as error:
                self.lanes.hold(group, error.seconds)
                raise
            except Moved as error:
                assert self._intake is not None
                await self._intake.moved(self.platform, chat, str(error.to))
                raise TryLater("moved") from None
        return str(sent)

    async def wipe(self, user_id: str, reference: str, shown_at: datetime) -> None:
        """Delete a message, or redraw it so that it quotes nothing any more; one that is gone is fine."""
        chat, message = int(user_id), int(reference.removeprefix(FILE))
        if not self.answers.is_quoting(chat, reference):
            return
        async with self.lanes.turn(chat, asked=False):
            await self.lanes.go(chat, asked=False)
            try:
                if self._clock.now() - shown_at < DELETABLE and await self._wire.delete(chat, message):
                    return
                done = await self._covered(chat, message, file=reference.startswith(FILE))
            except TryLater as error:
                self.lanes.hold(chat, error.seconds)
                raise
        if not done:
            raise Undeliverable("refused")

    async def _covered(self, chat: int, message: int, *, file: bool) -> bool:
        """Let something stand there that quotes nothing: Telegram deletes nothing that is older than two days."""
        says = words_of().say(msg("telegram-wiped"))
        if file:
            return await self._wire.cover(chat, message, says, f"{words_of().say(msg('telegram-wiped-file'))}.txt")
        return await self._wire.redraw(chat, message, Out(says))

    async def redraw(self, user_id: str, shown: Callable[[], None]) -> None:
        """Show a person where she stands, marked as perhaps sent before."""
        self.answers.later(int(user_id), lambda: self._standing(user_id, shown), owes=shown)

    async def pay(self) -> None:
        """Show those where they stand to whom an answer is owed: Telegram is there again."""
        await self.answers.pay(self.redraw)

    async def _standing(self, user_id: str, shown: Callable[[], None]) -> None:
        # Looked at only now: what came again after the start may just have been answered.
        assert self._intake is not None
        with contextlib.suppress(Nobody, TryLater):
            answer = await self._intake.owed(self.platform, user_id, self.traits)
            outs = render_scene(answer.scene, answer.words, msg("telegram-again"))
            await self.answers.show(int(user_id), outs)
            shown()
