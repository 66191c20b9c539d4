"""What the tests of faults on Slack share: the program beside the simulator, what it has said, what it has kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.app import App
from bot.faces import saying
from bot.faces.face import Told
from bot.faces.slack import listening, sockets
from bot.faces.slack.face import SlackFace
from handlers.kit.cards import Card
from handlers.kit.house import House
from handlers.kit.turn import Scene
from messages.words import Msg, given, words_of
from storage.inbox import inbox
from tests.simulators.slack import APP_TOKEN, BOT_TOKEN, TEAM, Slack
from tests.simulators.slack_carrier import Delivery
from tests.slack_chat import SlackChat, join
from tests.world import ALONE, START, World, settings_for

SHORT = (0.01, 0.01, 0.01, 0.01)
TOKENS = {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN}


@dataclass(slots=True)
class Begun:
    """The program beside a simulator, and what it has reported."""

    world: World
    slack: Slack
    said: list[Msg] = field(default_factory=list)

    @property
    def heard(self) -> list[str]:
        """The ids of the sentences that were reported."""
        return [sentence.id for sentence in self.said]

    @property
    def face(self) -> SlackFace:
        """The program's Slack face."""
        return face_of(self.world)

    def chat(self, user: str, name: str = ALONE) -> SlackChat:
        """Return the chat of a person of the demo network, who joins, once the bot knows who it is."""
        join(self.world, user, name)
        self.slack.book.person(user)
        self.until(lambda: self.face.events.me)
        return SlackChat(self.world, self.slack, user)

    def until(self, true: Callable[[], object], seconds: float = 5) -> None:
        """Wait until something is true."""
        self.world.run(until(true, seconds))

    def goes_on(self, seconds: float = 0.1) -> None:
        """Check that the web still answers, after a while in which everything was tried again and again."""
        self.world.run(asyncio.sleep(seconds))
        answer = self.world.run(self.world.app.runtime.look("web", self.world.person(), self.world.app.web.traits))
        assert answer.name == "加藤 みのり"


def face_of(world: World) -> SlackFace:
    """Return the program's Slack face."""
    return next(face for face in world.app.faces if isinstance(face, SlackFace))


@contextmanager
def hurried(minute: float = 60.0) -> Iterator[None]:
    """Let a program that begins meanwhile wait only moments before it tries again; what it does each minute scaled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listening, "RETRY_SECONDS", 0.01)
        patch.setattr(listening, "HEARD_SECONDS", minute)
        patch.setattr(sockets, "WAITS", SHORT)
        patch.setattr(saying, "WAITS", SHORT)
        yield


def restart(world: World, minute: float = 60.0) -> None:
    """Start the program on the same databases, after it has stopped."""
    with hurried(minute):
        world.app = App(world.settings, world.clock, world.house, world.report)
        world.run(world.app.start(tick=False))


def begin(
    folder: Path,
    slack: Slack,
    backend: str = "sqlite",
    *,
    house: House | None = None,
    settings: dict[str, Any] | None = None,
    minute: float = 60.0,
    **given: Any,
) -> Begun:
    """Begin the program on a database beside a simulator whose clock is the program's."""
    said: list[Msg] = []
    how = settings_for(folder, backend, **(TOKENS if settings is None else settings))
    with hurried(minute):
        world = World(how, house=house, beside=slack, report=said.append, **given)
    slack.book.clock = lambda: world.clock.now().timestamp()
    return Begun(world, slack, said)


async def until(true: Callable[[], object], seconds: float = 5) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.003)


def settled(chat: SlackChat, *deliveries: Delivery) -> list[bool]:
    """Wait until Slack is done with these and everything that comes of them; return which were acknowledged."""
    chat.world.run(chat.slack.carrier.settle(*deliveries))
    chat.world.run(face_of(chat.world).idle())
    return [one.acked for one in deliveries]


def rows(world: World) -> int:
    """Count what was done on Slack."""
    with world.app.stores.database.read() as session:
        return session.scalar(select(func.count()).select_from(inbox).where(inbox.c.platform == "slack")) or 0


def titles(chat: SlackChat, title: str = "使い方") -> int:
    """Count the messages of the app in her chat that begin with a line."""
    return [post.lines[0] for post in chat.slack.seen(chat.user) if post.mine].count(title)


def texts(chat: SlackChat) -> list[str]:
    """Return the first line of each message of the app that stands in her chat."""
    return [post.lines[0] for post in chat.slack.seen(chat.user) if post.mine]


def told(*parts: str, id: str = "n", perhaps: bool = False, letter: bool = False) -> Told:
    """Return a notice of one card for each text."""
    cards = tuple(Card(paragraphs=(given(part),)) for part in parts)
    return Told(id, START, Scene(cards=cards), words_of(), perhaps=perhaps, letter=letter)


def show(chat: SlackChat, notice: Told) -> str:
    """Show a notice to the person."""
    return chat.world.run(face_of(chat.world).show(f"{TEAM}:{chat.user}", notice))
