"""The table: goal, figure, limit, reached or by how much not; then where a step's time goes."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version

from benchmarks.measure import Row
from benchmarks.where import Profile

LIBRARIES = ("SQLAlchemy", "python-telegram-bot", "slack-bolt", "APScheduler", "aiosqlite")

HEAD = """# Benchmarks

Made by `make bench`; not written by hand. Contenders take turns in small blocks in one process (P11 and the workers of
P8: in processes of their own); a figure is the median of the blocks, in brackets the quartiles. A ratio is taken pair
by pair of blocks that ran side by side. CPU is that of the whole process, all its threads; counts are exact. Where a
goal is about waiting for the disk (P4, P6, P8) it is measured by the clock. A row without a limit explains others.

S is the CPU of a bare python-telegram-bot update that nothing is done with, and of a durable step in raw sqlite3.
"""


def report(rows: Sequence[Row], left_out: Sequence[str], spent: Profile | None) -> str:
    """Return all of it as Markdown."""
    parts = [HEAD, _table(("goal", "what", "figure", "wanted", ""), [_line(row) for row in rows])]
    if left_out:
        parts.append(f"Left out, for PostgreSQL is not on this machine: {', '.join(left_out)}.\n")
    if spent:
        parts.append(
            "## Where a step's time goes\n\nUnder cProfile, which makes small calls look dearer than they are.\n"
        )
        parts.append(_table(("own time in", "share"), [(name, _percent(share)) for name, share in spent.libraries]))
        functions = [(f"`{name}`", _percent(share)) for name, share in spent.functions]
        parts.append(_table(("function, with all that it calls", "share"), functions))
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    parts.append(f"{python}, SQLite {sqlite3.sqlite_version}, {libraries}.\n")
    return "\n".join(parts)


def _line(row: Row) -> tuple[str, ...]:
    return row.goal, row.what, f"{row.figure} {row.unit}".rstrip(), row.wanted, row.verdict


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _table(head: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> str:
    rows = [head, tuple("---" for _ in head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"
