"""Simulated years: five people, runs, downtime, clocks that jump, edits, leave, あとで, and two workers at once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot.app import build_house
from bot.writer import Writer
from handlers.kit.days import is_letter_time, is_working_day
from storage import networks, people
from storage.db import EVERYWHERE, Here, open_database
from storage.ids import short, unshort
from storage.networks import Network
from storage.nudges import Nudge
from tests.bot.test_delivery import Wire
from tests.bot.wires import delivery_on
from tests.chat import Chat
from tests.handlers.nudges.happens import RULES, Happens
from tests.handlers.nudges.oracle import Key, Life, Run, right, stands, topic
from tests.world import World, settings_for

TOKYO = ZoneInfo("Asia/Tokyo")
NEEDED = {"morning", "nudges", "training", "settings", "home", "joining"}
FIRST = date(2026, 11, 24)
PEOPLE = 5


class Years:
    """One network whose counsellors live for some years, beside the ledger of what they were told."""

    def __init__(self, folder: Path, seed: int, backend: str = "sqlite") -> None:
        self.random = Random(seed)
        own = build_house()
        self.world = World(
            settings_for(folder / f"years{seed}", backend),
            house=replace(own, conversations=tuple(one for one in own.conversations if one.name in NEEDED)),
        )
        self.wire = Wire()
        # The other worker has a connection of its own, as another process has.
        self.beside = open_database(self.world.settings.database)
        self.writer = Writer(self.beside, threads=1)
        self.writer.start()
        other = delivery_on(self.world, self.wire, writer=self.writer, database=self.beside)
        self.workers = (delivery_on(self.world, self.wire), other)
        self.closed = [str(FIRST + timedelta(days=days)) for days in sorted(self.random.sample(range(2000), 30))]
        self.runs: dict[UUID, Run] = {}
        self.lives: list[Life] = []
        self.told: dict[str, set[Key]] = {}
        self.days: dict[str, set[date]] = {}
        self.latest = FIRST
        self.looked = self.checked = self.said = 0
        with self.world.app.stores.database.write() as session:
            self.network = networks.ids(session)[0]
            here = Here(session, self.network)
            session.execute(update(Network).values(closed_days=self.closed, prefecture="東京都", contacts=[]))
            for place, person in enumerate(people.everyone(here)):
                counts = place < PEOPLE
                people.set_roles(here, person.id, ["counsellor"] if counts else ["observer"])
                person.rhythm = "none"
                if counts:
                    self.lives.append(Life(person.name, str(person.id)))
        self.happens = Happens(self.world, self.network, self.random, self.lives, self.runs)
        for life in self.lives:
            self.told[life.user], self.days[life.user] = set(), set()
            years = self.random.randrange(0, 6)
            self.happens.completes(life, "initial", FIRST - timedelta(days=365 * years + self.random.randrange(365)))
            if self.random.random() < 0.7:
                self.happens.practises(life, FIRST - timedelta(days=self.random.randrange(365 * 4)))

    def close(self) -> None:
        """Stop."""
        self.world.run(self.writer.stop())
        self.beside.dispose()
        self.world.close()

    def live(self, years: float) -> None:
        """Let so many years pass."""
        today = FIRST
        end = FIRST + timedelta(days=int(365.25 * years))
        while today < end:
            self.happens.lately(today)
            self._day(today)
            if self.random.random() < 0.03:
                # The clock is wrong for a while.
                self._day(today - timedelta(days=self.random.choice((1, 1, 3))))
            gap = self.random.choices((1, 2, 7, 30), (70, 18, 10, 2))[0]
            today += timedelta(days=gap)

    def _day(self, today: date) -> None:
        """Let a day pass: some of its hours, maybe with a change between the night and the morning."""
        changed = False
        if self.random.random() < 0.5:
            self._tick(today, self.random.randrange(0, 7 * 60))
            if self.random.random() < 0.3:
                changed = self.happens.lately(today)
        if self.random.random() < 0.85:
            self._tick(today, self.random.randrange(9 * 60, 18 * 60))
            if not changed and today >= self.latest:
                self._is_complete(today)
        if self.random.random() < 0.15:
            self._tick(today, self.random.randrange(18 * 60, 24 * 60))
        self.latest = max(today, self.latest)

    def _tick(self, today: date, minute: int) -> None:
        local = datetime(today.year, today.month, today.day, minute // 60, minute % 60, tzinfo=TOKYO)
        self.world.clock.at = local.astimezone(UTC)
        one, other = self.workers

        async def both() -> None:
            await asyncio.gather(one.plan(), other.plan())
            await asyncio.gather(one.tick(), other.tick())

        async def alone() -> None:
            await one.plan()
            await one.tick()

        self.world.run(both() if self.random.random() < 0.3 else alone())
        self._look(local)

    # What people see.

    def _look(self, local: datetime) -> None:
        new = list(zip(self.wire.shown, self.wire.told, strict=True))[self.looked :]
        self.looked += len(new)
        today = local.date()
        for (user, _, _), told in new:
            life = next(one for one in self.lives if one.user == user)
            assert is_letter_time(local, 9 * 60, 18 * 60, self.closed) and is_working_day(today, self.closed), local
            assert today not in self.days[user], ("twice a day", local)
            self.days[user].add(today)
            for card in told.scene.cards[1:]:
                self._card(life, today, unshort(card.about), [told.words.say(line) for line in card.paragraphs])

    def _card(self, life: Life, today: date, subject: UUID, lines: list[str]) -> None:
        with self.world.app.stores.database.read() as session:
            wanted = select(Nudge.rule, Nudge.due, Nudge.stage).where(Nudge.told_as == subject)
            keys: set[Key] = {tuple(row) for row in session.execute(wanted.execution_options(**EVERYWHERE))}  # type: ignore[misc]
        now = right(life, self.runs, RULES, self.closed, today)
        again = {key for key in keys if key[0].startswith("again-")}
        of_topic = {key for key in now if topic(key) == topic(next(iter(keys)))}
        true = of_topic if again else keys & now
        may = bool(again) and topic(next(iter(again))) == "course" and stands(life, self.runs, RULES, today)
        assert true or may, (life, today, keys, lines)
        if life.rests(today):
            assert {key[0] for key in true} == {"last"}, (today, true)
        named = {run.title for run in self.runs.values() if any(f"{run.title}」" in line for line in lines)}
        due = {run.title for run in self.runs.values() if any(short(run.id) in key[2] for key in true)}
        assert named <= due and (len(named) >= min(len(due), 1)), (today, lines, due)
        twice = (self.told[life.user] & (keys & now)) | (self.told[life.user] & again)
        assert not twice, (life, today, twice)
        self.told[life.user] |= (keys & now) | again
        self.said += 1
        if self.random.random() < 0.15:
            self._later(life, today, subject, topic(next(iter(keys))))

    def _later(self, life: Life, today: date, subject: UUID, of: str) -> None:
        """Press あとで, and choose a day."""
        before = self._rows(life, subject)
        chat = Chat(self.world, life.user)
        chat.presses(f"nudge.later:{short(subject)}")
        chat.presses(f"nudge.{self.random.choice(('tomorrow', 'week'))}:{short(subject)}")
        after = self._rows(life, subject)
        assert before and {row.answered for row in after} == {"later"}
        day = after[0].again_on
        assert day is not None
        life.later[subject], life.pressed = (of, day), today

    def _rows(self, life: Life, subject: UUID) -> list[Nudge]:
        with self.world.app.stores.database.read() as session:
            wanted = select(Nudge).where(Nudge.told_as == subject, Nudge.person_id == UUID(life.user))
            return list(session.scalars(wanted.execution_options(**EVERYWHERE)))

    def _is_complete(self, today: date) -> None:
        """After a morning in which somebody looked, all that is right has been told."""
        if not is_working_day(today, self.closed):
            return
        for life in [life for life in self.lives if life.pressed != today]:
            now = right(life, self.runs, RULES, self.closed, today)
            left = now - self.told[life.user]
            if life.rests(today):
                left = {key for key in left if self._must(key, today)}
            left = {
                key for key in left if (key[0] == "last" and self._must(key, today)) or not self._held(life, key, today)
            }
            assert not left, (life, today, left)
            for subject, (of, day) in life.later.items():
                key: Key = (f"again-{of}", day, short(subject))
                # Of what she has put off longer ago nobody speaks again.
                near = today - timedelta(days=400) <= day <= today
                if near and self._open_still(life, now, of) and not self._held(life, key, today):
                    assert key in self.told[life.user], (life, today, key)
            self.checked += 1

    def _held(self, life: Life, key: Key, today: date) -> bool:
        return key[0] == "last" or life.rests(today) or life.waits(topic(key), today)

    def _must(self, key: Key, today: date) -> bool:
        if key[0] != "last":
            return False
        day = key[1] - timedelta(days=3)
        while not is_working_day(day, self.closed):
            day -= timedelta(days=1)
        return today >= day

    def _open_still(self, life: Life, now: set[Key], of: str) -> bool:
        return not life.not_mine and any(topic(key) == of for key in now)
