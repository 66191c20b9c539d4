"""P12: a whole country on one PostgreSQL: planning a day's nudges, a turn against one ward's, a worker's memory."""

from __future__ import annotations

import multiprocessing
import shutil
from pathlib import Path

from benchmarks.country import fill, work
from benchmarks.measure import Row, alternate, exact, millis, ratio, size
from benchmarks.product import Product, Steps
from bot.settings import Settings


def planned(settings: Settings, folder: Path) -> tuple[list[float], list[float], list[int], float]:
    """Let another process plan two days; return each one's seconds, CPU and nudges, and the memory in MiB."""
    folder.mkdir(parents=True)
    shutil.copy(settings.var / "master.key", folder / "master.key")
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    process = context.Process(target=work, args=(settings.model_copy(update={"var": folder}), results))
    process.start()
    found: tuple[list[float], list[float], list[int], float] = results.get(timeout=900)
    process.join()
    return found


def measure(folder: Path) -> list[Row]:
    """Return the rows of P12; the server must be there (benchmarks.server)."""
    networks, people = size(1700, 12), size(30_000, 120)
    block = size(30, 4)
    ward, country = (Product(folder / name, block, "postgres") for name in ("ward", "country"))
    fill(country.app.stores.database.writer, networks, people)
    (first, day), (_, cpu), (_, made), memory = planned(country.world.settings, folder / "worker")
    costs = alternate({"ward": Steps(ward, block), "country": Steps(country, block)}, blocks=size(15, 2))
    ward.close()
    country.close()
    return [
        Row("P12", "planning 1 April for a whole country", exact(day), "s", at_most=60),
        Row(
            "P12",
            "time of a step in a country / in one ward",
            ratio(costs["country"].wall, costs["ward"].wall),
            at_most=1.5,
        ),
        Row("P12", "memory of a worker that has planned it", exact(memory), "MiB", at_most=200),
        Row("P12", f"people in {networks + 1:,} networks", exact(people), ""),
        Row("P12", "nudges made on that day", exact(made), ""),
        Row("P12", "of that day, CPU of the worker", exact(cpu), "s"),
        Row("P12", "planning the first day of all", exact(first), "s"),
        Row("P12", "time of a step in a country", millis(costs["country"].wall), "ms"),
    ]
