"""Steps that the tests of the well share: asking and saying something past the conversations, and looking at rows."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from storage import answers, networks, people, questions
from storage.answers import Answer
from storage.db import Here
from storage.questions import Question
from tests.world import World

ASKED = "Aさん（10代後半）の放デイが卒業で終わります。土曜の居場所を知りませんか"
SAID = "地域活動支援センターの土曜プログラムが使えました。見学は平日だけです"
NOBODY, ASKER = "匿名の相談員さん", "質問した方"


def asked(world: World, by: str | None, body: str = ASKED, topics: tuple[str, ...] = ("余暇",), **values: Any) -> UUID:
    """Let somebody, or nobody, have asked something just now; return its id."""
    now = world.clock.now()
    with world.app.stores.database.write() as session:
        here = Here(session, networks.everyone(session)[0].id)
        told: dict[str, Any] = {"kind": "question", "audience": "all", "state": questions.OPEN, "named": False}
        told |= {"asked_at": now, "changed_at": now, "expires_on": date(2028, 3, 31)}
        question = Question(asker_id=_id(here, by), body=body, **told | values)
        questions.add(here, question, topics)
        return question.id


def said(world: World, to: UUID, by: str | None, body: str = SAID, **values: Any) -> UUID:
    """Let somebody, or nobody, have said something in a thread just now; return its id."""
    now = world.clock.now()
    with world.app.stores.database.write() as session:
        here = Here(session, networks.everyone(session)[0].id)
        told: dict[str, Any] = {"kind": answers.ANSWER, "named": False, "at": now, "changed_at": now}
        answer = Answer(question_id=to, author_id=_id(here, by), body=body, **told | values)
        answers.add(here, answer)
        return answer.id


def _id(here: Here, name: str | None) -> UUID | None:
    return people.by_name(here, name)[0].id if name else None


def roles(world: World, name: str, *given: str) -> None:
    """Give somebody these roles and no others."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.everyone(session)[0].id)
        people.set_roles(here, people.by_name(here, name)[0].id, list(given))
