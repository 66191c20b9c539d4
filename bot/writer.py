"""The writer: synchronous units of work in threads of their own, those that wait together sharing one commit.

SQLite has one thread and up to 64 jobs a commit; PostgreSQL a few threads and one job a commit, for it groups commits
by itself. A job's result is given out only after COMMIT. A job must be safe to run again: when a shared transaction
breaks, each of its jobs is run alone; where it cannot even begin, each of them fails. People go first: what nobody
waits for (`aside`) is done after all that somebody does, and only a few such jobs share a commit, so that five
thousand of them hold nobody up.
"""

from __future__ import annotations

import asyncio
import itertools
import queue
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.logs import log, where
from storage.db import Database, Link, in_transaction, is_busy
from storage.fault import fault

T = TypeVar("T")


class TransactionLost(Exception):
    """The database has rolled the whole transaction back by itself (disk full)."""


def is_passing(error: BaseException) -> bool:
    """Tell whether a job failed of what passes by itself: a busy database, a transaction that others lost."""
    return isinstance(error, TransactionLost) or is_busy(error)


MOST_ASIDE = 8
# So long is waited between tries, in seconds.
WAITS = (0.2, 1.0, 3.0)
# The order in which jobs are taken; the end comes last.
FIRST, PEOPLE, ASIDE, END = range(4)


@dataclass(slots=True)
class _Waiting:
    job: Callable[[Link], Any]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Any]


_Entry = tuple[int, int, _Waiting | None]


class Writer:
    """Runs jobs on the database; the only writer of this process once it has started."""

    def __init__(self, database: Database, *, threads: int | None = None, together: int | None = None) -> None:
        self._database = database
        self._together = together or (64 if database.sqlite else 1)
        self._queue: queue.PriorityQueue[_Entry] = queue.PriorityQueue()
        self._numbers = itertools.count()
        count = threads or (1 if database.sqlite else 4)
        names = [f"writer-{number}" for number in range(count)]
        self._threads = [threading.Thread(target=self._work, name=name, daemon=True) for name in names]
        self._ended = False
        self.commits = 0

    def start(self) -> None:
        """Start the threads."""
        for thread in self._threads:
            thread.start()

    async def stop(self) -> None:
        """Finish every job that was handed in, then end the threads."""
        self._ended = True
        for _ in self._threads:
            self._put(END, None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)

    async def answers(self) -> None:
        """Return once the database has answered somebody who goes before all who wait; raise what it said."""
        await self._run(lambda _link: None, FIRST)

    async def run(self, job: Callable[[Link], T], *, aside: bool = False) -> T:
        """Run a job in a transaction and return its result after COMMIT; what it raises is raised, with no effect."""
        return await self._run(job, ASIDE if aside else PEOPLE)

    async def surely(self, job: Callable[[Link], T], *, late: Callable[[Link], T] | None = None) -> T:
        """Run a job that nobody waits for, and that must not be lost: a busy database is asked more than once.

        From the second try on `late` is run in its place, where it is given.
        """
        for wait in WAITS:
            try:
                return await self.run(job, aside=True)
            except Exception as error:
                log.warning("writer.again", **where(error))
                await asyncio.sleep(wait)
                job = late or job
        return await self.run(job, aside=True)

    async def _run(self, job: Callable[[Link], T], order: int) -> T:
        if self._ended:
            raise RuntimeError("the writer has ended")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._put(order, _Waiting(job, loop, future))
        # Shielded: a caller that goes away must not make the job's fate unknown to its thread.
        return await asyncio.shield(future)

    def _put(self, order: int, waiting: _Waiting | None) -> None:
        self._queue.put((order, next(self._numbers), waiting))

    def _work(self) -> None:
        connection: Link | None = None
        while batch := self._gather():
            connection = self._do(batch, connection)
        if connection is not None:
            connection.close()

    def _gather(self) -> list[_Waiting]:
        order, _, first = self._queue.get()
        batch = [first] if first else []
        aside = int(order == ASIDE)
        # Whoever comes out after something aside is aside, too: those whom somebody waits for come first.
        while batch and len(batch) < self._together and aside < MOST_ASIDE:
            try:
                order, _, waiting = self._queue.get_nowait()
            except queue.Empty:
                break
            if waiting is None:
                self._put(END, None)
                break
            aside += order == ASIDE
            batch.append(waiting)
        return batch

    def _do(self, batch: list[_Waiting], connection: Link | None) -> Link | None:
        try:
            connection = connection or self._database.writer.connect()
            fault("rx.before_begin")
            transaction = connection.begin()
        except Exception as error:
            # None of them has begun. Tried alone, each would wait as long once more for whoever holds the database.
            _close(connection)
            _settle(batch, [error] * len(batch))
            return None
        try:
            results = self._commit(batch, connection, transaction)
        except Exception as error:
            _close(connection)
            if len(batch) == 1:
                _settle(batch, [error])
                return None
            fresh: Link | None = None
            for waiting in batch:
                fresh = self._do([waiting], fresh)
            return fresh
        self.commits += 1
        _settle(batch, results)
        return connection

    def _commit(
        self, batch: list[_Waiting], connection: Link, transaction: AbstractContextManager[object]
    ) -> list[Any]:
        with transaction:
            results = []
            for waiting in batch:
                results.append(waiting.job(connection))
                if not in_transaction(connection):
                    raise TransactionLost
            fault("rx.before_commit")
        fault("rx.after_commit")
        return results


def _close(connection: Link | None) -> None:
    # After any error the connection is given up rather than guessed about; opening another takes a millisecond.
    if connection is not None:
        try:
            connection.invalidate()
        finally:
            connection.close()


def _settle(batch: list[_Waiting], results: list[Any]) -> None:
    def deliver() -> None:
        for waiting, result in zip(batch, results, strict=True):
            if waiting.future.cancelled():
                continue
            if isinstance(result, Exception):
                waiting.future.set_exception(result)
            else:
                waiting.future.set_result(result)

    # One wake-up of the loop for the whole batch.
    batch[0].loop.call_soon_threadsafe(deliver)
