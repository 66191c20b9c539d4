"""Questions of the demo network, asked and indexed, and searches as somebody's turn does them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

import pytest

from handlers import archive
from handlers.archive import Found, Hit
from handlers.kit.turn import Turn
from storage import answers, networks, questions
from storage.answers import Answer
from storage.db import Here
from tests.privacy.well import question_of
from tests.world import START, World

T = TypeVar("T")


class Well:
    """The demo network's questions."""

    def __init__(self, world: World) -> None:
        self.world = world
        with world.app.stores.database.read() as session:
            self.network = networks.ids(session)[0]
        self.person = world.person()

    def does(self, work: Callable[[Here], object]) -> None:
        """Do something in a transaction of its own."""
        with self.world.app.stores.database.write() as session:
            work(Here(session, self.network))

    def asks(self, text: str, topics: Collection[str] = (), **values: str) -> UUID:
        """Ask a question, a minute after the one before."""
        self.world.clock.forward(minutes=1)
        question = question_of(None, self.world.clock.now(), body=text, **values)

        def keep(here: Here) -> None:
            questions.add(here, question, topics)
            archive.keep(here, question.id)

        self.does(keep)
        return question.id

    def answers(self, question: UUID, text: str, **values: str) -> UUID:
        """Answer a question."""
        at = {"at": START + timedelta(hours=1), "changed_at": START + timedelta(hours=1)}
        answer = Answer(question_id=question, kind=values.pop("kind", "answer"), body=text, named=False, **at, **values)

        def keep(here: Here) -> None:
            answers.add(here, answer)
            archive.keep(here, question)

        self.does(keep)
        return answer.id

    def similar(self, text: str, audiences: Collection[str] = ("all",), most: int = 3) -> list[Hit]:
        """Return what a turn finds similar."""
        return self._reads(lambda turn: archive.similar(turn, text, audiences, most))

    def find(self, words: str = "", topic: str = "", after: UUID | None = None, most: int = 5) -> Found:
        """Return what a turn finds."""
        return self._reads(lambda turn: archive.find(turn, words, topic, ["all"], after, most))

    def found(self, words: str) -> list[UUID]:
        """Return the questions on the first page."""
        return list(self.find(words).question_ids)

    def _reads(self, read: Callable[[Turn], T]) -> T:
        runtime, traits = self.world.app.runtime, self.world.app.web.traits
        return self.world.run(runtime._read("web", self.person, traits, read))


@pytest.fixture
def well(world: World) -> Well:
    """The demo network's questions, none as yet."""
    return Well(world)
