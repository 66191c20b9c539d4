"""Every benchmark runs with tiny sizes and fills its part of the table; how fast it was is not judged here."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

# How many lines of the table have a limit, and how many only explain.
LINES = {
    "P1": (4, 5),
    "P2": (1, 3),
    "P3": (2, 2),
    "P4": (3, 2),
    "P5": (2, 3),
    "P6": (3, 3),
    "P7": (3, 3),
    "P8": (3, 4),
    "P9": (3, 2),
    "P10": (3, 3),
    "P11": (5, 2),
    "P12": (3, 5),
    "P13": (1, 3),
    "L1": (3, 4),
}


def table(folder: Path, *goals: str) -> list[list[str]]:
    """Return the cells of the table that the benchmarks write for some goals, in quick mode."""
    out = folder / "results.md"
    command = [sys.executable, "-m", "benchmarks", *goals, "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "BENCH_QUICK": "1"}, capture_output=True, text=True)
    assert (done.returncode, done.stderr if done.returncode else "") == (0, "")
    assert str(folder) not in out.read_text(encoding="utf-8")
    lines = [line for line in out.read_text(encoding="utf-8").splitlines() if re.match(r"\| [PL]\d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def number(text: str) -> float:
    """Return the number that a cell begins with, or the one in its limit."""
    found = re.search(r"\d[\d,]*(\.\d+)?", text)
    return float(found[0].replace(",", "")) if found else math.nan


@pytest.mark.slow
@pytest.mark.parametrize(
    "goals",
    [
        ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P10", "P11", "P13", "L1"),
        pytest.param(("P8", "P9", "P12"), marks=pytest.mark.postgres),
    ],
)
def test_each_benchmark_fills_its_part_of_the_table(goals: tuple[str, ...], tmp_path: Path) -> None:
    cells = table(tmp_path, *goals)
    found = {goal: [line for line in cells if line[0] == goal] for goal in goals}
    judged = {goal: sum(bool(wanted) for _, _, _, wanted, _ in lines) for goal, lines in found.items()}
    assert {goal: (judged[goal], len(lines) - judged[goal]) for goal, lines in found.items()} == {
        goal: LINES[goal] for goal in goals
    }
    assert [line for line in cells if not math.isfinite(number(line[2]))] == []
    # What is a count is the same on every machine.
    exact = {
        ("P1", "commits a step"): 1.0,
        ("P1", "thread hops a step"): 1.0,
        ("P8", "2 workers: taken twice or left"): 0.0,
    }
    counts = {(goal, what): number(figure) for goal, what, figure, *_ in cells if (goal, what) in exact}
    assert counts == {line: count for line, count in exact.items() if line[0] in goals}
    # A limit that is kept is said to be, and one that is missed is not.
    for _, _, figure, wanted, verdict in (line for line in cells if line[3]):
        kept = number(figure) <= number(wanted) if wanted.startswith("at most") else number(figure) >= number(wanted)
        assert (verdict == "reached") == kept or number(figure) == number(wanted)
