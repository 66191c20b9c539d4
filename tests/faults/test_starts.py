"""Starts that meet: on one folder, on one empty database, on the database of a newer program."""

from __future__ import annotations

import pytest

from messages.words import msg, words_of
from storage.migrate import HEADS
from tests.faults.conftest import Install
from tests.faults.lives import user_of
from tests.faults.person import Person
from tests.faults.process import Installation, Process
from tests.faults.reflecting import READ, reads, reflect
from tests.faults.stores import change, integrity, key_rows, rows
from tests.faults.test_kill_unasked import never
from tests.world import ALONE

pytestmark = pytest.mark.kill


def refused(process: Process) -> tuple[int, str]:
    """Return the exit code of a start that was refused, and what it said instead of serving."""
    code = process.wait()
    assert process.out.read_text() == ""
    return code, process.err.read_text().strip()


def works(installation: Installation) -> None:
    """Check that a person can sign in and reflect."""
    address = installation.begin()
    assert address
    person = Person(user_of(installation), address, never)
    person.sign_in()
    reflect(person)
    assert reads(person) == [READ]


def test_a_second_run_on_the_same_folder_is_refused_and_the_first_goes_on(install: Install, backend: str) -> None:
    installation = install(backend)
    address = installation.begin()
    assert address
    sentence = words_of().say(msg("cli-already-running"))
    assert refused(installation.command("run")) == (2, sentence)
    person = Person(user_of(installation), address, never)
    person.sign_in()
    reflect(person)
    installation.kill()
    # A killed program holds no folder.
    address = installation.begin()
    assert address
    person.meet(address)
    assert reads(person) == [READ]
    assert refused(installation.command("run")) == (2, sentence)


@pytest.mark.parametrize("store", ["main", "keys"])
def test_a_schema_of_a_newer_program_is_refused_with_a_sentence(install: Install, backend: str, store: str) -> None:
    installation = install(backend)
    settings = installation.settings
    newer = settings if store == "main" else settings.model_copy(update={"database_url": settings.keys})
    change(newer, "UPDATE alembic_version SET version_num = '9999'")
    before = rows(settings, "SELECT id, name FROM people ORDER BY id")
    sentence = words_of().say(msg("cli-schema-new"))
    for command in (["run"], ["check"], ["link", ALONE]):
        assert refused(installation.command(*command)) == (2, sentence)
    assert rows(newer, "SELECT version_num FROM alembic_version") == [("9999",)]
    assert rows(settings, "SELECT id, name FROM people ORDER BY id") == before


def test_four_processes_on_empty_databases_make_the_tables_once(untouched_of: Install, backend: str) -> None:
    installation = untouched_of(backend)
    # Two of them hold their transactions for a second, one in each store.
    faults = ("migrate.before_commit:sleep:1", "migrate.before_commit:sleep:2", "", "")
    processes = [installation.command("run", fault=fault) for fault in faults]
    sentence = words_of().say(msg("cli-already-running"))
    for process in processes:
        assert process.address() or refused(process) == (2, sentence)
    serving = [process for process in processes if not process.ended()]
    assert len(serving) == 1
    serving[0].kill()
    assert rows(installation.settings, "SELECT version_num FROM alembic_version") == [(HEADS["main"],)]
    assert key_rows(installation.settings, "SELECT version_num FROM alembic_version") == [(HEADS["keys"],)]
    assert rows(installation.settings, "SELECT name FROM networks") == [("みほん区",)]
    works(installation)
    assert integrity(installation.settings) == ["ok", "ok"] * (not installation.settings.database_url)
