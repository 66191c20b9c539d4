"""P6: the ticker and delivery inside the whole program: how late things are said, and whom a heap of them holds up."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, insert, select

from benchmarks.measure import Figure, Row, exact, figure, percentile, plain, size
from benchmarks.product import NUMBERS, Hand, add_people
from bot.app import App, build_house
from handlers.kit.cards import Card
from handlers.kit.house import Conversation, House, NoticeKind
from messages.words import msg
from storage import outbox
from storage.accounts import Account
from storage.db import Here, Link, session_on
from storage.ids import uuid7
from tests.world import SetClock, World, settings_for

KIND = "bench.reminder"
PEOPLE = 64


class RunningClock(SetClock):
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.now(UTC)


def house() -> House:
    """Return the house with one more conversation, whose only notice is one plain card."""
    card = Card(paragraphs=(msg("kit-left"),))
    # At once: what can wait would be carried by the morning letter.
    notice = NoticeKind(lambda _turn, _subject: (card,), pace="now", repeats=True)
    bench = Conversation(name="bench", doors=lambda _turn: (), verbs={}, notices={KIND: notice})
    whole = build_house()
    return House((*whole.conversations, bench), whole.home)


class TickingWorld(World):
    """The program with its own ticker, on the machine's clock, and people who have the web page."""

    def __init__(self, folder: Path, people: int) -> None:
        super().__init__(settings_for(folder, "sqlite"), RunningClock(), house())
        # The world starts without ticking: this is the program as it runs for people.
        self.run(self.app.stop())
        self.app = App(self.settings, self.clock, self.house)
        self.run(self.app.start())
        self.users = [next(NUMBERS) for _ in range(people)]
        self.network, self.people = add_people(self, self.users)
        rows = [
            {"network_id": self.network, "id": uuid7(), "person_id": id, "platform": "web", "user_id": str(id)}
            for id in self.people
        ]
        with self.app.stores.database.write() as session:
            session.execute(insert(Account), rows)

    def post(self, people: list[UUID], due: list[datetime]) -> list[UUID]:
        """Put one notice for each person in the outbox; return their subjects."""
        subjects = [uuid7() for _ in people]

        def job(link: Link) -> None:
            with session_on(link) as session:
                for person, subject, at in zip(people, subjects, due, strict=True):
                    outbox.post(Here(session, self.network), person, KIND, subject, at)
                session.commit()

        self.run(self.app.writer.run(job))
        return subjects

    def lateness(self, subjects: list[UUID], due: list[datetime]) -> list[float]:
        """Return how many seconds after its time each was sent; those not sent yet are left out."""
        at = dict(zip(subjects, due, strict=True))
        table = outbox.outbox.c
        with self.app.stores.database.reader.connect() as link:
            rows = link.execute(select(table.subject_id, table.sent_at).where(table.sent_at.is_not(None))).all()
        return [(sent - at[subject]).total_seconds() for subject, sent in rows if subject in at]

    def waiting(self) -> int:
        """Return how many are still to be sent."""
        table = outbox.outbox.c
        with self.app.stores.database.reader.connect() as link:
            wanted = select(func.count()).where(table.kind == KIND, table.state.in_(["waiting", "sending"]))
            return int(link.execute(wanted).scalar_one())


@dataclass(slots=True)
class Stalls:
    """How long the loop did not come back, and how long the writer kept somebody waiting who wanted nothing of it."""

    loop: list[float] = field(default_factory=list)
    writer: list[float] = field(default_factory=list)


async def watch(world: TickingWorld, seconds: float) -> Stalls:
    """Look for stalls every few milliseconds."""
    found = Stalls()
    until = time.perf_counter() + seconds

    async def heart() -> None:
        while time.perf_counter() < until:
            start = time.perf_counter()
            await asyncio.sleep(0.002)
            found.loop.append(time.perf_counter() - start - 0.002)

    async def knock() -> None:
        while time.perf_counter() < until:
            start = time.perf_counter()
            await world.app.writer.run(lambda link: None)
            found.writer.append(time.perf_counter() - start)
            await asyncio.sleep(0.003)

    await asyncio.gather(heart(), knock())
    return found


async def busy(hands: list[Hand], seconds: float) -> None:
    """Let everybody answer as fast as they are answered."""
    until = time.perf_counter() + seconds

    async def one(hand: Hand) -> None:
        while time.perf_counter() < until:
            await (hand.step() if hand.left > 0 else hand.begin())

    await asyncio.gather(*(one(hand) for hand in hands))


async def idle(seconds: float) -> None:
    """Do nothing."""
    await asyncio.sleep(seconds)


def spread(world: TickingWorld, seconds: float, *, hands: list[Hand]) -> list[float]:
    """Let notices fall due one after another for so long and return their lateness; meanwhile these people answer."""
    begin = datetime.now(UTC) + timedelta(seconds=0.5)
    people, tail = world.people[: int(seconds * 8)], size(25, 10) / 10
    due = [begin + timedelta(seconds=seconds * place / len(people)) for place in range(len(people))]
    subjects = world.post(people, due)
    world.run(busy(hands, seconds + tail) if hands else idle(seconds + tail))
    until = time.monotonic() + 60
    while world.waiting() and time.monotonic() < until:
        world.run(idle(0.5))
    return world.lateness(subjects, due)


def measure(folder: Path) -> list[Row]:
    """Return the rows of P6."""
    heap, seconds = size(5000, 50), size(12, 1)
    world = TickingWorld(folder / "ticking", heap)
    hands = [Hand(user, world.app.runtime) for user in world.users[: size(PEOPLE, 8)]]
    quiet = spread(world, seconds, hands=[])
    full = spread(world, seconds, hands=hands)
    calm = world.run(watch(world, size(6, 1)))
    before = time.perf_counter()
    world.post(world.people, [datetime.now(UTC)] * heap)
    stalls = [world.run(watch(world, size(8, 1))) for _ in range(size(3, 1))]
    rate = (heap - world.waiting()) / (time.perf_counter() - before)
    world.close()
    late = exact(percentile(full, 99) / percentile(quiet, 99))
    loop = figure([max(found.loop) * 1000 for found in stalls])
    wait = figure([max(found.writer) * 1000 for found in stalls])
    return [
        Row("P6", "p99 lateness with everybody answering / with nobody", late, at_most=2),
        Row("P6", "p99 lateness with nobody answering", exact(percentile(quiet, 99) * 1000), "ms"),
        Row(
            "P6", f"{plain(heap)} due at once: longest time in which the loop did nothing else", loop, "ms", at_most=50
        ),
        Row("P6", f"{plain(heap)} due at once: longest wait for the writer", wait, "ms", at_most=50),
        Row("P6", "longest wait for the writer with nothing due", exact(max(calm.writer) * 1000), "ms"),
        Row("P6", f"{plain(heap)} due at once: said in a second", Figure(rate, rate, rate), "/s"),
    ]
