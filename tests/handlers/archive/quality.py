"""How well a search finds invented questions asked in other words: the same measures for both levels."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from benchmarks.language import Archive

FOLDER = Path(__file__).parents[1] / "language"


class Measured(NamedTuple):
    """Shares of the queries: found first, found among the first three; how well confidence tells none."""

    first: float
    three: float
    told: float


def read(name: str) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """Return a set's questions, its queries with the question of each, and queries that nothing answers."""
    asked: list[str] = []
    queries, nothing = [], []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("? "):
            nothing.append(line[2:])
        elif line.startswith("    "):
            queries.append((line.strip(), asked[-1]))
        elif line and not line.startswith("#"):
            asked.append(line)
    return asked, queries, nothing


def measure(archive: Archive, name: str, every: int = 1) -> Measured:
    """Ask an archive that holds a set every so many of its queries."""
    _, queries, nothing = read(name)
    found = [(archive.search(text, 3), wanted) for text, wanted in queries[::every]]
    sure = [hits[0][1] if hits else 0.0 for hits, _ in found]
    unsure = [hits[0][1] if (hits := archive.search(text, 1)) else 0.0 for text in nothing]
    first = sum(bool(hits) and hits[0][0] == wanted for hits, wanted in found) / len(found)
    three = sum(wanted in [name for name, _ in hits] for hits, wanted in found) / len(found)
    told = sum((one > other) + (one == other) / 2 for one in sure for other in unsure) / len(sure) / len(unsure)
    return Measured(first, three, told)
