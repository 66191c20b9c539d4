"""kill -9 while somebody deletes all that is hers: after the next start, and her page's next try, she is gone."""

from __future__ import annotations

import signal
from contextlib import suppress
from uuid import UUID, uuid4

import pytest

from storage.ids import short
from tests.faults.conftest import Install
from tests.faults.lives import user_of
from tests.faults.person import LOST, Person
from tests.faults.process import Installation
from tests.faults.stores import integrity, key_rows, rows
from tests.spread import BACKENDS, spread

pytestmark = pytest.mark.kill

# What the deletion passes, each with how many presses before it pass it too.
POINTS = {
    "rx.after_inbox": 3,
    "key.after_shred": 0,
    "rx.mid_turn": 3,
    "rx.before_reply": 3,
}
LINE = "帰り道が好きと話してくれた"


def begins(installation: Installation, trap: str = "") -> str:
    """Start the program and return where it serves."""
    address = installation.begin(trap)
    assert address
    return address


def check_gone(installation: Installation, id: str) -> None:
    """Check that of somebody is left a row without a name, and a tombstone."""
    settings = installation.settings
    assert rows(settings, "SELECT name FROM people WHERE left_at IS NOT NULL") == [("",)]
    tables = ("accounts", "drafts", "reflections", "roles", "outbox")
    ids = {UUID(id).hex, str(UUID(id))}
    for table in tables:
        assert [row for row in rows(settings, f"SELECT person_id FROM {table}") if str(row[0]) in ids] == [], table
    for table in ("person_keys", "text_keys"):
        assert key_rows(settings, f"SELECT person_id FROM {table}") == [], table
    assert {str(row[0]) for row in key_rows(settings, "SELECT id FROM tombstones")} & ids
    said = rows(settings, "SELECT count(*) FROM audit WHERE did = 'data.deleted'")
    assert said == [(1,)]
    assert integrity(settings) == ["ok", "ok"] * (not settings.database_url)


@pytest.mark.parametrize(("point", "backend", "_which"), spread(POINTS, [*BACKENDS], {"only": None}))
def test_whoever_was_being_deleted_is_deleted(install: Install, point: str, backend: str, _which: str) -> None:
    installation = install(backend)
    user = user_of(installation)
    person = Person(user, begins(installation, f"{point}:kill:{POINTS[point] + 1}"), lambda _: begins(installation))
    person.sign_in()
    for tap in ("reflection.quick:", "mydata:", "mydata.delete:"):
        assert person.acts_once({"tap": tap})[0] == 200
    act = {"id": str(uuid4()), "tap": f"mydata.erase:{short(UUID(user))}"}
    with suppress(*LOST):
        person.post("/event", act)
    assert installation.process and installation.process.wait() == -signal.SIGKILL
    person.meet(begins(installation))
    # Her page sends it again, and is either told that it is done or that she is nobody here any more.
    assert person.post("/event", act)[0] in (200, 401)
    check_gone(installation, user)
    assert person.post("/now", {})[0] == 401
