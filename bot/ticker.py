"""The ticker: three interval jobs, an alarm clock and nothing else; what is true stands in rows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.logs import log, where

DELIVER_SECONDS = 2
PLAN_SECONDS = 60
SWEEP_SECONDS = 60

Job = Callable[[], Awaitable[object]]


class Ticker:
    """Calls deliver, plan and sweep again and again; each may run 0, 1 or 10 times and in two processes."""

    def __init__(self, deliver: Job, plan: Job, sweep: Job) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )
        self._running: set[asyncio.Task[object]] = set()
        for name, job, seconds in (
            ("deliver", deliver, DELIVER_SECONDS),
            ("plan", plan, PLAN_SECONDS),
            ("sweep", sweep, SWEEP_SECONDS),
        ):
            self._scheduler.add_job(_safely, "interval", args=[name, job], seconds=seconds, id=name)

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ticking."""
        self._scheduler.shutdown(wait=False)


async def _safely(name: str, job: Job) -> None:
    try:
        await job()
    except Exception as error:
        # The next tick tries again; an alarm clock that stops is the one thing that must not happen.
        log.error("tick.failed", kind=name, **where(error))
