"""The database is held by another process for a while: who waits is answered later, and nothing is lost or doubled."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tests.faults.conftest import Install
from tests.faults.lives import user_of
from tests.faults.person import Person, asked
from tests.faults.process import STILL, Installation
from tests.faults.reflecting import TEXTS
from tests.faults.stores import integrity, rows
from tests.faults.test_kill_unasked import DELIVERING, PLANNING, QUESTION, never, steps, wait_for, written
from tests.spread import BACKENDS

# The whole file; on PostgreSQL the table that every turn reads, as an administrator at work on it does.
HOLD = """
import sys, time
if sys.argv[1].startswith("postgresql:"):
    import psycopg
    connection = psycopg.connect(sys.argv[1])
    connection.execute("LOCK TABLE people IN ACCESS EXCLUSIVE MODE")
else:
    import sqlite3
    connection = sqlite3.connect(sys.argv[1], isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.rollback()
"""

# By these a program is silent for too long before nine people have waited one after another.
IMPATIENT = {"storage.db.BUSY_MS": 500, "bot.watchdog.SILENT_SECONDS": 3}
BEATING = {"bot.watchdog.BEAT_SECONDS": 0.25}
HELD_SECONDS = 6


def everybody(installation: Installation) -> list[str]:
    """Return the web user ids of all nine of the demo network."""
    found = rows(installation.settings, "SELECT user_id FROM accounts WHERE platform = 'web'")
    assert len(found) == 9
    return [str(user) for (user,) in found]


def event(tap: str) -> dict[str, str]:
    """Return a press, with an id of its own."""
    return {"id": str(uuid4()), "tap": tap}


def hold(installation: Installation, seconds: float) -> subprocess.Popen[str]:
    """Hold a database in another process; returns when it is held."""
    settings = installation.settings
    place = settings.database_url.replace("+psycopg", "") or str(settings.var / "idobata.db")
    holder = subprocess.Popen([sys.executable, "-c", HOLD, place, str(seconds)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout and holder.stdout.readline() == "held\n"
    return holder


@pytest.mark.kill
@pytest.mark.parametrize("seconds", [pytest.param(4, id="4 s"), pytest.param(60, marks=pytest.mark.soak, id="60 s")])
def test_a36_what_is_sent_while_the_database_is_held_is_done_once_afterwards(install: Install, seconds: int) -> None:
    installation = install("sqlite")
    address = installation.begin()
    assert address
    person = Person(user_of(installation), address, never)
    person.sign_in()
    person.opens()
    began = time.monotonic()
    with hold(installation, seconds):
        act = event("reflection.quick:")
        statuses: list[int] = []
        while not statuses or statuses[-1] == 503:
            status, shown = person.post("/event", act)
            statuses.append(status)
        waited = time.monotonic() - began
    # Up to five seconds the program waits by itself; beyond that it says that nothing was kept.
    assert (statuses[-1], asked(shown)) == (200, "about")
    assert waited >= seconds - 0.5
    assert len(statuses) == 1 if seconds < 5 else len(statuses) > 3
    assert rows(installation.settings, "SELECT external_id, state FROM inbox") == [(act["id"], "done")]
    assert installation.stop() == 0
    assert integrity(installation.settings) == ["ok", "ok"]


@pytest.mark.kill
@pytest.mark.parametrize("backend", BACKENDS)
def test_a36_however_many_wait_the_program_lives_and_does_for_each_of_them_once(install: Install, backend: str) -> None:
    installation = install(backend)
    installation.constants |= IMPATIENT
    address = installation.begin(ticks={**STILL, **BEATING})
    assert address
    people = [Person(user, address, never) for user in everybody(installation)]
    for person in people:
        person.sign_in()
        person.opens()
    with hold(installation, HELD_SECONDS), ThreadPoolExecutor(len(people)) as pool:
        answers = list(pool.map(lambda person: person.insist("/event", event("reflection.quick:")), people))
    assert [(status, asked(shown)) for status, shown in answers] == [(200, "about")] * len(people)
    # Each of them was told, more than once, that nothing was kept.
    assert min(len(person.problems) for person in people) > 1
    assert rows(installation.settings, "SELECT state FROM inbox") == [("done",)] * len(people)
    assert installation.process and not installation.process.ended()
    assert installation.stop() == 0


@pytest.mark.kill
@pytest.mark.parametrize("seconds", [pytest.param(4, id="4 s"), pytest.param(60, marks=pytest.mark.soak, id="60 s")])
def test_a36_what_is_due_while_the_database_is_held_is_said_once_afterwards(install: Install, seconds: int) -> None:
    installation = install("sqlite")
    person = written(installation)
    address = installation.begin(ticks=PLANNING | DELIVERING)
    assert address
    with hold(installation, seconds):
        person.meet(address)
    wait_for(lambda: [row[1] for row in rows(installation.settings, QUESTION)] == ["sent"])
    assert installation.process and not installation.process.ended()
    assert steps(person) == [TEXTS[2]]
    attempts = rows(installation.settings, "SELECT DISTINCT kind, state FROM outbox ORDER BY kind")
    assert attempts == [("morning.letter", "sent"), ("reflection.next_step", "sent")]
    assert installation.stop() == 0
