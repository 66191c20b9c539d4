"""Where the time goes: a step and a reminder under cProfile, by library and by function of ours."""

from __future__ import annotations

import cProfile
import pstats
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.measure import size
from benchmarks.product import Hand, Product, Steps
from bot.writer import Writer
from storage.db import Link

T = TypeVar("T")

ROOT = Path(__file__).parent.parent
OURS = ("bot", "handlers", "messages", "storage")
LIBRARIES = ("sqlalchemy", "cryptography", "fluent", "asyncio", "json")
# Functions of ours that take less than this share are left out; those that take more than half only call others.
LEAST, MOST = 0.03, 0.6


class InlineWriter(Writer):
    """Runs jobs in the loop's own thread, for a profile sees only one thread."""

    def __init__(self, product: Product) -> None:
        super().__init__(product.app.stores.database)
        self._connection: Link | None = None
        self._reading = product.app.stores.database

    async def run(self, job: Callable[[Link], T], *, aside: bool = False) -> T:
        """Run a job in a transaction."""
        self._connection = self._connection or self._reading.writer.connect()
        with self._connection.begin():
            return job(self._connection)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a step spends its time on: shares of the whole, largest first."""

    libraries: list[tuple[str, float]]
    functions: list[tuple[str, float]]


def profile(folder: Path) -> Profile:
    """Profile steps on SQLite."""
    count = size(400, 20)
    product = Product(folder / "profile", size(40, 4))
    product.world.run(product.app.writer.stop())
    runtime = product.other_runtime(InlineWriter(product))
    steps = Steps(product, count, [Hand(user, runtime) for user in product.users])
    steps.prepare()
    seen = cProfile.Profile()
    seen.runcall(steps.block)
    # Its writer is stopped already; the program needs one to close.
    product.app.writer = Writer(product.app.stores.database)
    product.app.writer.start()
    product.close()
    return _shares(pstats.Stats(seen))


def _shares(stats: pstats.Stats) -> Profile:
    found: dict[Any, Any] = stats.stats  # type: ignore[attr-defined]
    whole = sum(own for _, _, own, _, _ in found.values())
    libraries: defaultdict[str, float] = defaultdict(float)
    functions: dict[str, float] = {}
    for (file, _line, name), (_, _, own, cumulative, _) in found.items():
        libraries[_library(file, name)] += own / whole
        place = _place(file)
        if place and LEAST <= cumulative / whole <= MOST and not name.startswith("<"):
            functions[f"{place}: {name}"] = cumulative / whole
    return Profile(_largest(libraries, 8), _largest(functions, 24))


def _largest(shares: Mapping[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(shares.items(), key=lambda share: share[1], reverse=True)[:most]


def _place(file: str) -> str:
    path = Path(file)
    inside = path.is_absolute() and path.is_relative_to(ROOT)
    place = path.relative_to(ROOT).as_posix() if inside else ""
    return place if place.split("/")[0] in OURS else ""


def _library(file: str, name: str) -> str:
    if _place(file):
        return "Idobata's own Python"
    if "sqlite3" in name:
        return "sqlite3"
    parts = Path(file).parts
    return next((library for library in LIBRARIES if library in parts or library in name), "Python and all else")
