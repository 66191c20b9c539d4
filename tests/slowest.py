"""`make slowest`: which modules of tests cost most, so that `make test` stays one that people run; nothing is judged.

CPU, not time, so that it is alike on a busy machine: of this process, and of every process that it or one of those
has started (the program, PostgreSQL, the browser), as /proc tells. Where there is no /proc, only what has ended counts.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

import pytest

MOST = 40
PROC = Path("/proc")

_seconds: defaultdict[str, float] = defaultdict(float)
_tests: Counter[str] = Counter()


def _spent() -> float:
    """Return the seconds of CPU that this process and all its descendants have used so far."""
    used, children = {}, defaultdict(list)
    for folder in PROC.glob("[0-9]*"):
        try:
            facts = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:
            # It has just ended.
            continue
        used[int(folder.name)] = sum(map(int, facts[11:15]))
        children[int(facts[1])].append(int(folder.name))
    ticks, found = 0, children[os.getpid()]
    while found:
        one = found.pop()
        ticks += used[one]
        found += children[one]
    return sum(os.times()[:4]) + ticks / os.sysconf("SC_CLK_TCK")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Count what a test costs, with its fixtures."""
    before = _spent()
    try:
        return (yield)
    finally:
        module = item.nodeid.partition("::")[0]
        # What a browser leaves behind when it ends is nobody's child any more.
        _seconds[module] += max(0.0, _spent() - before)
        _tests[module] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the dearest modules, and the sum of all."""
    for module, seconds in sorted(_seconds.items(), key=itemgetter(1), reverse=True)[:MOST]:
        terminalreporter.write_line(f"{seconds:8.1f} s  {_tests[module]:5} tests  {module}")
    terminalreporter.write_line(f"{sum(_seconds.values()):8.1f} s  {sum(_tests.values()):5} tests  in all")
