"""What tests of keeping share: questions as they stand in the rows, and tables as people bring them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from openpyxl import Workbook
from sqlalchemy import select

from storage import answers, networks, people, questions
from storage.answers import Answer
from storage.db import Here
from storage.flags import REGION, Flag
from storage.questions import Question
from tests.privacy.well import question_of
from tests.talk import Talk
from tests.world import World

T = TypeVar("T", bound=Talk)
R = TypeVar("R")
DOOR = "質問のまとめと資料"
ASKED, SAID = "土曜日の居場所を知りませんか", "見学は平日だけです"


def goes(talk: T, *labels: str) -> T:
    """Go to what the well keeps and on."""
    talk.enters("センターの仕事").taps("井戸端のこと").taps(DOOR)
    for label in labels:
        talk.taps(label)
    return talk


def within(world: World, job: Callable[[Here], R]) -> R:
    """Do something in the network's rows."""
    with world.app.stores.database.write() as session:
        return job(Here(session, networks.ids(session)[0]))


def asks(
    world: World,
    name: str,
    *,
    said: Sequence[str] = (),
    topics: Sequence[str] = (),
    at: datetime | None = None,
    **values: Any,
) -> Question:
    """Let somebody ask, with answers of nobody."""
    when = at or world.clock.now()

    def ask(here: Here) -> Question:
        who = people.by_name(here, name)[0].id if name else None
        question = question_of(who, when, **{"body": ASKED, "named": False} | values)
        questions.add(here, question, topics)
        for text in said:
            answer = Answer(question_id=question.id, named=False, kind=answers.ANSWER, body=text, at=when)
            answer.changed_at = when
            answers.add(here, answer)
        here.session.expunge(question)
        return question

    return within(world, ask)


def marks(world: World, question: Question, name: str, kind: str = REGION) -> None:
    """Let somebody mark a question."""

    def mark(here: Here) -> None:
        who = people.by_name(here, name)[0].id
        flag = Flag(network_id=here.network_id, question_id=question.id, person_id=who, kind=kind)
        flag.at = world.clock.now()
        here.session.add(flag)

    within(world, mark)


def every(world: World) -> list[tuple[str, str, list[str], list[str]]]:
    """Return (text, state, topics, what was said) of every question, oldest first."""

    def read(here: Here) -> list[tuple[str, str, list[str], list[str]]]:
        wanted = select(Question).where(Question.network_id == here.network_id)
        found = here.session.scalars(wanted.order_by(Question.asked_at, Question.id)).all()
        return [
            (one.body, one.state, questions.topics_of(here, one.id), [a.body for a in answers.thread(here, one.id)])
            for one in found
        ]

    return within(world, read)


def book(*rows: Sequence[Any]) -> bytes:
    """Return a workbook of these rows."""
    made, kept = Workbook(), io.BytesIO()
    sheet: Any = made.active
    for row in rows:
        sheet.append(list(row))
    made.save(kept)
    return kept.getvalue()


def sets(world: World, **values: Any) -> None:
    """Let the network have these values."""

    def put(here: Here) -> None:
        network = networks.hold(here)
        for name, value in values.items():
            setattr(network, name, value)

    within(world, put)
