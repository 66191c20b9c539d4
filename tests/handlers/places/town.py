"""A whole network in its places: the program beside simulated platforms, and what people do elsewhere in it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import count
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from bot.turns import Turns
from handlers.kit.turn import Traits, Turn
from handlers.questions import spread
from handlers.questions.rules import expires_on
from storage import answers, questions
from storage.answers import Answer
from storage.questions import Question
from tests.simulators.telegram import TOKEN, Telegram
from tests.telegram_chat import TelegramChat, join
from tests.world import ALONE, CENTRE, World, settings_for

T = TypeVar("T")


class Town:
    """The program on a database with a Telegram, its people's telephones, and what others do on the web."""

    def __init__(self, folder: Path, backend: str) -> None:
        self.telegram = Telegram()
        self.world = World(settings_for(folder, backend, telegram_token=TOKEN), beside=self.telegram)
        self._users = count(700100200)

    def close(self) -> None:
        """Stop it all; every call was one that the Bot API describes."""
        self.world.close()
        assert self.telegram.wrong == []

    def phone(self, name: str = ALONE) -> TelegramChat:
        """Return the private chat of somebody who has come in before."""
        user = next(self._users)
        join(self.world, user, name)
        return TelegramChat(self.world, self.telegram, user)

    def does(self, name: str, what: Callable[[Turn], T]) -> T:
        """Let somebody do something on the web."""
        return does(self.world, name, what)

    def asks(self, body: str, *, by: str = ALONE, audience: str = "all", topics: Collection[str] = ()) -> UUID:
        """Let somebody ask without her name."""

        def ask(turn: Turn) -> UUID:
            asked = Question(asker_id=turn.person_id, kind="question", audience=audience, body=body, state="open")
            asked.asked_at = asked.changed_at = turn.now
            asked.expires_on = expires_on(turn.today, 1)
            questions.add(turn.here, asked, topics)
            spread.posted(turn, asked)
            return asked.id

        return self.does(by, ask)

    def answers(self, question: UUID, body: str, *, by: str = CENTRE, named: bool = True) -> UUID:
        """Let somebody answer."""

        def answer(turn: Turn) -> UUID:
            said = Answer(question_id=question, author_id=turn.person_id, named=named, kind=answers.ANSWER, body=body)
            said.at = said.changed_at = turn.now
            answers.add(turn.here, said)
            asked = questions.get(turn.here, question)
            assert asked is not None
            spread.said(turn, asked, said)
            return said.id

        return self.does(by, answer)

    def moves(self, question: UUID, before: str, after: str, *, by: str = ALONE) -> None:
        """Let a question pass from one state into another."""

        def move(turn: Turn) -> None:
            assert questions.move(turn.here, question, [before], after, turn.now)
            asked = questions.get(turn.here, question)
            assert asked is not None
            spread.changed(turn, asked)

        self.does(by, move)


def does(world: World, name: str, what: Callable[[Turn], T]) -> T:
    """Let somebody do something on the web, past the conversations."""
    stores = world.app.stores
    turns = Turns(stores.database, stores.keys, world.app.house, world.clock)
    with stores.database.writer.begin() as link:
        turn = turns.begin(link, "web", world.person(name), Traits(together=True, home=True), lock=True)
        done = what(turn)
        turn.here.session.commit()
    return done
