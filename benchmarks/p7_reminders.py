"""P7: reminders in the outbox against APScheduler's job store in SQLite: taking what is due, adding, an idle tick."""

from __future__ import annotations

import contextlib
import pickle
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import insert

from benchmarks.measure import Contender, Row, alternate, millis, ratio, size
from benchmarks.product import NUMBERS, Product, add_people
from storage import claims, outbox
from storage.db import Here, Link, session_on
from storage.ids import uuid7

BEGIN = datetime(2026, 11, 24, tzinfo=UTC)
BATCH = size(100, 10)
KIND = "bench.reminder"

FILL = """
WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :count)
INSERT INTO outbox (network_id, id, person_id, kind, subject_id, state, due_at, attempts)
SELECT network_id, printf('%032x', n), id, :kind, printf('%032x', n), 'waiting',
    strftime('%Y-%m-%d %H:%M:%S.000000', :begin, '+' || n || ' seconds'), 0
FROM numbers JOIN (SELECT row_number() OVER (ORDER BY id) - 1 AS place, network_id, id FROM people) AS somebody
    ON place = n % (SELECT count(*) FROM people)
"""


def do_nothing() -> None:
    """Be what a job would call."""


def fill(product: Product, pending: int) -> None:
    """Put so many reminders in the outbox, one a second from BEGIN on, in turn for many people."""
    add_people(product.world, [next(NUMBERS) for _ in range(size(20_000, 50))])
    with contextlib.closing(sqlite3.connect(product.world.settings.var / "idobata.db")) as connection, connection:
        connection.execute("PRAGMA cache_size=-200000")
        begin = BEGIN.strftime("%Y-%m-%d %H:%M:%S")
        connection.execute(FILL, {"count": pending, "kind": KIND, "begin": begin})


class Due:
    """Takes many due reminders and writes down that they were sent, each by itself as delivery does."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._now = BEGIN - timedelta(seconds=1)

    def prepare(self) -> None:
        """Let as many again be due."""
        self._now += timedelta(seconds=BATCH)

    def block(self) -> int:
        """Take them."""
        return self._product.world.run(self._take())

    async def _take(self) -> int:
        writer, now = self._product.app.writer, self._now
        taken: list[outbox.Notice] = []
        while more := await writer.run(lambda link: claims.claim(link, now, BATCH)):
            taken += more
            for notice in more:
                await writer.run(lambda link, one=notice: outbox.settle(link, one, "sent", now))  # type: ignore[misc]
        assert len(taken) == BATCH
        return BATCH


class Adding:
    """Puts many reminders in the outbox in one transaction, as planning does."""

    def __init__(self, product: Product) -> None:
        self._product = product

    def prepare(self) -> None:
        """Nothing has to be made ready."""

    def block(self) -> int:
        """Add them."""
        self._product.world.run(self._product.app.writer.run(self._add))
        return BATCH

    def _add(self, link: Link) -> None:
        later = BEGIN + timedelta(days=900)
        with session_on(link) as session:
            here = Here(session, self._product.network)
            for place in range(BATCH):
                person = self._product.people[place % len(self._product.people)]
                outbox.post(here, person, KIND, uuid7(), later)
            session.commit()


class IdleTick:
    """Looks for what is due when nothing is."""

    def __init__(self, product: Product, ticks: int) -> None:
        self._product = product
        self._ticks = ticks

    def prepare(self) -> None:
        """Nothing has to be made ready."""

    def block(self) -> int:
        """Look several times."""
        self._product.world.run(self._look())
        return self._ticks

    async def _look(self) -> None:
        early = BEGIN - timedelta(days=1)
        for _ in range(self._ticks):
            assert await self._product.app.writer.run(lambda link: claims.claim(link, early, BATCH)) == []


class JobStore:
    """APScheduler's job store, with so many jobs pending, one a second."""

    def __init__(self, path: Path, pending: int) -> None:
        self.store = SQLAlchemyJobStore(url=f"sqlite:///{path}")
        self.scheduler = BackgroundScheduler(jobstores={"default": self.store}, timezone="UTC")
        self.scheduler.start(paused=True)
        job = self.scheduler.add_job(do_nothing, "date", run_date=BEGIN - timedelta(days=1), id="first")
        state = job.__getstate__()
        job.remove()
        rows = []
        for number in range(pending):
            due = BEGIN + timedelta(seconds=number)
            made: dict[str, Any] = {**state, "id": str(number), "next_run_time": due}
            body = pickle.dumps(made, pickle.HIGHEST_PROTOCOL)
            rows.append({"id": str(number), "next_run_time": due.timestamp(), "job_state": body})
        with self.store.engine.begin() as connection:
            connection.execute(insert(self.store.jobs_t), rows)

    def close(self) -> None:
        """End the scheduler."""
        self.scheduler.shutdown()


class DueJobs(JobStore):
    """Takes many due jobs and removes them, as the scheduler does with what runs once."""

    _now = BEGIN - timedelta(seconds=1)

    def prepare(self) -> None:
        """Let as many again be due."""
        self._now += timedelta(seconds=BATCH)

    def block(self) -> int:
        """Take them."""
        due = self.store.get_due_jobs(self._now)
        for job in due:
            self.store.remove_job(job.id)
        assert len(due) == BATCH
        return BATCH


class AddingJobs:
    """Adds as many jobs."""

    def __init__(self, jobs: JobStore) -> None:
        self._jobs = jobs

    def prepare(self) -> None:
        """Nothing has to be made ready."""

    def block(self) -> int:
        """Add them."""
        for _ in range(BATCH):
            self._jobs.scheduler.add_job(do_nothing, "date", run_date=BEGIN + timedelta(days=900))
        return BATCH


def measure(folder: Path) -> list[Row]:
    """Return the rows of P7."""
    pending, few, many = size(100_000, 200), size(1_000, 100), size(1_000_000, 400)
    ours, jobs = Product(folder / "ours", 64), DueJobs(folder / "jobs.db", pending)
    fill(ours, pending)
    contenders: dict[str, Contender] = {
        "due": Due(ours),
        "due jobs": jobs,
        "adding": Adding(ours),
        "adding jobs": AddingJobs(jobs),
    }
    costs = alternate(contenders, blocks=size(9, 2))
    jobs.close()
    ours.close()
    ticking = {number: Product(folder / f"pending-{number}", 64) for number in (few, many)}
    for number, product in ticking.items():
        fill(product, number)
    ticks = alternate({str(number): IdleTick(product, 20) for number, product in ticking.items()}, blocks=size(21, 2))
    for product in ticking.values():
        product.close()
    due = ratio(costs["due jobs"].cpu, costs["due"].cpu)
    adding = ratio(costs["adding jobs"].cpu, costs["adding"].cpu)
    idle = ratio(ticks[str(many)].cpu, ticks[str(few)].cpu)
    return [
        Row("P7", f"APScheduler's due job / our due reminder, {pending:,} pending", due, at_least=20),
        Row("P7", "APScheduler's added job / our added reminder", adding, at_least=50),
        Row("P7", f"an idle tick at {many:,} pending / at {few:,}", idle, at_most=1.2),
        Row("P7", "our due reminder: claimed and settled", millis(costs["due"].cpu), "ms"),
        Row("P7", "our added reminder", millis(costs["adding"].cpu), "ms"),
        Row("P7", f"an idle tick at {many:,} pending", millis(ticks[str(many)].cpu), "ms"),
    ]
