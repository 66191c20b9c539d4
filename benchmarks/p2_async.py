"""P2: the same step where every statement crosses into aiosqlite's thread and back, as AsyncSession does it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, ForeignKey, String, event, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from benchmarks.bare import Alone
from benchmarks.measure import Contender, Row, alternate, millis, ratio, size
from benchmarks.product import LINE, NUMBERS, Hand, Product, Steps
from bot.writer import Writer
from storage.db import Link

T = TypeVar("T")


def open_async(path: Path) -> AsyncEngine:
    """Open a database by aiosqlite with the settings of ours: WAL, FULL, BEGIN IMMEDIATE."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", connect_args={"isolation_level": None})

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


class AsyncWriter(Writer):
    """Runs the product's own jobs on an aiosqlite connection: all else is the same."""

    def __init__(self, product: Product) -> None:
        super().__init__(product.app.stores.database)
        self.engine = open_async(product.world.settings.var / "idobata.db")

    async def run(self, job: Callable[[Link], T], *, aside: bool = False) -> T:
        """Run a job in a transaction, statement by statement in aiosqlite's thread."""
        async with AsyncSession(self.engine) as session:
            connection = await session.connection()
            found = await connection.run_sync(job)
            await session.commit()
            return found


class Base(DeclarativeBase):
    """The tables of the step that only stores."""


class Someone(Base):
    """A person."""

    __tablename__ = "people"
    id: Mapped[str] = mapped_column(String, primary_key=True)


class Seen(Base):
    """An event that was done."""

    __tablename__ = "inbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(String, unique=True)


class Half(Base):
    """A draft, with its answers as they are."""

    __tablename__ = "drafts"
    person: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    answers: Mapped[str]
    version: Mapped[int]


class Waiting(Base):
    """Something to say."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str]


class StoringOnly:
    """A step that only stores, by AsyncSession: no permission, no sealing, no questions, no words."""

    def __init__(self, path: Path) -> None:
        self.engine = open_async(path)

    async def open(self) -> None:
        """Make the tables and 64 people."""
        async with self.engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with AsyncSession(self.engine) as session:
            session.add_all([Someone(id=str(number)) for number in range(64)])
            await session.flush()
            session.add_all([Half(person=str(number), answers="", version=1) for number in range(64)])
            await session.commit()

    async def once(self) -> None:
        """Do one step."""
        number = next(NUMBERS)
        async with AsyncSession(self.engine) as session:
            session.add(Seen(id=number, external_id=str(number)))
            draft = (await session.scalars(select(Half).where(Half.person == str(number % 64)))).one()
            draft.answers, draft.version = LINE * (number // 64 % 9), draft.version + 1
            session.add(Waiting(id=number, person=draft.person))
            await session.commit()


def measure(folder: Path) -> list[Row]:
    """Return the rows of P2."""
    block = size(30, 4)
    ours, theirs = Product(folder / "ours", size(30, 4)), Product(folder / "theirs", size(30, 4))
    writer = AsyncWriter(theirs)
    runtime = theirs.other_runtime(writer)
    hands = [Hand(user, runtime) for user in theirs.users]
    storing, runner = StoringOnly(folder / "storing.db"), asyncio.Runner()
    runner.run(storing.open())
    contenders: dict[str, Contender] = {
        "own": Steps(ours, block),
        "async": Steps(theirs, block, hands),
        "storing": Alone(runner, block, storing.once),
    }
    costs = alternate(contenders, blocks=size(11, 2))
    theirs.world.run(writer.engine.dispose())
    runner.run(storing.engine.dispose())
    runner.close()
    ours.close()
    theirs.close()
    return [
        Row(
            "P2",
            "the step by AsyncSession and aiosqlite / ours",
            ratio(costs["async"].cpu, costs["own"].cpu),
            at_least=2.5,
        ),
        Row("P2", "CPU of that step", millis(costs["async"].cpu), "ms"),
        Row("P2", "CPU of our step", millis(costs["own"].cpu), "ms"),
        Row("P2", "a step by AsyncSession that only stores (no sealing, no words)", millis(costs["storing"].cpu), "ms"),
    ]
