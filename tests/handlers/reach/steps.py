"""What tests of reaching people share: a network at a moment, questions and answers past the talks, and the rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from handlers.reach import digest, steps
from storage import asked, networks, people, questions
from storage.asked import Step
from storage.db import Here
from storage.networks import Network
from storage.outbox import outbox
from storage.people import Person
from tests.handlers.questions import steps as well
from tests.world import ALONE, World

TOKYO = ZoneInfo("Asia/Tokyo")
CHIEF, CHIEF2, STAFF = "佐藤 はるか", "高橋 まこと", "鈴木 かなえ"
# Counsellors besides the one who asks.
OTHERS = ("伊藤 あおい", "渡辺 しん", "中村 ゆう", "小林 なお")


def at(world: World, text: str) -> None:
    """Let it be a moment in Tokyo, written 2026-11-24 16:00."""
    world.clock.at = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=TOKYO).astimezone(UTC)


@contextmanager
def inside(world: World) -> Iterator[tuple[Here, Network]]:
    """Give a writing transaction in the demo network."""
    with world.app.stores.database.write() as session:
        network = networks.everyone(session)[0]
        yield Here(session, network.id), network


def person(here: Here, name: str) -> Person:
    """Return a person by name."""
    return people.by_name(here, name)[0]


def knows(world: World, name: str, *topics: str, **values: Any) -> None:
    """Let somebody know about topics, and set something of hers."""
    with inside(world) as (here, _):
        someone = person(here, name)
        for topic in topics:
            asked.know(here, someone.id, topic)
        for key, value in values.items():
            setattr(someone, key, value)


def sets(world: World, **values: Any) -> None:
    """Set something of the network."""
    with inside(world) as (_, network):
        for key, value in values.items():
            setattr(network, key, value)


def asks(world: World, by: str = ALONE, **values: Any) -> UUID:
    """Let somebody ask the network, and those who may know be asked; return the question's id."""
    id = well.asked(world, by, **values)
    begin(world, id)
    return id


def begin(world: World, id: UUID) -> None:
    """Begin a turn of a question."""
    with inside(world) as (here, network):
        steps.begin(here, network, found(here, id), world.clock.now())


def found(here: Here, id: UUID) -> questions.Question:
    """Return a question."""
    question = questions.get(here, id)
    assert question is not None
    return question


def answers(world: World, id: UUID, by: str = OTHERS[0], **values: Any) -> UUID:
    """Let somebody say something to a question."""
    answer = well.said(world, id, by, **values)
    follows(world, id)
    return answer


def follows(world: World, id: UUID) -> None:
    """Let the clock of a question follow what has changed."""
    with inside(world) as (here, network):
        steps.follow(here, network, found(here, id), world.clock.now())


def plans(world: World, times: int = 2) -> None:
    """Let what is due be planned, more than once, as it always may be."""
    for _ in range(times):
        with inside(world) as (here, network):
            steps.plan(here, network, world.clock.now())
            digest.plan(here, network, world.clock.now())


def asked_of(world: World, id: UUID) -> list[tuple[str, int]]:
    """Return who was asked about a question, and in which step, in order."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        rows = asked.of_question(here, id)
        return [(_name(here, row.person_id), row.step) for row in rows]


def _name(here: Here, id: UUID) -> str:
    someone = people.get(here, id)
    return someone.name if someone else ""


def told(world: World, *kinds: str) -> list[tuple[str, str]]:
    """Return which notices of these kinds were posted, to whom, in order."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        wanted = select(outbox.c.kind, outbox.c.person_id).where(outbox.c.network_id == here.network_id)
        wanted = wanted.where(outbox.c.kind.in_(kinds)).order_by(outbox.c.id)
        return [(kind, _name(here, id)) for kind, id in session.execute(wanted)]


def taken(world: World, id: UUID) -> list[tuple[int, int]]:
    """Return the steps taken for a question, as (turn, step), in order; its beginnings left out."""
    with world.app.stores.database.read() as session:
        wanted = select(Step.turn, Step.step).where(Step.question_id == id, Step.step > 0)
        network = networks.ids(session)[0]
        rows = session.execute(wanted.where(Step.network_id == network).order_by(Step.turn, Step.step))
        return [(row.turn, row.step) for row in rows]


def next_at(world: World, id: UUID) -> str | None:
    """Return when the next step of a question is due, in Tokyo."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        due = found(here, id).step_at
        return due.astimezone(TOKYO).strftime("%m-%d %H:%M") if due else None
