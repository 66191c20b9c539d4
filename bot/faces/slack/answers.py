"""What the bot shows on Slack in answer: modals at once, messages in their order, the Home tab as it is now."""

from __future__ import annotations

import asyncio
import math
import uuid
from collections import OrderedDict
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

from bot.faces.face import Answer
from bot.faces.files import Paper, made
from bot.faces.lanes import Lanes
from bot.faces.saying import FILE, STOPS, Saying
from bot.faces.slack import files, render, views
from bot.faces.slack.blocks import Json, section
from bot.faces.slack.incoming import PLATFORM, Incoming, Spot
from bot.faces.slack.plan import Doing
from bot.faces.slack.render import Filed, Out
from bot.faces.slack.wire import Wire, id_of
from bot.logs import log, where
from handlers.kit.cards import Card
from handlers.kit.errors import BotError, Undeliverable
from handlers.kit.turn import Scene
from messages.words import Msg, Words, msg, words_of

MOST_HOMES = 10_000
QUIET_SECONDS = 3.0


class Answers(Saying):
    """Shows things to people on Slack."""

    def __init__(self, wire: Wire, lanes: Lanes) -> None:
        super().__init__(PLATFORM, lanes)
        self.wire = wire
        # What each person's Home tab says, as a digest: what it says already is not said again.
        self._homes: OrderedDict[str, str] = OrderedDict()
        # Until when a sentence is not said again to somebody.
        self._said: dict[tuple[str, str], float] = {}
        self.quiet_seconds = QUIET_SECONDS

    def show(self, incoming: Incoming, doing: Doing, answer: Answer, view: str, *, acked: bool) -> None:
        """Do what a plan says but for what the acknowledgement has done already; then the answer counts as given.

        `view` is the view that the plan's view takes the place of; empty where it is to be opened.
        """
        spot = incoming.spot
        opening = self.start(self._view(incoming, doing.view, view, answer.words)) if doing.view and not acked else None

        async def work() -> None:
            instead = await opening if opening else []
            if doing.here and not acked:
                instead += await self._here(incoming, doing.here)
            # Where something is deleted, what quoted it goes, and the sentence that says so must not go with it.
            in_place = spot if spot.where == "message" and not spot.stays and not answer.scene.wipes else None
            outs = [replace(out, about=()) for out in doing.outs] if answer.scene.wipes else doing.outs
            await self.send(incoming.who, outs, in_place, incoming.thread)
            instead = [replace(out, about=_about(answer.scene)) for out in instead]
            await self.send(incoming.who, instead, thread=incoming.thread)
            await self._files(incoming.who, doing.files, incoming.thread)
            answer.replied()

        self.later(incoming.who, work, owes=answer.replied)
        if home := doing.home:
            # By itself: where there is no Home tab the answer is none the less given.
            self.later(incoming.who, lambda: self.home(incoming.who, home))

    def _turn(self, incoming: Incoming, place: str) -> AbstractAsyncContextManager[None]:
        """Wait for what is being put into a view, or is opened for somebody: two calls at once may pass each other."""
        return self.lanes.turn(place or f"{incoming.who}:opens", asked=True)

    async def _view(self, incoming: Incoming, view: Json, place: str, words: Words) -> list[Out]:
        """Open a view, or put it in the place of one; return the messages that say it instead where that fails."""
        try:
            async with self._turn(incoming, place):
                await self.wire.view(view, trigger=incoming.spot.trigger, place=place)
        except BotError as error:
            log.warning("slack.unopened", state=str(error), **where(error))
            # A press opens a page for three seconds only: with a fresh button it is one tap more.
            return render.of_view(view, words)
        return []

    def open(self, incoming: Incoming, view: Json, place: str = "") -> None:
        """Open a view at once, or put it in the place of one; where that fails it comes as a message."""
        opening = self.start(self._view(incoming, view, place, words_of()))

        async def work() -> None:
            await self.send(incoming.who, await opening, thread=incoming.thread)

        self.later(incoming.who, work)

    async def wait(self, incoming: Incoming, words: Words) -> str:
        """Show the page that says that it takes a moment, and return its view; empty where it does not open."""
        view, place = views.waiting_view(words), incoming.spot.view if incoming.spot.where == "modal" else ""
        try:
            async with self._turn(incoming, place):
                if place:
                    await self.wire.call("views_update", view_id=place, view=view)
                    return place
                answer = await self.wire.call("views_open", trigger_id=incoming.spot.trigger, view=view)
        except BotError as error:
            log.warning("slack.unopened", state=str(error), **where(error))
            # A page that stands there already is known, whether or not it says to wait now.
            return place
        return str(answer["view"]["id"])

    async def _here(self, incoming: Incoming, out: Out) -> list[Out]:
        """Answer for her eyes only; return what is to be sent in private where that fails."""
        try:
            await self.wire.respond(incoming.spot.respond, out.blocks, out.text)
        except Undeliverable:
            # The address is good for half an hour and five answers.
            return [out]
        return []

    async def send(self, who: str, outs: list[Out], pressed: Spot | None = None, thread: str = "") -> None:
        """Send messages to somebody's private chat, the first in a pressed one's place, and note what they quote."""
        if not outs:
            return
        quotes: list[tuple[str, str]] = []
        channel = await self._channel(who)
        try:
            for place, out in enumerate(outs):
                ts = pressed.ts if place == 0 and pressed and pressed.channel == channel else ""
                if not (ts and await self._put(who, channel, ts, out)):
                    ts = await self._post(who, channel, out, thread)
                quotes += self.quotes(who, f"{channel}:{ts}", out.about)
                if out.file:
                    await self._files(who, [(out.file, out.about)], thread)
        finally:
            await self.quote(who, quotes)

    async def _channel(self, who: str) -> str:
        return await self.through(who, lambda _again: self.wire.channel(who.partition(":")[2]))

    async def _files(self, who: str, files: list[Filed], thread: str) -> None:
        """Send files to somebody's private chat; where one cannot go a sentence says so, and all else stands."""
        for paper, about in files:
            data = await made(paper)
            if not (data and await self._given(who, paper, data, about, thread)):
                missing = words_of().say(msg("kit-file-missing"))
                await self.send(who, [Out(section(missing), missing)], thread=thread)

    async def _given(self, who: str, paper: Paper, data: bytes, about: tuple[str, ...], thread: str) -> bool:
        async def share(again: bool) -> None:
            if not (again and await files.stands(self.wire, channel, id, thread)):
                await files.share(self.wire, channel, id, paper, thread)

        try:
            channel = await self._channel(who)
            # Nobody sees it before it is shared: brought twice is no harm.
            id = await self.through(who, lambda _again: files.bring(self.wire, paper, data))
            # Noted first: whatever happens then, it goes with what it quotes.
            await self.quote(who, self.quotes(who, f"{FILE}{id}", about))
            await self.through(who, share)
        except BotError as error:
            if isinstance(error, Undeliverable) and str(error) in STOPS:
                raise
            log.warning("face.unfiled", platform=self.platform, state=str(error), **where(error))
            return False
        return True

    async def _put(self, who: str, channel: str, ts: str, out: Out) -> bool:
        # The same again is the same.
        return await self.through(who, lambda _again: self.wire.put(channel, ts, out, ""))

    async def _post(self, who: str, channel: str, out: Out, thread: str) -> str:
        id = uuid.uuid4().hex

        async def post(again: bool) -> str:
            if again and (ts := await self.there(channel, id, thread)):
                return ts
            return await self.wire.post(channel, out, id, thread)

        return await self.through(who, post)

    async def there(self, channel: str, id: str, thread: str = "") -> str:
        """Return the ts of the message with our id, where it stands in a chat's history; empty where it does not."""
        found = await self.wire.history(channel, thread=thread, pages=1)
        return next((str(one["ts"]) for one in found if id_of(one) == id), "")

    async def home(self, who: str, view: Json, *, always: bool = False) -> None:
        """Show somebody's Home tab as it is now."""
        digest = Out(view["blocks"], "").shows
        if not always and self._homes.get(who) == digest:
            return
        await self.through(
            who, lambda _again: self.wire.call("views_publish", user_id=who.partition(":")[2], view=view)
        )
        self._homes[who] = digest
        self._homes.move_to_end(who)
        while len(self._homes) > MOST_HOMES:
            self._homes.popitem(last=False)

    def say_once(self, incoming: Incoming, sentence: Msg) -> None:
        """Say one sentence in a private chat, in its thread, unless the same one has just come: a flood gets one."""
        what, now = (incoming.who, sentence.id), asyncio.get_running_loop().time()
        if now < self._said.get(what, 0.0):
            return
        # While it waits to be said nothing else says it.
        self._said[what] = math.inf

        async def say() -> None:
            said = words_of().say(sentence)
            try:
                await self.send(incoming.who, [Out(section(said), said)], thread=incoming.thread)
            finally:
                over = asyncio.get_running_loop().time()
                self._said = {one: until for one, until in self._said.items() if until > over}
                self._said[what] = over + self.quiet_seconds

        self.later(incoming.who, say)

    def whisper(self, incoming: Incoming, card: Card, words: Words | None = None) -> None:
        """Show something to one person where others talk: nobody else sees it."""
        (out,) = render.messages(Scene(cards=(card,)), words or words_of())
        spot = incoming.spot

        async def say() -> None:
            thread = {"thread_ts": spot.thread} if spot.thread else {}
            where_she_is = {"channel": spot.channel, "user": incoming.user, **thread}
            try:
                await self.wire.call("chat_postEphemeral", text=out.text, blocks=out.blocks, **where_she_is)
            except Undeliverable as error:
                # It is the channel that cannot be reached, not she.
                log.warning("slack.unwhispered", state=str(error), **where(error))

        self.later(incoming.who, say)

    def sorry(self, incoming: Incoming, sentence: Msg, place: str = "") -> None:
        """Say one sentence about something that could not be taken, where the person looks; what she typed stays.

        `place` is the view that says to wait.
        """
        if incoming.view:
            self.open(incoming, views.view_again(incoming.view, sentence, words_of()), incoming.spot.view)
        elif incoming.spot.trigger:
            self.open(incoming, views.sentence_view(sentence, words_of()), place)
        else:
            self.say_once(incoming, sentence)


def _about(scene: Scene) -> tuple[str, ...]:
    """Return what a scene quotes, unless it is the one that says that something was deleted."""
    return () if scene.wipes else tuple(id for card in scene.cards for id in render.about_of(card))
