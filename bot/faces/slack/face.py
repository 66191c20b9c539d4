"""The Slack face: the turn is committed, then acknowledged; notices are looked for before they are sent again."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime

from bot.faces.face import Intake, Joining, Nobody, Told
from bot.faces.lanes import Lanes
from bot.faces.saying import FILE
from bot.faces.slack import files, render, views
from bot.faces.slack.answers import Answers
from bot.faces.slack.bolt import Bolt
from bot.faces.slack.events import Events
from bot.faces.slack.hook import SlackHook
from bot.faces.slack.incoming import PLATFORM
from bot.faces.slack.listening import Listening
from bot.faces.slack.render import Out
from bot.faces.slack.wire import Wire, about_of, id_of, is_own_file, shows_of
from bot.faces.troubles import Troubles
from handlers.kit.clock import Clock
from handlers.kit.errors import BotError, Doubtful, Over, TryLater, Undeliverable
from handlers.kit.turn import Traits
from messages.words import Msg, msg

NOT_YET_SECONDS = 5.0
# So many messages of a chat are looked through for one that was perhaps sent.
LOOK_PAGES = 3
# So many of its last messages may be the answer that was under way when the program was killed.
LAST_SAID = 5


class SlackFace:
    """One app in one workspace: Socket Mode, for which no public address is needed, or signed HTTP."""

    platform = PLATFORM
    # Slack has no message that does not ring: what is to be silent waits.
    traits = Traits(
        together=True,
        home=True,
        keeps=msg("slack-stays"),
        leaves=msg("slack-leaves"),
        hers=msg("slack-hers"),
        silent=False,
    )
    # The history tells what stands in a chat: what was perhaps sent is looked for.
    repeatable = True

    def __init__(
        self,
        wire: Wire,
        joining: Joining,
        report: Callable[[Msg], None],
        clock: Clock,
        heard_at: Callable[[str], datetime | None],
        *,
        secret: str = "",
    ) -> None:
        self._wire = wire
        self.lanes = Lanes()
        self.answers = Answers(wire, self.lanes)
        self.troubles = Troubles(report)
        wire.on_trouble = lambda sentence: self.troubles.say(sentence.id, sentence)
        wire.on_over = lambda id: self.troubles.say(id, None)
        self.events = Events(self.answers, joining, self.traits, wire.app)
        bolt = Bolt(wire, self.events, secret)
        self.hook = None if wire.sockets else SlackHook(bolt, clock)
        self.listening = Listening(wire, self.events, bolt, self.troubles, clock, heard_at)
        self.listening.on_well = self.pay
        self._intake: Intake | None = None
        self._task: asyncio.Task[None] | None = None

    async def listen(self, intake: Intake) -> None:
        """Begin to listen; what is wrong with tokens or network is reported once, and the other faces go on."""
        self._intake = self.events.intake = self.answers.intake = self.listening.intake = intake
        if self.hook:
            self.hook.open = True
        self._task = asyncio.create_task(self.listening.forever())

    async def close(self) -> None:
        """Stop listening; answers under way are finished."""
        if self.hook:
            self.hook.open = False
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self.listening.close()
        await self.events.close()
        await self.answers.close()
        await self._wire.close()

    async def idle(self) -> None:
        """Wait for the answers under way, five seconds at most."""
        await self.events.close()
        await self.answers.idle()

    async def show(self, user_id: str, told: Told) -> str:
        """Send a notice; raises Undeliverable, Over, TryLater and Doubtful."""
        user = self._user(user_id)
        outs = render.letter(told.scene, told.words) if told.letter else render.messages(told.scene, told.words)
        quotes: list[tuple[str, str]] = []
        posted = False
        try:
            async with self.lanes.turn(user_id, asked=False):
                channel = await self._wire.channel(user)
                there = await self._there(channel) if told.perhaps else {}
                if told.over and f"{told.id}.0" not in there:
                    raise Over
                for place, out in enumerate(outs):
                    id = f"{told.id}.{place}"
                    ts = there.get(id) or await self._post(user_id, channel, out, id)
                    posted = True
                    quotes += self.answers.quotes(user_id, f"{channel}:{ts}", out.about)
        except TryLater as error:
            self._hold(user_id, error)
            if posted:
                # The parts before it stand there: they are looked for when it is tried again.
                raise Doubtful("partly") from error
            raise
        finally:
            await self.answers.quote(user_id, quotes)
        return f"{channel}:{ts}"

    async def put(self, chat: str, topic: str, told: Told, *, under: str = "", stands: str = "") -> str:
        """Put a card up in a channel or a thread of it, or in the place of what stands there; raises as show does."""
        channel, thread = self._user(chat), under.partition(":")[2]
        out, *_ = render.messages(told.scene, told.words) or [Out([], "")]
        async with self.lanes.turn(chat, asked=False):
            try:
                ts = await self._standing_at(chat, channel, thread, told, stands)
                if ts and not told.over and not await self._wire.put(channel, ts, out, told.id):
                    raise Undeliverable("no_message")
                if not ts:
                    if told.over:
                        raise Over
                    await self.lanes.go(chat, asked=False)
                    ts = await self._wire.post(channel, out, told.id, thread)
            except TryLater as error:
                self._hold(chat, error)
                raise
        return f"{channel}:{ts}"

    async def _standing_at(self, chat: str, channel: str, thread: str, told: Told, stands: str) -> str:
        if stands or not told.perhaps:
            return stands.partition(":")[2]
        found = await self._wire.history(channel, thread=thread, pages=LOOK_PAGES)
        return next((str(one["ts"]) for one in found if id_of(one) == told.id), "")

    async def _post(self, user_id: str, channel: str, out: Out, id: str) -> str:
        await self.lanes.go(user_id, asked=False)
        return await self._wire.post(channel, out, id)

    async def _there(self, channel: str) -> dict[str, str]:
        found = await self._wire.history(channel, pages=LOOK_PAGES)
        return {id_of(one): str(one["ts"]) for one in found if id_of(one)}

    def _user(self, user_id: str) -> str:
        team, _, user = user_id.partition(":")
        if self.events.me is None:
            raise TryLater("unreached", NOT_YET_SECONDS)
        if team != self.events.me.team:
            raise Undeliverable("gone")
        return user

    async def wipe(self, user_id: str, reference: str, shown_at: datetime) -> None:
        """Delete a message or a file; one that is gone is fine."""
        self._user(user_id)
        if not self.answers.is_quoting(user_id, reference):
            return
        async with self.lanes.turn(user_id, asked=False):
            await self.lanes.go(user_id, asked=False)
            try:
                if reference.startswith(FILE):
                    await files.delete(self._wire, reference.removeprefix(FILE))
                else:
                    channel, _, ts = reference.partition(":")
                    await self._wire.delete(channel, ts)
            except TryLater as error:
                self._hold(user_id, error)
                raise

    def _hold(self, user_id: str, error: TryLater) -> None:
        # A chat that is busy, or a key that is wrong, is no reason to keep her answers back.
        if str(error) == "limited":
            self.lanes.hold(user_id, error.seconds)

    async def redraw(self, user_id: str, shown: Callable[[], None]) -> None:
        """Show a person where she stands, unless that stands there already and she has said nothing since."""
        self.answers.later(user_id, lambda: self._standing(user_id, shown), owes=shown)

    async def pay(self) -> None:
        """Show those where they stand to whom an answer is owed: Slack is there again."""
        await self.answers.pay(self.redraw)

    async def _standing(self, user_id: str, shown: Callable[[], None]) -> None:
        assert self._intake is not None
        if not self.listening.caught_up:
            # What she wrote meanwhile may not have been taken yet: its answer will say where she stands.
            raise TryLater("unread", NOT_YET_SECONDS)
        came = self.events.came[user_id]
        channel = await self._wire.channel(self._user(user_id))
        # A file of ours follows the message that it belongs to, and says nothing by itself.
        found = [one for one in await self._wire.history(channel, pages=1) if not is_own_file(one)]
        if found and found[0].get("user") == self._user(user_id):
            # She may have written it this moment, and Slack is still bringing it: then its answer says enough.
            await self.listening.take_new(found[0], channel)
        try:
            answer = await self._intake.owed(self.platform, user_id, self.traits)
        except Nobody:
            return
        said = [one for one in found if shows_of(one)]
        for one in said[:LAST_SAID]:
            # What was said just before the program ended may not be noted as quoting what it quotes.
            await self.answers.quote(user_id, self.answers.quotes(user_id, f"{channel}:{one['ts']}", about_of(one)))
        outs = render.messages(render.with_way_on(answer.scene), answer.words)
        last = next(iter(said), {})
        # Where she has written and nothing came after it, she waits. Otherwise what she pressed is shown, unless the
        # very same stands there as the bot's last word: then nothing was lost but the note of it.
        waits = bool(found) and not shows_of(found[0])
        waits |= bool(answer.scene.page or answer.scene.cards) and shows_of(last) != outs[-1].shows
        # Where nothing is asked any more and the last word is a question, the answer to it was the last.
        waits |= answer.scene.page is None and render.asks(last)
        # Whoever does something meanwhile is told by the answer to that.
        if waits and not self.answers.waiting[user_id] and not self.events.answers(user_id, came):
            await self.answers.send(user_id, outs)
        with contextlib.suppress(BotError):
            await self.answers.home(user_id, views.home_view(answer.scene, answer.words, self.events.address))
        shown()
