"""P9: storms of 200 attempts on 20 times of one pair, on both databases: our holding against the drivers themselves."""

from __future__ import annotations

import random
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import local
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import delete, func, make_url, select

from benchmarks.measure import Contender, Row, alternate, exact, millis, ratio, size
from bot.app import Stores, open_stores
from storage import cells, networks, offices, people
from storage.cells import Cell, Taken
from storage.db import Here
from storage.ids import uuid7
from storage.visits import Visit
from tests.postgres import binaries
from tests.world import settings_for

TIMES, OFFICES, STORMS = size(20, 4), size(10, 3), size(100, 2)
BEGIN = datetime(2026, 10, 1, tzinfo=UTC)
INSERT = "INSERT INTO visit_cells (network_id, id, taker_id, cell, visit_id) VALUES "


class Storm(ABC):
    """Each time is wanted by several offices: each attempt takes all quarters of both hosts and the office, or none."""

    def __init__(self, stores: Stores, threads: int) -> None:
        self.stores, self.threads = stores, threads
        self.pool = ThreadPoolExecutor(threads)
        self.wrong = 0
        with stores.database.write() as session:
            self.network = networks.everyone(session)[0].id
            here = Here(session, self.network)
            hosts = [one.id for one in people.everyone(here)[:2]]
            office = offices.everyone(here)[0].id
            told: dict[str, Any] = {"minutes": 60, "buffer": 30, "pools": "chief centre", "way": "visit"}
            told |= {"network_id": self.network, "office_id": office, "menu": "sv", "title": "x", "state": "asked"}
            self.attempts: list[tuple[UUID, list[Taken]]] = []
            for number in range(TIMES * OFFICES):
                start = BEGIN + timedelta(hours=3 * (number % TIMES))
                visit = Visit(**told, asked_at=BEGIN)
                session.add(visit)
                travel = range(cells.cell_of(start) - 2, cells.cell_of(start) + 6)
                wanted = [(host, cell) for host in hosts for cell in travel]
                # Each office is somebody of its own: the pair is what they all want.
                guest = uuid7()
                self.attempts.append((visit.id, wanted + [(guest, cell) for cell in travel[2:6]]))

    def prepare(self) -> None:
        """Let everything be free again, and nobody know who comes first."""
        with self.stores.database.write() as session:
            session.execute(delete(Cell).where(Cell.network_id == self.network))
        random.Random(self.wrong).shuffle(self.attempts)

    def block(self) -> int:
        """Let everybody try at once; count what is not as it should be."""
        won = sum(self.pool.map(lambda one: self.take(*one), self.attempts))
        with self.stores.database.read() as session:
            mine = Cell.network_id == self.network
            held = session.scalar(select(func.count()).select_from(Cell).where(mine))
            whose = session.scalar(select(func.count(Cell.visit_id.distinct())).where(mine))
        self.wrong += abs(won - TIMES) + abs((whose or 0) - TIMES) + (held != TIMES * 20)
        return 1

    @abstractmethod
    def take(self, visit: UUID, wanted: list[Taken]) -> bool:
        """Take it, in a transaction of its own."""


class Ours(Storm):
    """As a step of a booking holds its time."""

    def take(self, visit: UUID, wanted: list[Taken]) -> bool:
        """Take it through the storage."""
        with self.stores.database.write() as session:
            here = Here(session, self.network)
            here.alone()
            return cells.take(here, visit, wanted)


class Driver(Storm):
    """The same rows by the driver itself, a connection a thread."""

    def __init__(self, stores: Stores, threads: int, url: str) -> None:
        super().__init__(stores, threads)
        self._url = make_url(url)
        self._mine = local()

    def take(self, visit: UUID, wanted: list[Taken]) -> bool:
        """Insert all rows; roll back where one of them was somebody's already."""
        rows = [(self.network, uuid7(), taker, cell, visit) for taker, cell in wanted]
        return self._sqlite(rows) if self._url.get_backend_name() == "sqlite" else self._postgres(rows)

    def _sqlite(self, rows: list[tuple[UUID, UUID, UUID, int, UUID]]) -> bool:
        if not hasattr(self._mine, "sqlite"):
            self._mine.sqlite = sqlite3.connect(str(self._url.database), isolation_level=None)
            for pragma in ("journal_mode=WAL", "busy_timeout=5000", "synchronous=FULL", "foreign_keys=ON"):
                self._mine.sqlite.execute(f"PRAGMA {pragma}")
        link: sqlite3.Connection = self._mine.sqlite
        given = [tuple(one.hex if isinstance(one, UUID) else one for one in row) for row in rows]
        link.execute("BEGIN IMMEDIATE")
        before = link.total_changes
        link.executemany(INSERT + "(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", given)
        won = link.total_changes - before == len(rows)
        link.execute("COMMIT" if won else "ROLLBACK")
        return won

    def _postgres(self, rows: list[tuple[UUID, UUID, UUID, int, UUID]]) -> bool:
        if not hasattr(self._mine, "postgres"):
            host = str(self._url.query["host"])
            self._mine.postgres = psycopg.connect(host=host, user=self._url.username, dbname=self._url.database)
        link: psycopg.Connection = self._mine.postgres
        with link.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(9)")
            cursor.executemany(INSERT + "(%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING", rows)
            won = cursor.rowcount == len(rows)
        link.commit() if won else link.rollback()
        return won


@contextmanager
def opened(folder: Path, backend: str) -> Iterator[Stores]:
    """Give a fresh installation."""
    stores = open_stores(settings_for(folder, backend))
    yield stores
    stores.database.dispose()
    stores.keys.engine.dispose()


def storms(folder: Path, backend: str, name: str, check: Callable[[int], None]) -> list[Row]:
    """Measure on one database: one writer on SQLite, as the program has it; eight at once on PostgreSQL."""
    threads = 1 if backend == "sqlite" else 8
    with opened(folder, backend) as stores:
        url = stores.database.writer.url.render_as_string(hide_password=False)
        ours, driver = Ours(stores, threads), Driver(stores, threads, url)
        contenders: dict[str, Contender] = {"ours": ours, "driver": driver}
        costs = alternate(contenders, blocks=STORMS)
        check(ours.wrong + driver.wrong)
        for one in (ours, driver):
            one.pool.shutdown()
    return [
        Row("P9", f"{name}: our storm / the driver's", ratio(costs["ours"].wall, costs["driver"].wall), at_most=2.0),
        Row("P9", f"{name}: {TIMES * OFFICES} attempts", millis(costs["ours"].wall), "ms"),
    ]


def measure(folder: Path) -> list[Row]:
    """Return the rows of P9, of PostgreSQL where it is on this machine."""
    wrong: list[int] = []
    rows = storms(folder / "sqlite", "sqlite", "SQLite", wrong.append)
    if binaries():
        rows += storms(folder / "postgres", "postgres", "PostgreSQL", wrong.append)
    what = f"storms with other than {TIMES} winners, each whole"
    return [*rows, Row("P9", what, exact(sum(wrong)), "", at_most=0)]
