"""A worker of P8, with nothing imported that it does not need: it takes notices until none is left."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import func, select

from storage import claims, outbox
from storage.db import open_database

AT_ONCE = 50
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def drain(url: str, ready: Barrier, results: Any) -> None:
    """Be a worker: take notices and settle them until none is left; tell which, and from when to when."""
    database = open_database(url)
    taken: list[str] = []
    with database.writer.connect() as link:
        with link.begin():
            link.execute(select(1))
        ready.wait()
        begun = time.monotonic()
        while True:
            with link.begin():
                found = claims.claim(link, NOW, AT_ONCE)
            for notice in found:
                taken.append(str(notice.id))
                with link.begin():
                    outbox.settle(link, notice, "sent", NOW)
            if not found and not _left(link):
                break
            if not found:
                # Others have what is left; a ticker would come back much later.
                time.sleep(0.005)
    results.put((begun, time.monotonic(), taken))


def _left(link: Any) -> int:
    with link.begin():
        state = outbox.outbox.c.state
        return int(link.execute(select(func.count()).where(state.in_(["waiting", "sending"]))).scalar_one())
