"""The ticker: three jobs, never two of one kind at once, and none that fails stops the clock."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from datetime import timedelta

import pytest
import structlog

from bot import ticker
from bot.logs import set_up
from bot.ticker import Ticker


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged."""
    out = io.StringIO()
    root = logging.getLogger()
    handlers = list(root.handlers)
    with redirect_stderr(out):
        set_up()
        yield out
    structlog.reset_defaults()
    root.handlers = handlers


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every job come often."""
    for name in ("DELIVER_SECONDS", "PLAN_SECONDS", "SWEEP_SECONDS"):
        monkeypatch.setattr(ticker, name, 0.02)


async def nothing() -> None:
    """Do nothing."""


async def test_there_are_three_jobs_and_no_others() -> None:
    alarm = Ticker(nothing, nothing, nothing)
    alarm.start()
    jobs = {
        job.id: (job.trigger.interval, job.coalesce, job.misfire_grace_time, job.max_instances)
        for job in alarm._scheduler.get_jobs()
    }
    alarm.stop()
    assert jobs == {
        "deliver": (timedelta(seconds=2), True, None, 1),
        "plan": (timedelta(seconds=60), True, None, 1),
        "sweep": (timedelta(seconds=60), True, None, 1),
    }


@pytest.mark.usefixtures("fast")
async def test_a_job_that_fails_is_tried_again_at_the_next_tick_and_its_text_is_not_logged(log: io.StringIO) -> None:
    ticks: list[str] = []

    async def fails() -> None:
        ticks.append("deliver")
        raise RuntimeError("himitsu")

    async def plans() -> None:
        ticks.append("plan")

    alarm = Ticker(fails, plans, nothing)
    alarm.start()
    await until(lambda: min(ticks.count("deliver"), ticks.count("plan")) >= 3)
    alarm.stop()
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    failed = [line for line in lines if line["event"] == "tick.failed"]
    assert {(line["kind"], line["error"], line["level"]) for line in failed} == {("deliver", "RuntimeError", "error")}
    assert len(failed) == ticks.count("deliver")
    assert "himitsu" not in log.getvalue()


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is so, for five seconds at most."""
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.01)


@pytest.mark.usefixtures("fast")
async def test_a_slow_job_never_overtakes_itself_and_holds_no_other_up(log: io.StringIO) -> None:
    running, most, swept = 0, 0, 0

    async def slow() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.1)
        running -= 1

    async def sweeps() -> None:
        nonlocal swept
        swept += 1

    alarm = Ticker(slow, nothing, sweeps)
    alarm.start()
    await until(lambda: swept >= 12)
    alarm.stop()
    assert most == 1
    # APScheduler tells of each tick that it left out; the library's text is not written, only its name.
    told = {(line["event"], line["kind"]) for line in map(json.loads, log.getvalue().splitlines())}
    assert told == {("library", "apscheduler.scheduler")}


@pytest.mark.usefixtures("fast")
async def test_a_stopped_ticker_does_not_tick() -> None:
    ticks = 0

    async def counts() -> None:
        nonlocal ticks
        ticks += 1

    alarm = Ticker(counts, counts, counts)
    alarm.start()
    await until(lambda: ticks >= 3)
    alarm.stop()
    await asyncio.sleep(0)
    before = ticks
    await asyncio.sleep(0.1)
    assert ticks == before
