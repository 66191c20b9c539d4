"""P8: the step on PostgreSQL against a bare one-row commit; several workers that take from one outbox."""

from __future__ import annotations

import asyncio
import multiprocessing
import queue
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import insert, make_url

from benchmarks.bare import Alone
from benchmarks.drain import NOW, drain
from benchmarks.measure import Contender, Row, alternate, exact, figure, millis, ratio, size
from benchmarks.product import NUMBERS, Product, Steps, add_people
from storage import outbox
from storage.ids import uuid7

WORKERS = size(4, 2)


class BareCommit:
    """One row written and committed by psycopg in a thread."""

    def __init__(self, url: str) -> None:
        parts = make_url(url)
        host = str(parts.query["host"])
        self._database = psycopg.connect(host=host, user=parts.username, dbname=parts.database)
        self._database.execute("CREATE TABLE bench_rows (id INTEGER PRIMARY KEY, body TEXT)")
        self._database.commit()
        self._numbers = count(1)
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            job()

    def close(self) -> None:
        """End the thread."""
        self._queue.put(None)
        self._thread.join()
        self._database.close()

    async def once(self) -> None:
        """Write a row and wait for its commit."""
        number, loop = next(self._numbers), asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()

        def job() -> None:
            self._database.execute("INSERT INTO bench_rows VALUES (%s, 'body')", (number,))
            self._database.commit()
            loop.call_soon_threadsafe(done.set_result, None)

        self._queue.put(job)
        await done


def drained(url: str, workers: int) -> tuple[float, int, int]:
    """Let so many processes empty the outbox; return the rate, how many were taken, and how many of them twice."""
    context = multiprocessing.get_context("spawn")
    ready, results = context.Barrier(workers), context.Queue()
    processes = [context.Process(target=drain, args=(url, ready, results)) for _ in range(workers)]
    for process in processes:
        process.start()
    found = [results.get(timeout=120) for _ in processes]
    for process in processes:
        process.join()
    ids = [id for _, _, taken in found for id in taken]
    seconds = max(end for _, end, _ in found) - min(begun for begun, _, _ in found)
    return len(ids) / seconds, len(ids), len(ids) - len(set(ids))


def refill(product: Product, people: list[Any], rounds: int) -> int:
    """Put notices in the outbox, several for each person; return how many."""
    table = outbox.outbox
    rows = [
        {"network_id": product.network, "id": uuid7(), "person_id": person, "kind": "bench", "subject_id": uuid7()}
        | {"state": "waiting", "due_at": NOW, "attempts": 0, "doubtful": False}
        for _ in range(rounds)
        for person in people
    ]
    with product.app.stores.database.writer.begin() as link:
        link.execute(table.delete())
        link.execute(insert(table), rows)
    return len(rows)


def workers(product: Product) -> tuple[list[float], list[float], int]:
    """Return the rates of one worker and of four, in turn, and how many notices were taken twice or not at all."""
    _, people = add_people(product.world, [next(NUMBERS) for _ in range(size(600, 60))])
    url = product.world.settings.database
    one: list[float] = []
    four: list[float] = []
    wrong = 0
    for _ in range(size(3, 1)):
        for number, rates in ((1, one), (WORKERS, four)):
            posted = refill(product, people, rounds=2)
            rate, taken, twice = drained(url, number)
            rates.append(rate)
            wrong += twice + abs(posted - taken)
    return one, four, wrong


def measure(folder: Path) -> list[Row]:
    """Return the rows of P8; the server must be there (benchmarks.server)."""
    block, runner = size(30, 4), asyncio.Runner()
    product = Product(folder / "postgres", size(30, 4), "postgres")
    bare = BareCommit(product.world.settings.database)
    contenders: dict[str, Contender] = {"own": Steps(product, block), "bare": Alone(runner, block, bare.once)}
    costs = alternate(contenders, blocks=size(15, 2))
    one, four, wrong = workers(product)
    bare.close()
    runner.close()
    product.close()
    return [
        Row("P8", "time of a step / of a bare commit", ratio(costs["own"].wall, costs["bare"].wall), at_most=3.0),
        Row("P8", f"{WORKERS} workers: taken twice or left", exact(wrong), "", at_most=0),
        Row("P8", f"{WORKERS} workers: notices a second / with one worker", ratio(four, one), at_least=0.95),
        Row("P8", "CPU of a step / of a bare commit, server left out", ratio(costs["own"].cpu, costs["bare"].cpu)),
        Row("P8", "time of a step", millis(costs["own"].wall), "ms"),
        Row("P8", "time of a bare commit", millis(costs["bare"].wall), "ms"),
        Row("P8", "one worker: notices a second", figure(one), "/s"),
    ]
