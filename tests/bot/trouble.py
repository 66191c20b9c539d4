"""A conversation for tests: its buttons raise, wait or take note, and its notices are whatever a test says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import text

from bot.app import build_house
from handlers.kit.cards import Card
from handlers.kit.house import Conversation, House, NoticeKind
from handlers.kit.turn import Reply, Turn
from messages.words import given
from storage import outbox
from storage.db import Here
from storage.ids import uuid7
from tests.world import World

KIND = "trouble.notice"
SOON = "trouble.soon"
MORNING = "trouble.morning"


class Trouble(Exception):
    """A bug of somebody's, with a text that must never be in a log."""


@dataclass(slots=True)
class Doing:
    """What the buttons do: `act` is called with the turn; what it returns is the card's text."""

    act: Callable[[Turn], str] = lambda _turn: "そうですか"
    told: Callable[[UUID], str | None] = lambda subject: f"お知らせ {subject}"
    turns: list[str] = field(default_factory=list)

    def house(self) -> House:
        """Return the whole house with this conversation in it."""

        def tap(turn: Turn, _id: str) -> Reply:
            self.turns.append(turn.who.person.name)
            return Reply(cards=(Card(paragraphs=(given(self.act(turn)),)),))

        def cards(_turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
            text = self.told(subject)
            return (Card(paragraphs=(given(text),)),) if text is not None else None

        notices = {
            KIND: NoticeKind(cards, pace="now", repeats=True),
            SOON: NoticeKind(cards, pace="soon", repeats=True),
            MORNING: NoticeKind(cards),
        }
        talk = Conversation("trouble", lambda _turn: (), {"trouble": tap}, notices=notices)
        house = build_house()
        return replace(house, conversations=(*house.conversations, talk))


def post(world: World, name: str, *, kind: str = KIND, subject: UUID | None = None) -> UUID:
    """Put a notice for a person in the outbox, due now; return its subject."""
    subject = subject or uuid7()
    with world.app.stores.database.write() as session:
        network = UUID(str(session.execute(text("SELECT id FROM networks")).scalar_one()))
        outbox.post(Here(session, network), UUID(world.person(name)), kind, subject, world.clock.now())
    return subject


def rows(world: World, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds."""
    with world.app.stores.database.read() as session:
        return [tuple(row) for row in session.execute(text(query))]


def unreplied(world: World) -> int:
    """Count the events whose answer has not gone."""
    world.run(world.app.runtime.note_replied())
    ((count,),) = rows(world, "SELECT count(*) FROM inbox WHERE NOT replied")
    return int(str(count))
