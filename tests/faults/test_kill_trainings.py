"""kill -9 while the last day to apply for a training is planned, told and answered: told once, kept once."""

from __future__ import annotations

import signal
from datetime import date
from uuid import UUID

import pytest

from storage import completions, networks
from storage.db import Here, open_database
from storage.ids import short
from storage.runs import CourseRun
from tests.faults.conftest import Install
from tests.faults.lives import user_of
from tests.faults.person import Person, paragraphs
from tests.faults.process import TEN, Installation
from tests.faults.stores import integrity, rows
from tests.faults.test_kill_unasked import (
    DELIVERING,
    PLAN_TRAPS,
    PLANNING,
    SEND_POINTS,
    killed,
    listening,
    never,
    planned,
    wait_for,
)
from tests.spread import BACKENDS, spread

pytestmark = pytest.mark.kill

TODAY = date(2026, 11, 24)
SEND_TRAPS = [f"{point}:kill:1" for point in SEND_POINTS]
# A start passes these three times; the fourth is her press.
PRESS_TRAPS = ["rx.before_commit:kill:4", "rx.after_commit:kill:4"]
TOLD = "SELECT state, closed_at IS NULL FROM outbox WHERE kind = 'nudge.today'"
LETTERS = "SELECT state FROM outbox WHERE kind = 'morning.letter' AND person_id IN"
LETTERS += " (SELECT person_id FROM outbox WHERE kind = 'nudge.today')"
MADE = "SELECT stage, answered FROM nudges ORDER BY rule"
APPLIED = "「現任研修　第3回」に申し込んだと残しました。1月12日（火）に始まります。"


def on_the_last_day(installation: Installation) -> Person:
    """Let it be the last day to apply in somebody's last year, and nothing be planned of it yet."""
    address = installation.begin()
    assert address
    person = Person(user_of(installation), address, never)
    person.sign_in()
    assert installation.stop() == 0
    database = open_database(installation.settings.database)
    with database.write() as session:
        here, id = Here(session, networks.everyone(session)[0].id), UUID(person.user)
        completions.add(here, id, "initial", date(2021, 11, 20), "day", id, TEN)
        run = {"course": "renewal", "title": "第3回", "prefecture": "東京都", "days": [], "entered_at": TEN}
        session.add(CourseRun(network_id=here.network_id, apply_to=TODAY, opens_on=date(2027, 1, 12), **run))
    database.dispose()
    return person


def delivered(installation: Installation, person: Person) -> None:
    """Let it be delivered, and check that it reached her once."""
    thread = listening(installation, person)
    wait_for(lambda: rows(installation.settings, TOLD) == [("sent", True)])
    wait_for(lambda: person.told)
    assert len(set(person.told)) == 1
    assert rows(installation.settings, LETTERS) == [("sent",)]
    assert [stage.partition(".")[0] for stage, _ in rows(installation.settings, MADE)] == ["d0", "final"]
    assert integrity(installation.settings) == ["ok", "ok"] * (not installation.settings.database_url)
    installation.kill()
    thread.join()


@pytest.mark.parametrize(("trap", "backend"), spread(PLAN_TRAPS, BACKENDS))
def test_killed_while_planning_it_is_told_once(install: Install, trap: str, backend: str) -> None:
    installation = install(backend)
    person = on_the_last_day(installation)
    killed(installation, trap, PLANNING)
    planned(installation)
    delivered(installation, person)


@pytest.mark.parametrize(("trap", "backend"), spread(SEND_TRAPS, BACKENDS[::-1]))
def test_killed_while_delivering_it_is_told_once(install: Install, trap: str, backend: str) -> None:
    installation = install(backend)
    person = on_the_last_day(installation)
    planned(installation)
    killed(installation, trap, DELIVERING, person)
    delivered(installation, person)


@pytest.mark.parametrize(("trap", "backend"), spread(PRESS_TRAPS, BACKENDS, turns=2))
def test_killed_while_she_presses_that_she_has_applied_it_is_kept_once(
    install: Install, trap: str, backend: str
) -> None:
    installation = install(backend)
    person = on_the_last_day(installation)
    planned(installation)
    delivered(installation, person)

    def revive(_person: Person) -> str:
        assert installation.process and installation.process.wait() == -signal.SIGKILL
        address = installation.begin()
        assert address
        return address

    person.revive = revive
    address = installation.begin(trap)
    assert address
    person.meet(address)
    ((told,),) = set(rows(installation.settings, "SELECT told_as FROM nudges"))
    press = {"tap": f"nudge.applied:{short(UUID(str(told)))}"}
    status, _ = person.acts_once(press)
    assert (status, person.lost) == (200, 1)
    person.acts_once(press)
    assert APPLIED in paragraphs(person.shown)
    assert rows(installation.settings, "SELECT state FROM applications") == [("applied",)]
    assert {answered for _, answered in rows(installation.settings, MADE)} == {"applied"}
    assert rows(installation.settings, TOLD) == [("sent", False)]
