"""What the tests of faults on Slack share: the program beside the simulator, what it has said, what it has kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.faces.face import Told
from bot.faces.slack.face import SlackFace
from handlers.kit.cards import Card
from handlers.kit.house import House
from handlers.kit.turn import Scene
from messages.words import given, words_of
from storage.inbox import inbox
from tests.simulators.slack import APP_TOKEN, BOT_TOKEN, TEAM, Slack
from tests.simulators.slack_carrier import Delivery
from tests.slack_chat import SlackChat, join
from tests.world import ALONE, START, World, settings_for

SHORT = (0.01, 0.01, 0.01, 0.01)
TOKENS = {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN}


@dataclass(slots=True)
class Begun:
    """The program beside a simulator, and the ids of the sentences that it has reported."""

    world: World
    slack: Slack
    heard: list[str] = field(default_factory=list)

    @property
    def face(self) -> SlackFace:
        """The program's Slack face."""
        return face_of(self.world)

    def chat(self, user: str, name: str = ALONE) -> SlackChat:
        """Return the chat of a person of the demo network, who joins."""
        join(self.world, user, name)
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


def hurry(world: World) -> None:
    """Let the face wait only moments before it tries something again."""
    face = face_of(world)
    face.answers.waits = SHORT
    face.listening.retry = 0.01
    face.listening.sockets.waits = SHORT


def begin(
    folder: Path,
    slack: Slack,
    backend: str = "sqlite",
    *,
    house: House | None = None,
    settings: dict[str, Any] | None = None,
    **given: Any,
) -> Begun:
    """Begin the program on a database beside a simulator whose clock is the program's."""
    heard: list[str] = []
    how = settings_for(folder, backend, **(TOKENS if settings is None else settings))
    world = World(how, house=house, beside=slack, report=lambda sentence: heard.append(sentence.id), **given)
    slack.book.clock = lambda: world.clock.now().timestamp()
    hurry(world)
    return Begun(world, slack, heard)


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


def unreplied(world: World) -> int:
    """Count the events on Slack whose answer has not gone."""
    world.run(world.app.runtime.note_replied())
    with world.app.stores.database.read() as session:
        wanted = select(func.count()).select_from(inbox).where(inbox.c.platform == "slack", inbox.c.replied.is_(False))
        return session.scalar(wanted) or 0


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
