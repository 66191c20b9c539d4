"""Steps that the tests of the well share: asking and saying something past the conversations, and looking at rows."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from handlers.questions import saying
from handlers.questions.saying import Kind
from storage import answers, networks, people, questions
from storage.answers import Answer
from storage.db import Here
from storage.questions import Question
from tests.chat import TOGETHER, Chat, card_lines
from tests.talk import Talk
from tests.world import World

ASKED = "Aさん（10代後半）の放デイが卒業で終わります。土曜の居場所を知りませんか"
SAID = "地域活動支援センターの土曜プログラムが使えました。見学は平日だけです"
NOBODY, ASKER = "匿名の相談員さん", "質問した方"


def asked(world: World, by: str | None, body: str = ASKED, topics: tuple[str, ...] = ("余暇",), **values: Any) -> UUID:
    """Let somebody, or nobody, have asked something just now; return its id."""
    now = world.clock.now()
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        told: dict[str, Any] = {"kind": "question", "audience": "all", "state": questions.OPEN, "named": False}
        told |= {"asked_at": now, "changed_at": now, "expires_on": date(2028, 3, 31)}
        question = Question(asker_id=_id(here, by), body=body, **told | values)
        questions.add(here, question, topics)
        return question.id


def said(world: World, to: UUID, by: str | None, body: str = SAID, **values: Any) -> UUID:
    """Let somebody, or nobody, have said something in a thread just now; return its id."""
    now = world.clock.now()
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        told: dict[str, Any] = {"kind": answers.ANSWER, "named": False, "at": now, "changed_at": now}
        answer = Answer(question_id=to, author_id=_id(here, by), body=body, **told | values)
        answers.add(here, answer)
        return answer.id


def _id(here: Here, name: str | None) -> UUID | None:
    return people.by_name(here, name)[0].id if name else None


def roles(world: World, name: str, *given: str) -> None:
    """Give somebody these roles and no others."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        people.set_roles(here, people.by_name(here, name)[0].id, list(given))


def says(world: World, to: UUID, by: str, body: str = SAID, kind: Kind = "answer", *, named: bool = False) -> UUID:
    """Let somebody say something in a thread as it is said from any place; return its id."""
    app = world.app
    with app.stores.database.writer.begin() as link:
        turn = app.runtime._turns.begin(link, "web", world.person(by), TOGETHER)
        question = questions.get(turn.here, to)
        assert question
        answer = saying.say(turn, question, kind, body, named=named)
        turn.here.session.commit()
        return answer.id


def told(talk: Talk) -> list[str]:
    """Return the lines of what has just come unasked."""
    if isinstance(talk, Chat):
        return [line for notice in talk.notices for card in notice["cards"] for line in card_lines(card)]
    return talk.text.split("\n")


def expect_told(talk: Talk, first: str, *lines: str) -> None:
    """Let what is due come, and check that it is one card, and that each of these lines stands on it."""
    talk.comes().hears(first)
    missing = [line for line in lines if line not in told(talk)]
    assert missing == [], told(talk)


def was_told(talk: Talk, *lines: str) -> None:
    """Check that these lines have come unasked, now or when something came to somebody else."""
    talk.comes()
    told_now = "\n".join(told(talk)) if isinstance(talk, Chat) else talk.everything
    assert [line for line in lines if line not in told_now] == [], told_now


def only_id(world: World) -> UUID:
    """Return the id of the only question there is."""
    with world.app.stores.database.read() as session:
        return session.scalars(select(Question.id)).one()
