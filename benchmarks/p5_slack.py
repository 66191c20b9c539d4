"""P5: from what Slack brings to its acknowledgement, against Bolt alone around the very same turn.

Only HTTP is left out: the payload of an envelope goes in, the acknowledgement comes out, and what would be shown after
it is drawn and kept. A press answers a question of the reflection; a written line comes as an event.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import cycle
from pathlib import Path
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest

from benchmarks.measure import Contender, Costs, Row, alternate, millis, ratio, size
from benchmarks.product import LINE, NUMBERS, add_people
from bot.faces.face import Answer
from bot.faces.lanes import Lanes
from bot.faces.slack import incoming
from bot.faces.slack.answers import Answers
from bot.faces.slack.bolt import Bolt
from bot.faces.slack.events import Ack, Events
from bot.faces.slack.face import SlackFace
from bot.faces.slack.incoming import Incoming
from bot.faces.slack.plan import Doing
from bot.faces.slack.wire import Me, Wire
from handlers.kit.turn import Scene
from messages.words import words_of
from tests.world import World, settings_for

TEAM, APP = "T0001", "A0001"
Dispatch = Callable[[dict[str, Any]], Awaitable[object]]


class Kept(Answers):
    """Draws what is shown and keeps the last of it: nothing goes over the wire."""

    def __init__(self) -> None:
        super().__init__(Wire("xoxb-1"), Lanes())
        self.last: dict[str, Doing] = {}

    def show(self, incoming: Incoming, doing: Doing, answer: Answer, view: str, *, acked: bool) -> None:
        """Keep what an answer does."""
        self.last[incoming.user] = doing
        answer.replied()


class Nobody:
    """Whoever joins, nobody does here."""

    async def join(self, token: str, platform: str, user_id: str) -> bool:
        """Refuse."""
        return False

    async def known(self, token: str, platform: str, user_id: str) -> None:
        """Say nothing."""

    async def begins(self, platform: str, user_id: str) -> bool:
        """Everybody has been here before."""
        return False


class Hand:
    """One person on Slack, who answers whatever she is asked."""

    def __init__(self, user: str, kept: Kept, dispatch: Dispatch) -> None:
        self.user = user
        self.left = 0
        self._kept = kept
        self._dispatch = dispatch

    async def begin(self) -> None:
        """Begin a reflection with all perspectives, in place of one that may be half written."""
        await self._dispatch(press(self.user, "reflection.all_afresh:"))
        self.left = 13

    async def step(self) -> None:
        """Answer the question in hand."""
        self.left -= 1
        blocks = self._kept.last[self.user].outs[-1].blocks
        rows = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
        choice = next((one["value"] for one in rows if one["value"].startswith("pick.")), None)
        await self._dispatch(press(self.user, choice) if choice else message(self.user, LINE))


def press(user: str, data: str) -> dict[str, Any]:
    """Return a press under a message of the bot, as Slack brings it."""
    ts = f"1795000000.{next(NUMBERS):06d}"
    action = {"type": "button", "action_id": "tap.0", "block_id": "taps.0", "value": data, "action_ts": ts}
    return {
        "type": "block_actions",
        "user": {"id": user, "username": "mihon", "team_id": TEAM},
        "api_app_id": APP,
        "token": "t",
        "container": {"type": "message", "message_ts": ts, "channel_id": f"D{user}", "is_ephemeral": False},
        "trigger_id": f"{next(NUMBERS)}.1.a",
        "team": {"id": TEAM, "domain": "mihon"},
        "channel": {"id": f"D{user}", "name": "directmessage"},
        "message": {"type": "message", "user": "U0BOT", "ts": ts, "bot_id": "B0BOT", "text": "…", "blocks": []},
        "response_url": "http://127.0.0.1:9/response",
        "actions": [action],
    }


def message(user: str, text: str) -> dict[str, Any]:
    """Return a written message, as Slack brings it."""
    ts = f"1795000000.{next(NUMBERS):06d}"
    written = {"type": "message", "channel": f"D{user}", "channel_type": "im", "user": user, "text": text, "ts": ts}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": APP,
        "event_id": f"Ev{next(NUMBERS)}",
        "event": {**written, "team": TEAM, "event_ts": ts},
        "authorizations": [{"team_id": TEAM, "user_id": "U0BOT", "is_bot": True}],
    }


def app(answer: Callable[[dict[str, Any]], Awaitable[object]]) -> AsyncApp:
    """Return a Bolt application with a listener each for presses and messages, acknowledged after the turn."""

    async def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_user_id="U0BOT", bot_id="B0BOT")

    made = AsyncApp(name="bare", signing_secret="s", authorize=authorize, process_before_response=True)

    async def listener(body: dict[str, Any], ack: Callable[[], Awaitable[object]]) -> None:
        await answer(body)
        await ack()

    made.action({"type": "block_actions", "action_id": "tap.0"})(listener)
    made.event("message")(listener)
    return made


def bare(of: AsyncApp) -> Dispatch:
    """Return the way into a Bolt application."""

    async def dispatch(payload: dict[str, Any]) -> object:
        done = await of.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=payload))
        assert done.status == 200
        return done

    return dispatch


class Steps:
    """Blocks of steps, one person after another."""

    def __init__(self, world: World, hands: list[Hand], at_a_time: int) -> None:
        self._world, self._hands, self._count = world, hands, at_a_time

    def prepare(self) -> None:
        """Let whoever is at the end of her reflection begin another."""
        self._world.run(self._begin())

    async def _begin(self) -> None:
        for hand in self._hands:
            if hand.left <= self._count // len(self._hands):
                await hand.begin()

    def block(self) -> int:
        """Do the steps."""
        self._world.run(self._steps())
        return self._count

    async def _steps(self) -> None:
        for place in range(self._count):
            await self._hands[place % len(self._hands)].step()


class Taps:
    """Blocks of presses whose turns cost nothing: what is left is the way to them."""

    def __init__(self, world: World, dispatch: Dispatch, verbs: list[str], at_a_time: int) -> None:
        self._world, self._dispatch, self._count = world, dispatch, at_a_time
        self._verbs = cycle(verbs)

    def prepare(self) -> None:
        """Nothing to make ready."""

    def block(self) -> int:
        """Press."""
        self._world.run(self._presses())
        return self._count

    async def _presses(self) -> None:
        for _ in range(self._count):
            await self._dispatch(press("U1", f"{next(self._verbs)}:"))


class Standing:
    """An intake whose turns cost nothing."""

    async def handle(self, _event: object, _traits: object) -> Answer:
        """Answer with nothing."""
        return Answer(Scene(), words_of(), "", "")


def events_of(kept: Kept, intake: Any) -> Events:
    """Return Slack's events in front of an intake."""
    events = Events(kept, Nobody(), SlackFace.traits, APP)
    events.intake, events.me = intake, Me(TEAM, "U0BOT", "B0BOT", ())
    return events


def _ways(world: World, kept: Kept) -> dict[str, Dispatch]:
    events = events_of(kept, world.app.runtime)
    ours = Bolt(kept.wire, events, "")

    async def turn(body: dict[str, Any]) -> None:
        assert await events.take(body) == Ack()

    return {"ours": ours.socket, "bolt": bare(app(turn))}


def measure(folder: Path) -> list[Row]:
    """Return the rows of P5."""
    world, kept = World(settings_for(folder / "var", "sqlite")), Kept()
    block, many = size(30, 6), size(200, 20)
    contenders: dict[str, Contender] = {}
    for name, way in _ways(world, kept).items():
        users = [f"U{next(NUMBERS)}" for _ in range(size(10, 2))]
        add_people(world, [f"{TEAM}:{user}" for user in users], incoming.PLATFORM)
        contenders[name] = Steps(world, [Hand(user, kept, way) for user in users], block)
    steps = alternate(contenders, blocks=size(11, 2))
    ours, theirs = steps["ours"].wall, steps["bolt"].wall
    taps = _taps(world, kept, many)
    world.close()
    return [
        Row(
            "P5",
            "event to acknowledgement / Bolt around the same turn",
            ratio(steps["ours"].wall, steps["bolt"].wall),
            at_most=1.5,
        ),
        Row("P5", "all our verbs / one verb, the way alone", ratio(taps["all"].cpu, taps["one"].cpu), at_most=1.2),
        Row("P5", "event to acknowledgement", millis(ours), "ms"),
        Row("P5", "the same in Bolt alone", millis(theirs), "ms"),
        Row("P5", "the way alone, no turn", millis(taps["all"].wall), "ms"),
    ]


def _taps(world: World, kept: Kept, many: int) -> dict[str, Costs]:
    way = Bolt(kept.wire, events_of(kept, Standing()), "").socket
    verbs = [verb for one in world.app.house.conversations for verb in one.verbs]
    return alternate(
        {"all": Taps(world, way, verbs, many), "one": Taps(world, way, verbs[:1], many)}, blocks=size(11, 2)
    )
