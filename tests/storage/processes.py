"""What other processes do in tests of two at once. Each imports this module anew: it imports no more than it needs."""

from __future__ import annotations

from multiprocessing import get_context
from multiprocessing.context import SpawnProcess
from typing import Any
from uuid import UUID

from storage.db import open_database
from storage.keys import Keys, open_key_store
from storage.migrate import migrate

SPAWN = get_context("spawn")
# The processes must name the same person.
PEER = UUID(int=7)


def bring_up(url: str, barrier: Any, results: Any) -> None:
    """Migrate a database when all have come, and say whether there was something to do."""
    database = open_database(url)
    barrier.wait()
    results.put(migrate(database.writer, "main"))
    database.dispose()


def make_some(url: str, master: bytes, network: UUID, ids: list[UUID]) -> None:
    """Make keys for texts of PEER."""
    store = Keys(open_key_store(url), master)
    for id in ids:
        store.make(network, PEER, id)
    store.engine.dispose()


def ended(processes: list[SpawnProcess]) -> list[int | None]:
    """Wait for processes and return how each ended."""
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
