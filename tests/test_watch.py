"""The watch over every statement: it lets through what names its network and nothing else."""

from __future__ import annotations

import pytest

from storage import reflections
from storage.reflections import Reflection
from storage.schema import metadata
from tests import watch
from tests.watch import TENANT, loose_tables
from tests.world import World


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT drafts.id \nFROM drafts \nWHERE drafts.network_id = ? AND drafts.id = ?",
        "UPDATE outbox SET state=? WHERE (outbox.network_id, outbox.id) IN ((?, ?))",
        "DELETE FROM reflections WHERE reflections.network_id = %(a)s::UUID",
        "SELECT people.name FROM accounts JOIN people ON people.network_id = accounts.network_id AND people.id = "
        "accounts.person_id WHERE accounts.network_id = ?",
        "INSERT INTO drafts (network_id, id) VALUES (?, ?)",
        "SELECT networks.id FROM networks WHERE networks.name = ?",
        "UPDATE inbox SET replied=? WHERE inbox.id = ?",
        "PRAGMA foreign_keys=ON",
    ],
)
def test_what_names_its_network_is_let_through(statement: str) -> None:
    assert loose_tables(statement) == ()


@pytest.mark.parametrize(
    ("statement", "loose"),
    [
        ("SELECT drafts.network_id, drafts.id FROM drafts", ("drafts",)),
        ("SELECT drafts.network_id FROM drafts WHERE drafts.id = ? ORDER BY drafts.network_id", ("drafts",)),
        ("DELETE FROM reflections WHERE reflections.id = ?", ("reflections",)),
        ("UPDATE outbox SET network_id = ? WHERE outbox.id = ?", ("outbox",)),
        ("SELECT a.id FROM accounts AS a WHERE a.user_id = ?", ("accounts",)),
        (
            "SELECT 1 FROM reflections, reflection_lines WHERE reflections.network_id = ?",
            ("reflection_lines",),
        ),
        (
            "SELECT 1 FROM people JOIN roles ON roles.person_id = people.id WHERE people.network_id = ?",
            ("roles",),
        ),
    ],
)
def test_what_does_not_is_caught(statement: str, loose: tuple[str, ...]) -> None:
    assert loose_tables(statement) == loose


def test_all_tables_of_a_network_are_watched() -> None:
    assert {name for name in metadata.tables if name not in TENANT} == {"networks", "inbox", "pulses", "guesses"}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_query_of_the_program_without_its_network_is_noticed(world: World) -> None:
    with world.app.stores.database.read() as session:
        # The sweep's own query is marked.
        assert reflections.all_ids(session) == []
        assert watch.unbound == []
        careless = compile("session.query(kind).all()", str(watch.ROOT / "storage" / "careless.py"), "eval")
        eval(careless, {"session": session, "kind": Reflection})
    (noticed,) = watch.unbound
    watch.unbound.clear()
    assert noticed.startswith("storage/careless.py:1: reflections without network_id: SELECT")
