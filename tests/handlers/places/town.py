"""A whole network in its places: the program beside simulated platforms, and what people do elsewhere in it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from bot.turns import Turns
from handlers.kit.turn import Traits, Turn
from handlers.questions import saying, spread
from handlers.questions.rules import expires_on
from storage import answers, places, questions
from storage.answers import Answer
from storage.places import Meeting
from storage.questions import Question
from tests import slack_chat
from tests.bot.trouble import rows
from tests.simulators.slack import APP_TOKEN, BOT_TOKEN, TEAM, Slack
from tests.simulators.telegram import TOKEN, Telegram
from tests.slack_chat import SlackChat
from tests.telegram_chat import TelegramChat, join
from tests.world import ALONE, CENTRE, World, settings_for

T = TypeVar("T")

ANONYMOUS = "匿名の相談員さん"


class Town:
    """The program on a database with a Telegram and maybe a Slack, and what its people do on each and on the web."""

    def __init__(self, folder: Path, backend: str = "sqlite", *, slack: bool = False) -> None:
        self.telegram, self.slack = Telegram(), Slack()
        tokens: dict[str, Any] = {"telegram_token": TOKEN}
        tokens |= {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN} if slack else {}
        also = self.slack if slack else None
        self.world = World(settings_for(folder, backend, **tokens), beside=self.telegram, also=also)
        self._users = count(700100200)

    def close(self) -> None:
        """Stop it all; every call was one that the platforms describe."""
        self.world.close()
        assert (self.telegram.wrong, self.slack.wrong, self.slack.book.complaints) == ([], [], [])

    def desk(self, name: str = ALONE) -> SlackChat:
        """Return the Slack of somebody who has come in before."""
        user = f"U{next(self._users)}"
        slack_chat.join(self.world, user, name)
        self.slack.book.person(user)
        return SlackChat(self.world, self.slack, user)

    def group(self, chat: int, title: str = "○○区 相談支援の輪", *, topic: str = "", audience: str = "all") -> None:
        """Let a group be connected."""
        self.slack_or_telegram("telegram", str(chat), title, topic, audience)

    def channel(self, id: str, *members: str, audience: str = "all") -> None:
        """Let a channel be connected."""
        self.slack.book.channel(id, *members)
        self.slack_or_telegram("slack", f"{TEAM}:{id}", "相談", "", audience)

    def slack_or_telegram(self, platform: str, chat: str, title: str, topic: str, audience: str) -> None:
        """Let the centre have connected a place."""

        def connect(turn: Turn) -> None:
            place = Meeting(platform=platform, chat=chat, topic=topic, title=title, audience="all")
            place.connected_by, place.connected_at = turn.person_id, turn.now
            found = places.offer(turn.here, place)
            assert found is not None
            places.connect(turn.here, found.id, audience, turn.person_id, turn.now)

        self.does(CENTRE, connect)

    def ticks(self) -> None:
        """Let everything that is due be done."""
        self.world.tick()

    def in_group(self, chat: int) -> list[str]:
        """Return what stands in a group, each message as its lines with its buttons in brackets."""
        return [
            "\n".join([one.text, *(f"［{button['text']}］" for row in one.keyboard for button in row)])
            for one in self.telegram.seen(chat)
        ]

    def in_channel(self, id: str, thread: str = "") -> list[str]:
        """Return what the app has standing in a channel, or in a thread of it."""
        posts = [one for one in self.slack.book.seen(id) if one.mine and one.thread == thread]
        return ["\n".join(one.lines) for one in posts]

    def phone(self, name: str = ALONE) -> TelegramChat:
        """Return the private chat of somebody who has come in before."""
        user = next(self._users)
        join(self.world, user, name)
        return TelegramChat(self.world, self.telegram, user)

    def does(self, name: str, what: Callable[[Turn], T]) -> T:
        """Let somebody do something on the web."""
        return does(self.world, name, what)

    def asks(
        self, body: str, *, by: str = ALONE, audience: str = "all", topics: Collection[str] = (), kind: str = "question"
    ) -> UUID:
        """Let somebody ask without her name."""

        def ask(turn: Turn) -> UUID:
            asked = Question(asker_id=turn.person_id, kind=kind, audience=audience, body=body, state="open")
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

    def withdraws(self, answer: UUID, *, by: str = CENTRE) -> None:
        """Let somebody take back what she has answered."""

        def withdraw(turn: Turn) -> None:
            said = answers.get(turn.here, answer)
            assert said is not None
            saying.withdraw(turn, said)

        self.does(by, withdraw)

    def morning(self) -> datetime:
        """Return the next morning on which letters come."""
        return datetime(2026, 11, 24, 0, 30, tzinfo=UTC)

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


def of_record(town: Town) -> list[tuple[object, ...]]:
    """Return what is to stand anywhere: kind and state of each row."""
    return rows(town.world, "SELECT kind, state FROM standings ORDER BY kind, state")
