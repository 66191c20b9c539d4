"""A counsellor who is told of her trainings by the real delivery, and what tests let happen to her."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from sqlalchemy import delete, text, update

from storage import applications, careers, nudges, people
from storage.careers import Extension
from storage.completions import Completion
from storage.db import EVERYWHERE, Here
from storage.ids import uuid7
from storage.networks import Network
from storage.runs import CourseRun
from tests.bot.test_delivery import Wire
from tests.bot.wires import at, delivery_on, goes, likes
from tests.chat import Chat
from tests.world import ALONE, World

INITIAL = date(2021, 11, 20)
ONE = "おはようございます。お知らせは1つだけです。"
LATE = "少し遅れてお届けするものが入っています。"


class Told:
    """The world, its wire, and a counsellor's record."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.wire = Wire()
        self.delivery = delivery_on(world, self.wire)
        self.person = UUID(world.person())
        likes(world, ALONE, rhythm="none")

    def _here(self, session: Any) -> Here:
        network = session.execute(text("SELECT id FROM networks")).scalar_one()
        return Here(session, network if isinstance(network, UUID) else UUID(str(network)))

    def did(self, course: str = "initial", on: date = INITIAL, exactly: str = "day") -> Self:
        """Let her have completed a training."""
        with self.world.app.stores.database.write() as session:
            here = self._here(session)
            who = {
                "network_id": here.network_id,
                "person_id": self.person,
                "entered_at": self.world.clock.now(),
            }
            session.add(Completion(**who, course=course, done_on=on, exactly=exactly))
        return self

    def undo(self, course: str) -> None:
        """Take a completion back."""
        with self.world.app.stores.database.write() as session:
            session.execute(delete(Completion).where(Completion.course == course).execution_options(**EVERYWHERE))

    def run(
        self, opens: date, apply: tuple[date | None, date | None], title: str = "現任研修 第1回", **more: Any
    ) -> UUID:
        """Enter a run with its application's first and last day; return its id."""
        with self.world.app.stores.database.write() as session:
            here, id = self._here(session), uuid7()
            given = {"course": "renewal", "prefecture": "東京都", "days": [], "entered_at": self.world.clock.now()}
            given |= {"apply_from": apply[0], "apply_to": apply[1], "opens_on": opens, "title": title}
            session.add(CourseRun(network_id=here.network_id, id=id, **given | more))
        return id

    def changes(self, run: UUID, **values: Any) -> None:
        """Change a run."""
        with self.world.app.stores.database.write() as session:
            session.execute(
                update(CourseRun).where(CourseRun.id == run).values(**values).execution_options(**EVERYWHERE)
            )

    def says(self, run: UUID, state: str) -> None:
        """Let her have said how she stands to a run."""
        with self.world.app.stores.database.write() as session:
            applications.say(self._here(session), run, self.person, state, self.world.clock.now())

    def answers(self, said: str) -> None:
        """Let her have answered all that she was told."""
        with self.world.app.stores.database.write() as session:
            here, now = self._here(session), self.world.clock.now()
            for row in nudges.of_people(here, [self.person]):
                nudges.answer(here, row.told_as, self.person, said, now, now.date() + timedelta(days=7))

    def lives(self, **values: Any) -> Self:
        """Let something be known of her beside her trainings."""
        with self.world.app.stores.database.write() as session:
            career = careers.made(self._here(session), self.person)
            for name, value in values.items():
                setattr(career, name, value)
        return self

    def is_out(self) -> bool:
        """Tell whether she has said that training deadlines do not concern her."""
        with self.world.app.stores.database.read() as session:
            career = careers.of_person(self._here(session), self.person)
            return career is not None and career.not_mine_at is not None

    def extended(self, instead_of: date, moved_to: date) -> None:
        """Let a deadline of hers have been moved."""
        with self.world.app.stores.database.write() as session:
            here = self._here(session)
            who = {"network_id": here.network_id, "person_id": self.person, "entered_at": self.world.clock.now()}
            session.add(Extension(**who, instead_of=instead_of, moved_to=moved_to, reason="特例", issuer="東京都"))

    def works_as(self, *roles: str, name: str = ALONE) -> None:
        """Give somebody roles."""
        with self.world.app.stores.database.write() as session:
            people.set_roles(self._here(session), UUID(self.world.person(name)), list(roles))

    def likes(self, **values: Any) -> None:
        """Let her have set something."""
        likes(self.world, ALONE, **values)

    def network(self, **values: Any) -> None:
        """Change what the network has set."""
        with self.world.app.stores.database.write() as session:
            session.execute(update(Network).values(**values).execution_options(**EVERYWHERE))

    def at(self, moment: str | date, hour: str = "09:00") -> list[list[str]]:
        """Let it be a moment in Tokyo, do what is due, and return what she was shown then, message by message."""
        before = len(self.wire.shown)
        at(self.world, f"{moment} {hour}")
        goes(self.world, self.delivery)
        return self.shown(before)

    def shown(self, since: int = 0, name: str = ALONE) -> list[list[str]]:
        """Return what somebody was shown, message by message."""
        user = self.world.person(name)
        return [text.split("\n") for to, _, text in self.wire.shown[since:] if to == user]

    def days(self, first: date, last: date) -> dict[date, list[str]]:
        """Let the mornings of these days come; return what was said on which, without greetings."""
        return self.mornings(first + timedelta(days=on) for on in range((last - first).days + 1))

    def around(self, first: date, last: date, *those: date) -> dict[date, list[str]]:
        """Let these days come, the one before and the one after each, and of the others one a week.

        What is told on a morning that is left out comes on the next one, which is then none of the days.
        """
        every = {first + timedelta(days=on) for on in range(0, (last - first).days + 1, 7)}
        near = {one + timedelta(days=on) for one in those for on in (-1, 0, 1)} - {first - timedelta(days=1)}
        return self.mornings(sorted(every | near | {last}))

    def mornings(self, days: Iterable[date]) -> dict[date, list[str]]:
        """Let the mornings of some days come; return what was said on which, without greetings."""
        found = {}
        for one in days:
            if shown := self.at(one):
                assert len(shown) == 1, shown
                found[one] = [line for line in shown[0] if not line.startswith(("おはよう", "少し遅れて"))]
        return found

    def chat(self) -> Chat:
        """Return her page."""
        return Chat(self.world, str(self.person)).opens()

    def chat_of(self, name: str) -> Chat:
        """Return somebody else's page."""
        return Chat(self.world, self.world.person(name)).opens()

    def rows(self, what: str = "rule, due, stage") -> list[tuple[object, ...]]:
        """Return what was made."""
        with self.world.app.stores.database.read() as session:
            return [tuple(row) for row in session.execute(text(f"SELECT {what} FROM nudges ORDER BY made_at, id"))]


def day(text: str) -> date:
    """Return a day."""
    return datetime.fromisoformat(text).date()
