"""P4: 64 people at once on SQLite with FULL: turns that share a commit, against one commit for each update."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from benchmarks.measure import Figure, Row, alternate, exact, figure, percentile, ratio, size
from benchmarks.product import Hand, Product
from bot.writer import Writer

PEOPLE = 64


class Crowd:
    """All people answer at once, each as soon as she has been answered, a few answers each."""

    def __init__(self, product: Product, hands: list[Hand], answers: int) -> None:
        self._product = product
        self._hands = hands
        self._answers = answers
        self.waits: list[float] = []

    def prepare(self) -> None:
        """Let whoever is at the end of her reflection begin another."""
        self._product.world.run(self._begin())

    async def _begin(self) -> None:
        for hand in self._hands:
            if hand.left < self._answers:
                await hand.begin()

    def block(self) -> int:
        """Let all of them answer."""
        self._product.world.run(self._all())
        return len(self._hands) * self._answers

    async def _all(self) -> None:
        await asyncio.gather(*(self._one(hand) for hand in self._hands))

    async def _one(self, hand: Hand) -> None:
        for _ in range(self._answers):
            start = time.perf_counter()
            await hand.step()
            self.waits.append(time.perf_counter() - start)


def checkpoints(path: Path) -> int:
    """Return how often the write-ahead log was begun anew: its header counts that."""
    head = path.with_name(path.name + "-wal").open("rb").read(16)
    return int.from_bytes(head[12:16], "big")


def syncs(product: Product, crowd: Crowd) -> float:
    """Return how many fsyncs an update costs while all answer at once.

    SQLite at FULL syncs its log once a commit; when the log begins anew, the log, the database and the new log's head.
    """
    path = product.world.settings.var / "idobata.db"
    crowd.prepare()
    before = checkpoints(path)
    with product.counting() as counted:
        updates = crowd.block()
    return (counted.commits + 3 * (checkpoints(path) - before)) / updates


def measure(folder: Path) -> list[Row]:
    """Return the rows of P4."""
    answers, people = size(3, 2), size(PEOPLE, 16)
    ours, apart = Product(folder / "together", people), Product(folder / "apart", people)
    writer = Writer(apart.app.stores.database, together=1)
    writer.start()
    runtime = apart.other_runtime(writer)
    together = Crowd(ours, ours.hands, answers)
    single = Crowd(apart, [Hand(user, runtime) for user in apart.users], answers)
    costs = alternate({"together": together, "single": single}, blocks=size(9, 2))
    a_sync = syncs(ours, together)
    apart.world.run(writer.stop())
    ours.close()
    apart.close()
    waits = Figure(*[percentile(together.waits, 99) / percentile(single.waits, 99)] * 3)
    one = f"{people} at once"
    return [
        Row(
            "P4",
            f"{one}: updates a second / with one commit each",
            ratio(costs["single"].wall, costs["together"].wall),
            at_least=3,
        ),
        Row("P4", f"{one}: fsyncs an update", exact(a_sync), "", at_most=0.1),
        Row("P4", f"{one}: p99 of the wait / with one commit each", waits, at_most=1.0),
        Row("P4", f"{one}: CPU / with one commit each", ratio(costs["together"].cpu, costs["single"].cpu)),
        Row("P4", f"{one}: updates a second", figure([1 / cost for cost in costs["together"].wall]), "/s"),
    ]
