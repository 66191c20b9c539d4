"""kill -9 while the question about the next step is planned and delivered, and while the tables are made."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.faults.conftest import Install
from tests.faults.lives import user_of
from tests.faults.person import Person, paragraphs
from tests.faults.process import PATIENCE, Installation
from tests.faults.reflecting import READ, TEXTS, reads, reflect
from tests.faults.stores import integrity, rows
from tests.spread import BACKENDS, spread

pytestmark = pytest.mark.kill

PLANNING = {"bot.ticker.PLAN_SECONDS": 0.05}
DELIVERING = {"bot.ticker.DELIVER_SECONDS": 0.05}
# A start passes these three times. Then planning reads (4) and plans (5); delivering claims (4), prepares (5) and
# settles, where looking for what must be wiped has not come between (6 or 7).
COMMITS = ("rx.before_begin", "rx.before_commit", "rx.after_commit")
PLAN_TRAPS = [f"{point}:kill:5" for point in COMMITS]
SEND_POINTS = ("out.after_claim", "out.after_carry", "out.before_send", "out.after_send")
SEND_TRAPS = [f"{p}:kill:1" for p in SEND_POINTS] + [f"{p}:kill:{n}" for p in COMMITS for n in (4, 6)]
QUESTION = "SELECT id, state, closed_at IS NULL FROM outbox WHERE kind = 'reflection.next_step'"
# What carries the question.
LETTER = "SELECT id, state, attempts FROM outbox WHERE kind = 'morning.letter'"
OUTBOX = "SELECT kind, state, attempts, letter, due_at, begun_at, lease_until, doubtful, reason FROM outbox ORDER BY id"


def wait_for(what: Callable[[], Any], about: Installation | None = None) -> None:
    """Wait until something has become so; where it does not, say what stands in an installation's outbox."""
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until, "\n".join(map(str, rows(about.settings, OUTBOX))) if about else ""
        time.sleep(0.005)


def never(person: Person) -> str:
    """Fail: nobody is pressing anything when the program is killed here."""
    raise AssertionError(f"the line of {person.user} was lost")


def written(installation: Installation) -> Person:
    """Write a reflection whose next step is asked about a week later, and stop."""
    address = installation.begin()
    assert address
    person = Person(user_of(installation), address, never)
    person.sign_in()
    reflect(person)
    assert installation.stop() == 0
    installation.forward(days=7)
    return person


def killed(installation: Installation, trap: str, ticks: dict[str, float], person: Person | None = None) -> None:
    """Start with a trap and wait until it has killed; what the person's stream brought until then is kept."""
    address = installation.begin(trap, ticks=ticks)
    thread = person.listens(address, "0") if person and address else None
    assert installation.process
    assert installation.process.wait() == -signal.SIGKILL
    if thread:
        thread.join()
    # Longer than the lease of what was being delivered.
    installation.forward(seconds=61)


def planned(installation: Installation) -> None:
    """Let the question be planned, and the letter that brings it."""
    installation.begin(ticks=PLANNING)
    wait_for(lambda: rows(installation.settings, LETTER))
    installation.kill()


def listening(installation: Installation, person: Person) -> Thread:
    """Let it deliver while she listens for what came in the last two minutes and later."""
    address = installation.begin(ticks=DELIVERING)
    assert address
    person.meet(address)
    cursor = person.now()["cursor"]
    return person.listens(address, str(int(cursor) - 120 * 10**6))


def delivered(installation: Installation, person: Person) -> None:
    """Let the question be delivered, and check that she sees it once, wherever she looks."""
    thread = listening(installation, person)
    wait_for(lambda: rows(installation.settings, QUESTION)[0][1] == "sent")
    wait_for(lambda: person.told)
    assert [(state, attempts in (1, 2)) for _, state, attempts in rows(installation.settings, LETTER)] == [
        ("sent", True)
    ]
    assert {len(id) for id in person.told} == {22}
    assert len(set(person.told)) == 1
    assert steps(person) == [TEXTS[2]]
    installation.kill()
    thread.join()


def steps(person: Person) -> list[str]:
    """Return the next steps that home asks about."""
    return [card["quote"] for card in person.now()["home"] if card["quote"]]


def answered(installation: Installation, person: Person, passes: Path) -> None:
    """Answer the question; however often it ticks afterwards, it is not asked again."""
    address = installation.begin(ticks=PLANNING | DELIVERING, passes=str(passes))
    assert address
    person.meet(address)
    person.opens()
    person.taps("reflection.yet")
    assert len(paragraphs(person.shown)) == 2
    ticked = passes.read_text().count("out.after_claim")
    wait_for(lambda: passes.read_text().count("out.after_claim") >= ticked + 3)
    assert [tuple(row[1:]) for row in rows(installation.settings, QUESTION)] == [("sent", False)]
    assert steps(person) == []
    assert integrity(installation.settings) == ["ok", "ok"] * (not installation.settings.database_url)


@pytest.mark.parametrize(("trap", "backend"), spread(PLAN_TRAPS, BACKENDS))
def test_killed_while_planning_the_question_is_asked_once(
    install: Install, tmp_path: Path, trap: str, backend: str
) -> None:
    installation = install(backend)
    person = written(installation)
    killed(installation, trap, PLANNING)
    planned(installation)
    assert rows(installation.settings, "SELECT id FROM reflections WHERE ask_on IS NOT NULL") == []
    delivered(installation, person)
    answered(installation, person, tmp_path / "passes")


@pytest.mark.parametrize(("trap", "backend"), spread(SEND_TRAPS, BACKENDS))
def test_killed_while_delivering_the_question_is_seen_once(
    install: Install, tmp_path: Path, trap: str, backend: str
) -> None:
    installation = install(backend)
    person = written(installation)
    planned(installation)
    killed(installation, trap, DELIVERING, person)
    delivered(installation, person)
    answered(installation, person, tmp_path / "passes")


def test_a_page_that_opens_while_a_notice_is_being_written_down_gets_it(install: Install) -> None:
    installation = install("sqlite")
    person = written(installation)
    planned(installation)
    # Shown, and then for a second not known as sent.
    address = installation.begin("rx.before_begin:sleep:6,rx.before_begin:sleep:7", ticks=DELIVERING)
    assert address
    person.meet(address)
    wait_for(lambda: rows(installation.settings, LETTER)[0][1] == "sending")
    time.sleep(0.3)
    thread = person.listens(address, "1")
    wait_for(lambda: rows(installation.settings, QUESTION)[0][1] == "sent")
    wait_for(lambda: person.told)
    assert len(set(person.told)) == 1
    installation.kill()
    thread.join()


@pytest.mark.parametrize("store", [1, 2])
def test_killed_while_making_the_tables_the_next_start_makes_them(
    untouched_of: Install, backend: str, store: int
) -> None:
    installation = untouched_of(backend)
    assert installation.begin(f"migrate.before_commit:kill:{store}") is None
    assert installation.process
    assert installation.process.wait() == -signal.SIGKILL
    address = installation.begin()
    assert address
    person = Person(user_of(installation), address, never)
    person.sign_in()
    reflect(person)
    assert reads(person) == [READ]
