"""From what Slack brings to the acknowledgement: committed first, and within what Slack waits."""

from __future__ import annotations

import asyncio
import dataclasses
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

from bot.faces.face import Answer, Intake, Joining, Nobody
from bot.faces.slack import parse, render, views
from bot.faces.slack.acks import Ack as Ack
from bot.faces.slack.acks import Aside, Done
from bot.faces.slack.answers import Answers
from bot.faces.slack.blocks import Json
from bot.faces.slack.incoming import PLATFORM, Incoming
from bot.faces.slack.members import Entrance
from bot.faces.slack.plan import plan
from bot.faces.slack.there import There
from bot.faces.slack.uploads import Refused, fetched
from bot.faces.slack.wire import Me
from bot.logs import log, where
from handlers.kit.cards import Card
from handlers.kit.errors import TryLater
from handlers.kit.events import Said
from handlers.kit.text import digits_of
from handlers.kit.turn import Traits
from messages.words import Msg, msg, words_of

# Slack waits three seconds for what a person looks at.
WAIT_SECONDS = 2.5
# So long what acknowledges a page that was sent may be on its way there, past all that is called meanwhile.
THERE_SECONDS = 0.5
SORRY = {"file": msg("slack-file"), "edited": msg("slack-edited"), "stranger": msg("slack-foreign")}


class Events:
    """Takes what Slack brings, from wherever it comes."""

    def __init__(self, answers: Answers, joining: Joining, traits: Traits, app: str) -> None:
        self._answers = answers
        self._joining = joining
        self._entrance = Entrance(answers.wire, joining)
        self._there = There(answers, traits)
        self._traits = traits
        self._app = app
        self.intake: Intake | None = None
        self.me: Me | None = None
        self.on_gone: Callable[[], None] = lambda: None
        # What somebody wrote while the bot was away comes before what she does now.
        self.before: Callable[[Incoming], Awaitable[None]] | None = None
        self.wait_seconds = WAIT_SECONDS
        self.there_seconds = THERE_SECONDS
        # Whether a message could not be taken since somebody looked: it is to be brought again, or read.
        self.refused = False
        self._late: set[asyncio.Task[Any]] = set()
        # How many acts of each person have come, and of how many the answer is not yet in its turn.
        self.came: Counter[str] = Counter()
        self._open: Counter[str] = Counter()

    def answers(self, who: str, came: int) -> bool:
        """Tell whether an act of somebody's is being answered, or has been since so many had come."""
        return self._open[who] > 0 or self.came[who] != came

    @property
    def address(self) -> str:
        """What opens the app's messages; empty while that is not known."""
        return f"slack://app?team={self.me.team}&id={self._app}&tab=messages" if self.me and self._app else ""

    async def take(self, body: Any) -> Ack:
        """Take one request's body and return what acknowledges it; 503 asks Slack to bring it again."""
        try:
            incoming = parse.parse(body)
        except parse.Unreadable:
            log.warning("slack.unreadable", kind=parse.kind_of(body))
            return Ack()
        if incoming.kind == "nothing":
            return Ack()
        if self.me is None:
            return Ack(503)
        if not self._is_ours(incoming):
            # Another app's or another workspace's: it is not for us to know about.
            return Ack(401)
        if incoming.kind != "act" and incoming.kind != "join":
            return self._aside(incoming)
        who = incoming.who
        self.came[who] += 1
        self._open[who] += 1
        try:
            return await self._act(incoming)
        finally:
            self._open[who] -= 1

    def _is_ours(self, incoming: Incoming) -> bool:
        if self.me is None or incoming.team != self.me.team or self._app not in ("", incoming.app or self._app):
            return False
        # Without an app-level token the app's id is known from what is signed with its secret.
        self._app = self._app or incoming.app
        return True

    def _aside(self, incoming: Incoming) -> Ack:
        """Do what is no act of a known person: nothing of it is kept."""
        match incoming.kind:
            case "open" | "closed":
                self._answers.later(incoming.who, lambda: self._home(incoming))
            case "file" | "edited" | "stranger" if incoming.spot.channel:
                self._answers.say_once(incoming, SORRY[incoming.kind])
            case "group":
                self._answers.whisper(incoming, Card(paragraphs=(msg("slack-group"),)))
            case "code":
                self._answers.open(incoming, views.join_view(words_of()))
            case "gone":
                self.on_gone()
            case "in" | "out":
                self._answers.later(f"{incoming.team}:", lambda: self._there.change(incoming, self.me))
        return Ack()

    async def _home(self, incoming: Incoming) -> None:
        assert self.intake is not None
        try:
            answer = await self.intake.look(PLATFORM, incoming.who, self._traits)
        except Nobody:
            await self._answers.home(incoming.who, views.door_home(words_of()), always=True)
            return
        view = views.home_view(answer.scene, answer.words, self.address)
        await self._answers.home(incoming.who, view, always=incoming.kind == "open")

    async def _act(self, incoming: Incoming) -> Ack:
        task = asyncio.ensure_future(self._handle(incoming))
        if incoming.waits:
            await asyncio.wait({task}, timeout=self.wait_seconds)
            if not task.done():
                return self._wait(incoming, task)
        try:
            done = await task
        except Exception as error:
            return self._failed(incoming, error)
        return self._acked(incoming, done) if isinstance(done, Done) else self._told(incoming, done)

    async def _handle(self, incoming: Incoming) -> Done | Aside:
        assert self.intake is not None
        if incoming.kind == "join":
            return await self._join(incoming)
        if self.before and incoming.spot.where == "message" and not incoming.at:
            await self.before(incoming)
        try:
            if incoming.files:
                # What a person of ours has put into a field is fetched before the turn, outside any transaction.
                stands = await self.intake.look(PLATFORM, incoming.who, self._traits)
                found = await fetched(self._answers.wire, incoming, stands.scene.page)
                if isinstance(found, Refused):
                    return Aside(found.sentence, beside=found.block)
                incoming = found
            if incoming.watched:
                found_there = await self._there.act(incoming, self.intake)
                if isinstance(found_there, Answer):
                    return Done(found_there, plan(incoming, found_there, self.address))
                return Aside(said=found_there)
            answer = await self.intake.handle(incoming.event(), self._traits)
        except Nobody:
            return await self._stranger(incoming)
        linked = incoming.spot.where == "message" and incoming.token and not digits_of(incoming.token)
        if linked and (already := await self._joining.known(incoming.token, PLATFORM, incoming.who)):
            self._answers.say_once(incoming, already)
        return Done(answer, plan(incoming, answer, self.address))

    def _acked(self, incoming: Incoming, done: Done) -> Ack:
        spot, doing = incoming.spot, done.doing
        if done.answer.again and not incoming.waits:
            # Slack brings again what was not acknowledged; she has her answer, or gets it when the program starts.
            return Ack()
        body: Json | None = None
        if spot.fields and doing.errors:
            body = {"response_action": "errors", "errors": doing.errors}
        elif spot.fields:
            body = {"response_action": "update", "view": doing.view} if doing.view else {"response_action": "clear"}
        elif spot.where == "command" and doing.here:
            body = {"response_type": "ephemeral", "text": doing.here.text, "blocks": doing.here.blocks}
        place = spot.view if spot.where == "modal" else ""
        # What is still on its way into this page would take the place of what stands in the acknowledgement.
        passed = self._answers.lanes.busy(spot.view)
        self._answers.show(incoming, doing, done.answer, place, acked=body is not None and not passed)
        return Ack(body=body)

    def _wait(self, incoming: Incoming, task: asyncio.Future[Done | Aside]) -> Ack:
        """Acknowledge with a page that says that it takes a moment; what comes of it takes its place."""
        late = asyncio.ensure_future(self._later(incoming, task))
        self._late.add(late)
        late.add_done_callback(self._late.discard)
        view, words = views.waiting_view(words_of()), words_of()
        if incoming.spot.fields:
            return Ack(body={"response_action": "update", "view": view})
        if incoming.spot.where == "command":
            return Ack(body={"response_type": "ephemeral", "text": words.say(msg("slack-waiting"))})
        return Ack()

    async def _later(self, incoming: Incoming, task: asyncio.Future[Done | Aside]) -> None:
        spot = incoming.spot
        place = spot.view if spot.fields else ""
        if not place and spot.trigger and spot.where != "command":
            place = await self._answers.wait(incoming, words_of())
        elif place:
            # What comes of it must not be there before the page that says to wait.
            await asyncio.sleep(self.there_seconds)
        try:
            done = await task
        except Exception as error:
            self._answers.sorry(incoming, self._why(incoming, error), place)
            return
        if isinstance(done, Aside):
            if done.view:
                self._answers.open(incoming, done.view, place)
            elif sentence := done.sentence or (done.said if place else None):
                self._answers.sorry(incoming, sentence, place)
            return
        doing, words = done.doing, done.answer.words
        if place and not doing.view:
            # Something must take the place of the page that says to wait.
            shown, doing.here = doing.here, None
            doing.view = views.shown_view(shown.blocks, words) if shown else views.pointer_view(words, self.address)
        self._answers.show(incoming, doing, done.answer, place, acked=False)

    def _failed(self, incoming: Incoming, error: Exception) -> Ack:
        why = self._why(incoming, error)
        if isinstance(error, TryLater) and not incoming.waits:
            self.refused = True
            return Ack(503)
        return self._told(incoming, Aside(why))

    def _why(self, incoming: Incoming, error: Exception) -> Msg:
        if isinstance(error, TryLater):
            return msg("slack-later")
        log.error("slack.failed", kind=incoming.kind, **where(error))
        return msg("runtime-bug")

    def _told(self, incoming: Incoming, told: Aside) -> Ack:
        fields = incoming.spot.fields
        if fields and told.view:
            return Ack(body={"response_action": "update", "view": told.view})
        if fields and told.sentence:
            # Nothing that was typed is lost: the page stays, with a sentence beside its first field.
            return Ack(
                body={"response_action": "errors", "errors": {told.beside or fields[0]: words_of().say(told.sentence)}}
            )
        if told.view:
            self._answers.open(incoming, told.view)
        elif told.sentence:
            self._answers.sorry(incoming, told.sentence)
        return Ack()

    async def _stranger(self, incoming: Incoming) -> Done | Aside:
        if not incoming.token:
            return Aside(view=views.join_view(words_of())) if incoming.spot.trigger else Aside(msg("slack-stranger"))
        assert self.me is not None
        if why := await self._entrance.enters(incoming, self.me):
            return Aside(why)
        if not await self._joining.begins(PLATFORM, incoming.who):
            self._answers.later(incoming.who, lambda: self._welcome(incoming))
        # The digits of a code are no answer to anything.
        return await self._handle(dataclasses.replace(incoming, act=Said("/start"), token=""))

    async def _join(self, incoming: Incoming) -> Aside:
        assert self.me is not None
        if why := await self._entrance.enters(incoming, self.me):
            already = await self._joining.known(incoming.token, PLATFORM, incoming.who)
            return Aside(already or why)
        self._answers.later(incoming.who, lambda: self._home(dataclasses.replace(incoming, kind="open")))
        if await self._joining.begins(PLATFORM, incoming.who):
            assert self.intake is not None
            stands = await self.intake.look(PLATFORM, incoming.who, self._traits)
            return Aside(view=views.view_of_cards(stands.scene.home, stands.words))
        return Aside(view=views.joined_view(words_of()))

    async def _welcome(self, incoming: Incoming) -> None:
        await self._answers.send(incoming.who, render.welcome(words_of()))

    async def caught_up(self, incoming: Incoming) -> None:
        """Take a message that was found in the history; what strangers wrote meanwhile is passed over."""
        assert self.intake is not None
        if incoming.kind != "act" or not self._is_ours(incoming):
            return
        answer: Answer | Msg | None
        try:
            if incoming.watched:
                answer = await self._there.act(incoming, self.intake)
            else:
                answer = await self.intake.handle(incoming.event(), self._traits)
        except Nobody:
            return
        if isinstance(answer, Answer) and not answer.again:
            self._acked(incoming, Done(answer, plan(incoming, answer, self.address)))

    async def close(self) -> None:
        """Wait for turns that take longer; they end by themselves."""
        if self._late:
            await asyncio.wait(self._late, timeout=3)
