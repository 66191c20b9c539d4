"""A process that may open no more files, or gets no more memory: it stays calm or ends, and nothing is lost (A10)."""

from __future__ import annotations

import threading
import time
from uuid import uuid4

import pytest

from tests.faults.conftest import Install
from tests.faults.lives import user_of
from tests.faults.person import LOST, Person
from tests.faults.process import READY_SECONDS, Installation
from tests.faults.reflecting import READ, reads, reflect
from tests.faults.stores import integrity, rows
from tests.faults.test_kill_unasked import never
from tests.world import ALONE, CENTRE

pytestmark = pytest.mark.kill

MEGABYTE = 2**20
# From far too little to enough, in steps so small that the first that serves has hardly anything to spare; then some.
LIMITS = {"RLIMIT_NOFILE": (6, 1, 3), "RLIMIT_AS": (64 * MEGABYTE, 16 * MEGABYTE, 16 * MEGABYTE)}
AT_ONCE = 2
PRESSES = 1


def served_at(installation: Installation, limit: str) -> str:
    """Start with ever more of something until it serves, then with little to spare; what does not serve must end."""
    most, step, spare = LIMITS[limit]
    failed = 0
    while True:
        installation.limits = {limit: most}
        began = time.monotonic()
        if installation.begin():
            break
        assert installation.process and installation.process.wait() != 0
        assert time.monotonic() - began < READY_SECONDS
        failed += 1
        most += step
    assert failed > 2
    installation.kill()
    installation.limits = {limit: most + spare}
    address = installation.begin()
    assert address
    return address


class Crowd:
    """People who press again and again; what was answered with 200 must have been kept."""

    def __init__(self, installation: Installation) -> None:
        self.users = [user_of(installation, name) for name in (ALONE, CENTRE)]
        self.acts: dict[str, dict[str, str]] = {}
        self.answered: set[str] = set()
        self.statuses: set[int] = set()

    def press(self, address: str) -> None:
        """Press all at once."""
        threads = [threading.Thread(target=self._one, args=(address, place)) for place in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _one(self, address: str, place: int) -> None:
        person = Person(self.users[place % 2], address, never)
        try:
            self.statuses.add(person.post("/demo/person", f"person={person.user}")[0])
            for _ in range(PRESSES):
                id = str(uuid4())
                self.acts[id] = {"id": id, "say": "あ" * 1000}
                status, _ = person.post("/event", self.acts[id])
                self.statuses.add(status)
                self.answered |= {id} if status == 200 else set()
        except (*LOST, TimeoutError):
            self.statuses.add(0)


@pytest.mark.parametrize("limit", LIMITS)
def test_a10_without_files_or_memory_it_stays_calm_or_ends_and_loses_nothing(install: Install, limit: str) -> None:
    installation = install("sqlite")
    assert installation.begin()
    assert installation.stop() == 0
    crowd = Crowd(installation)
    crowd.press(served_at(installation, limit))
    process = installation.process
    assert process
    if process.ended():
        assert process.code != 0
    else:
        assert installation.stop() == 0
    assert crowd.statuses <= {0, 200, 303, 401, 500, 503}
    installation.limits = {}
    address = installation.begin()
    assert address
    assert installation.ready[-1] < READY_SECONDS
    done = {row[0] for row in rows(installation.settings, "SELECT external_id FROM inbox WHERE state = 'done'")}
    assert crowd.answered <= done
    person = Person(crowd.users[0], address, never)
    person.sign_in()
    reflect(person)
    assert reads(person) == [READ]
    assert integrity(installation.settings) == ["ok", "ok"]
