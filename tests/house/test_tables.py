"""The schema: every row belongs to a network and can point nowhere else; the migrations make what the code says."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, ForeignKeyConstraint, LargeBinary, MetaData

from storage import keys, schema
from storage.db import Base, UtcDateTime
from storage.migrate import FOLDER, HEADS, Store, is_ours
from tests.world import World

# The tenant itself; the inbox: an event's network is known only after its account is; when a platform was heard, and
# who guessed codes: both before anybody is known.
OF_NO_NETWORK = {"networks", "inbox", "pulses", "guesses"}
OPTIONS = {"compare_type": True, "compare_server_default": True, "include_name": is_ours}
TABLES = schema.metadata.tables
# One row a network: the network is its key.
ONE_EACH = {"chosen_sets"}


def test_every_module_with_a_table_is_in_the_schema() -> None:
    made = {mapper.class_.__module__ for mapper in Base.registry.mappers}
    files = {f"storage.{path.stem}" for path in FOLDER.parent.glob("*.py") if "Table(" in path.read_text("utf-8")}
    in_schema = {module.__name__ for module in schema.MODULES}
    assert made | files - {"storage.keys"} == in_schema


def test_every_row_belongs_to_a_network() -> None:
    assert {name for name, table in TABLES.items() if "network_id" not in table.c} == OF_NO_NETWORK
    nullable = [name for name, table in TABLES.items() if "network_id" in table.c and table.c.network_id.nullable]
    assert nullable == []


def test_the_key_of_a_row_begins_with_its_network() -> None:
    keyed = {name: [column.name for column in table.primary_key] for name, table in TABLES.items()}
    expected = {name: ["network_id", "id"] for name in TABLES}
    expected |= {name: ["id"] for name in OF_NO_NETWORK} | {name: ["network_id"] for name in ONE_EACH}
    expected["pulses"] = ["source"]
    assert keyed == expected


def foreign_keys() -> list[tuple[str, ForeignKeyConstraint]]:
    """Return every foreign key with its table's name."""
    return [(name, key) for name, table in sorted(TABLES.items()) for key in table.foreign_key_constraints]


def test_no_row_can_point_into_another_network() -> None:
    for name, key in foreign_keys():
        columns = [column.name for column in key.columns]
        pointed = [element.column.name for element in key.elements]
        if key.referred_table.name == "networks":
            assert (name, columns, pointed) == (name, ["network_id"], ["id"])
        else:
            assert (name, columns[0], pointed) == (name, "network_id", ["network_id", "id"])


def test_every_id_of_another_row_is_a_foreign_key() -> None:
    pointing = {(name, column.name) for name, key in foreign_keys() for column in key.columns}
    loose = {
        (name, column.name)
        for name, table in TABLES.items()
        for column in table.c
        if column.name.endswith("_id") and (name, column.name) not in pointing
    }
    # Platforms' own ids, the set's (a file), and a notice's subject, which may be of any kind and may be deleted.
    assert loose == {
        ("accounts", "user_id"),
        ("inbox", "external_id"),
        ("inbox", "user_id"),
        ("reflections", "set_id"),
        ("chosen_sets", "set_id"),
        ("own_sets", "set_id"),
        ("outbox", "subject_id"),
        ("standings", "subject_id"),
        # A host or an office; a reflection, to which nothing of anybody else's may lead.
        ("visit_cells", "taker_id"),
        ("visits", "word_id"),
        ("shown", "user_id"),
    }


def test_nothing_is_deleted_or_emptied_behind_the_programs_back() -> None:
    assert [(name, key.ondelete, key.onupdate) for name, key in foreign_keys() if key.ondelete or key.onupdate] == []


def test_every_moment_knows_its_zone() -> None:
    every = [column for table in (*TABLES.values(), *keys.metadata.tables.values()) for column in table.c]
    moments = [column for column in every if column.name.endswith(("_at", "_until", "_since", "since", "until"))]
    assert len(moments) > 10
    # Minutes of a day, and a day on her calendar, are no moments.
    others = {str(column) for column in moments if not isinstance(column.type, UtcDateTime)}
    days = {"people.away_until", "people.calm_until"}
    assert others == {"people.morning_at", "people.hours_until", "networks.hours_until"} | days


def test_what_people_write_has_no_column_in_the_clear() -> None:
    written = {"drafts": "answers", "reflections": "body", "reflection_lines": "body", "inbox": "body"}
    written["shares"] = "body"
    assert {name: type(TABLES[name].c[column].type) for name, column in written.items()} == dict.fromkeys(
        written, LargeBinary
    )


@pytest.mark.parametrize("store", ["main", "keys"])
def test_the_migrations_make_what_the_code_says(world: World, store: Store) -> None:
    stores = world.app.stores
    engine: Engine = stores.database.writer if store == "main" else stores.keys.engine
    metadata: MetaData = schema.metadata if store == "main" else keys.metadata
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=OPTIONS)
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEADS[store]


@pytest.mark.parametrize("store", ["main", "keys"])
def test_the_program_knows_its_newest_revision(store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER / store))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEADS[store]]
    # Newer ones are told by comparing names.
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert revisions == sorted(revisions, reverse=True)
