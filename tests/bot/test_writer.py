"""The writer: jobs that wait together share a commit, and one that fails spoils no other."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from sqlalchemy import text

from bot.writer import TransactionLost, Writer
from storage.db import Link
from tests.bot.trouble import rows
from tests.world import World


@pytest.fixture
def here(world: World) -> World:
    """The program with a table for the jobs of these tests."""
    with world.app.stores.database.write() as session:
        session.execute(text("CREATE TABLE notes (note TEXT)"))
    return world


def write(note: str) -> Any:
    """Return a job that writes a note and returns it."""

    def job(link: Link) -> str:
        link.execute(text("INSERT INTO notes VALUES (:note)"), {"note": note})
        return note

    return job


def fail(link: Link) -> str:
    """Be a job that writes and then fails."""
    write("half done")(link)
    raise KeyError("no")


def lose(link: Link) -> str:
    """Be a job under which the whole transaction goes, as SQLite does when the disk is full."""
    link.exec_driver_sql("ROLLBACK")
    return "lost"


def gather(world: World, *jobs: Any) -> list[Any]:
    """Run jobs at once and return their results and errors."""

    async def all_of_them() -> list[Any]:
        return await asyncio.gather(*(world.app.writer.run(job) for job in jobs), return_exceptions=True)

    return world.run(all_of_them())


def notes(world: World) -> list[object]:
    """Return the notes that are kept."""
    return [note for (note,) in rows(world, "SELECT note FROM notes ORDER BY note")]


def test_a_result_is_given_out_after_the_commit(here: World) -> None:
    async def write_and_look() -> tuple[str, list[object]]:
        return await here.app.writer.run(write("a")), notes(here)

    assert here.run(write_and_look()) == ("a", ["a"])


def test_a_job_that_fails_is_told_and_the_others_are_kept(here: World) -> None:
    results = gather(here, write("a"), fail, write("b"), fail, write("c"))
    assert [result if isinstance(result, str) else type(result) for result in results] == [
        "a",
        KeyError,
        "b",
        KeyError,
        "c",
    ]
    assert notes(here) == ["a", "b", "c"]


def test_a_transaction_that_is_lost_harms_no_other_job(here: World) -> None:
    results = gather(here, write("a"), lose, write("b"))
    assert [result if isinstance(result, str) else type(result) for result in results][::2] == ["a", "b"]
    assert isinstance(results[1], TransactionLost) or not here.app.stores.database.sqlite
    assert notes(here) == ["a", "b"]


def test_jobs_that_wait_together_share_one_commit_on_sqlite(here: World) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def hold(link: Link) -> str:
        begun.set()
        assert go_on.wait(5)
        return "held"

    async def work() -> list[Any]:
        first = asyncio.create_task(here.app.writer.run(hold))
        await asyncio.to_thread(begun.wait, 5)
        rest = [asyncio.create_task(here.app.writer.run(write(f"{number:03}"))) for number in range(70)]
        await asyncio.sleep(0)
        go_on.set()
        return await asyncio.gather(first, *rest)

    before = here.app.writer.commits
    assert here.run(work()) == ["held", *(f"{number:03}" for number in range(70))]
    commits = here.app.writer.commits - before
    # SQLite: the one that held, then 64 and 6 together. PostgreSQL groups commits by itself.
    assert commits == (3 if here.app.stores.database.sqlite else 71)
    assert len(notes(here)) == 70


def test_a_caller_that_goes_away_does_not_undo_its_job(here: World) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(link: Link) -> str:
        begun.set()
        assert go_on.wait(5)
        return str(write("kept")(link))

    async def work() -> None:
        task = asyncio.create_task(here.app.writer.run(slow))
        await asyncio.to_thread(begun.wait, 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        go_on.set()
        await here.app.writer.run(write("next"))

    here.run(work())
    assert "next" in notes(here)
    here.run(here.app.writer.run(write("z")))
    # On PostgreSQL other threads commit meanwhile, and nobody waits for this one any more: stopping does.
    here.run(here.app.writer.stop())
    assert notes(here) == ["kept", "next", "z"]


def test_stopping_finishes_what_was_handed_in(here: World) -> None:
    writer = Writer(here.app.stores.database)
    writer.start()

    async def work() -> list[str]:
        tasks = [asyncio.create_task(writer.run(write(f"{number:03}"))) for number in range(100)]
        await asyncio.sleep(0)
        await writer.stop()
        return list(await asyncio.gather(*tasks))

    assert here.run(work()) == [f"{number:03}" for number in range(100)]
    assert len(notes(here)) == 100
