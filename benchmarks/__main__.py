"""`python -m benchmarks [P1 ...] [--out FILE]`: measure goals, print the table, write it to benchmarks/results.md.

BENCH_QUICK=1 measures with tiny sizes: it shows that everything runs, and writes nothing unless --out says where.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import os
import sys
import tempfile
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import QUICK, Row
from benchmarks.report import report
from benchmarks.server import serving
from benchmarks.where import profile
from bot.logs import set_up

SERVED = ("P8", "P12")
RESULTS = Path(__file__).parent / "results.md"
GOALS = {
    "P1": "p1_step",
    "P2": "p2_async",
    "P3": "p3_open",
    "P4": "p4_together",
    "P5": "p5_slack",
    "P6": "p6_ticker",
    "P7": "p7_reminders",
    "P8": "p8_postgres",
    "P9": "p9_booking",
    "P10": "p10_free",
    "P11": "p11_start",
    "P12": "p12_country",
    "P13": "p13_similar",
    "L1": "guard",
}


def measured(goal: str, folder: Path) -> list[Row]:
    """Measure one goal under a folder of its own."""
    start = time.monotonic()
    here = folder / goal
    here.mkdir()
    module = importlib.import_module(f"benchmarks.{GOALS[goal]}")
    if QUICK:
        # Before each block garbage is collected, which looks through all that stays: here that is looked at no more.
        gc.freeze()
    rows: list[Row] = module.measure(here)
    print(f"{goal}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
    return rows


def main() -> None:
    """Measure what was asked for, or everything."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="the goals of speed, measured")
    parser.add_argument("goals", nargs="*", metavar="P1", help="which goals; all of them otherwise")
    parser.add_argument("--out", type=Path, help="where to write the table")
    given = parser.parse_args()
    if unknown := sorted(set(given.goals) - set(GOALS)):
        parser.error(f"no such goal: {', '.join(unknown)}")
    asked = given.goals or list(GOALS)
    if QUICK:
        # As in the tests: what one database's statements compile to is known for the next. No figure counts here.
        importlib.import_module("tests.thrift")
    with serving() as has_postgres, Path(os.devnull).open("w") as nowhere, TemporaryDirectory() as folder:
        # The log is written as it always is; only nobody reads it.
        with contextlib.redirect_stderr(nowhere):
            set_up()
        tempfile.tempdir = folder
        wanted = [goal for goal in asked if goal not in SERVED or has_postgres]
        rows = [row for goal in wanted for row in measured(goal, Path(folder))]
        spent = profile(Path(folder)) if "P1" in wanted else None
        tempfile.tempdir = None
    text = report(rows, [goal for goal in asked if goal not in wanted], spent)
    print(text)
    out = given.out or (None if QUICK or given.goals else RESULTS)
    if out:
        out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
