"""The writer: jobs that wait together share a commit, and nobody's job is harmed by another's."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.writer import TransactionLost, Writer
from storage import db, inbox
from storage.db import Database, Link, open_database
from storage.fault import set_trap
from tests.world import START, settings_for


@pytest.fixture
def database(backend: str, tmp_path: Path) -> Iterator[Database]:
    """A database with the demo network."""
    database = open_database(settings_for(tmp_path / "var", backend).database)
    yield database
    database.dispose()


@pytest.fixture
async def writer(database: Database) -> AsyncIterator[Writer]:
    """A writer that has started; it has stopped afterwards, whatever was handed in."""
    writer = Writer(database)
    writer.start()
    yield writer
    set_trap(None)
    await writer.stop()


def note(id: str, body: bytes | None = None) -> Callable[[Link], str]:
    """Return a job that writes one row."""

    def job(link: Link) -> str:
        row = inbox.add(link, "test", id, ("test", "nobody"), "failed", START)
        assert row is not None
        inbox.finish(link, row, "failed", body)
        return id

    return job


def noted(database: Database) -> list[str]:
    """Return the rows that others can see, in order."""
    with database.reader.connect() as connection:
        return [row[0] for row in connection.execute(text("SELECT external_id FROM inbox ORDER BY external_id"))]


class Together:
    """Holds the writer's threads, so that what is handed in meanwhile waits together."""

    def __init__(self, writer: Writer, database: Database) -> None:
        self.writer = writer
        self.sqlite = database.sqlite
        self.gate = threading.Event()

    def _hold(self, begun: threading.Semaphore) -> bool:
        begun.release()
        return self.gate.wait(10)

    async def run(self, *jobs: Callable[[Link], Any]) -> list[Any]:
        """Hand jobs in while nothing is done, let them go at once, and return their results or errors."""
        threads = range(1 if self.sqlite else 4)
        begun = threading.Semaphore(0)
        held = [asyncio.create_task(self.writer.run(lambda link: self._hold(begun))) for _ in threads]
        for _ in threads:
            assert await asyncio.to_thread(begun.acquire, timeout=10)
        tasks = [asyncio.create_task(self.writer.run(job)) for job in jobs]
        async with asyncio.timeout(10):
            while self.writer._queue.qsize() < len(tasks):
                await asyncio.sleep(0.002)
        self.gate.set()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert await asyncio.gather(*held) == [True] * len(threads)
        return results


@pytest.mark.parametrize(("count", "sqlite"), [(10, 2), (64 * 2, 3)])
async def test_jobs_that_wait_together_share_commits(
    writer: Writer, database: Database, count: int, sqlite: int
) -> None:
    ids = [f"{number:03}" for number in range(count)]
    assert await Together(writer, database).run(*[note(id) for id in ids]) == ids
    assert noted(database) == ids
    # SQLite: the one that holds, then up to 64 at a time. PostgreSQL: four that hold, then one each.
    assert writer.commits == (sqlite if database.sqlite else count + 4)


async def test_a_result_is_given_out_only_when_everybody_can_see_it(writer: Writer, database: Database) -> None:
    async def one(id: str) -> bool:
        await writer.run(note(id))
        return id in noted(database)

    assert await asyncio.gather(*[one(f"{number:02}") for number in range(20)]) == [True] * 20


async def test_nothing_is_given_out_before_the_commit(writer: Writer, database: Database) -> None:
    told: list[tuple[str, bool]] = []

    def trap(point: str) -> None:
        if point in ("rx.before_commit", "rx.after_commit"):
            # Long enough for a result to arrive that was given out too early.
            threading.Event().wait(0.05)
            told.append((point, task.done()))

    set_trap(trap)
    task = asyncio.create_task(writer.run(note("1")))
    assert await task == "1"
    assert told == [("rx.before_commit", False), ("rx.after_commit", False)]
    assert noted(database) == ["1"]


async def test_a_job_that_fails_has_no_effect_and_harms_no_other(writer: Writer, database: Database) -> None:
    def fails(link: Link) -> None:
        note("never")(link)
        raise LookupError("never")

    results = await Together(writer, database).run(note("1"), note("2"), fails, note("3"))
    assert [result for result in results if not isinstance(result, LookupError)] == ["1", "2", "3"]
    assert noted(database) == ["1", "2", "3"]
    assert await writer.run(note("4")) == "4"


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_whoever_waits_for_a_held_database_waits_with_the_others_not_after_them(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_MS", 100)
    begun: list[str] = []
    set_trap(lambda point: begun.append(point) if point == "rx.before_begin" else None)
    ids = [f"{number:02}" for number in range(20)]
    writer = Writer(database)
    with database.writer.connect() as holder:
        holding = holder.begin()
        tasks = [asyncio.create_task(writer.run(note(id))) for id in ids]
        await asyncio.sleep(0)
        writer.start()
        refused = await asyncio.gather(*tasks, return_exceptions=True)
        holding.rollback()
    assert [db.is_busy(error) for error in refused if isinstance(error, Exception)] == [True] * len(ids)
    assert (len(begun), noted(database)) == (1, [])
    assert await asyncio.gather(*(writer.run(note(id)) for id in ids)) == noted(database) == ids
    set_trap(None)
    await writer.stop()


async def test_a_caller_that_goes_away_leaves_a_job_that_is_done(writer: Writer, database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(link: Link) -> str:
        begun.set()
        assert go_on.wait(10)
        return note("slow")(link)

    caller = asyncio.create_task(writer.run(slow))
    assert await asyncio.to_thread(begun.wait, 10)
    waiting = asyncio.create_task(writer.run(note("waiting")))
    await asyncio.sleep(0)
    caller.cancel()
    waiting.cancel()
    for task in (caller, waiting):
        with pytest.raises(asyncio.CancelledError):
            await task
    go_on.set()
    assert await writer.run(note("zz")) == "zz"
    while len(noted(database)) < 3:
        await asyncio.sleep(0.005)
    assert noted(database) == ["slow", "waiting", "zz"]


async def test_what_was_handed_in_before_the_end_is_done(database: Database) -> None:
    writer = Writer(database)
    writer.start()
    tasks = [asyncio.create_task(writer.run(note(f"{number:02}"))) for number in range(50)]
    await asyncio.sleep(0)
    await writer.stop()
    assert await asyncio.gather(*tasks) == noted(database) == [f"{number:02}" for number in range(50)]


def swallowing(link: Link) -> str:
    """Fill the disk, say nothing of it, and pretend that all is well."""
    raw = link.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    # No page can be added now: an eternally full disk for this connection.
    raw.execute("PRAGMA max_page_count=1")
    try:
        note("swallowed", bytes(10**6))(link)
    except Exception:
        return "all is well"
    return "there was room"


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("place", [0, 2, 4])
async def test_a_full_disk_that_a_job_conceals_is_found_out_and_costs_nobody_else(
    writer: Writer, database: Database, place: int
) -> None:
    jobs: list[Callable[[Link], str]] = [note("1"), note("2"), note("3"), note("4")]
    jobs.insert(place, swallowing)
    results = await Together(writer, database).run(*jobs)
    lost = results.pop(place)
    assert isinstance(lost, TransactionLost)
    assert results == noted(database) == ["1", "2", "3", "4"]
    assert await writer.run(note("5", bytes(10**6))) == "5"
