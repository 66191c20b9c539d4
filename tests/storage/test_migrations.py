"""Migrations: both stores, two processes at once, a newer schema, a recreated parent, and a copy of a running file."""

from __future__ import annotations

import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select, text

from bot.app import Stores, open_stores
from storage import keys as key_store
from storage import migrate as machinery
from storage import schema
from storage.db import open_database
from storage.fault import set_trap
from storage.keys import Keys, open_key_store
from storage.migrate import HEADS, SchemaTooNew, Store, is_ours, migrate
from storage.people import Person
from storage.reflections import ReflectionLine
from tests import postgres
from tests.chat import Chat
from tests.storage.conftest import InNetwork
from tests.storage.processes import SPAWN, bring_up, ended
from tests.storage.test_reflections import keep
from tests.storage.test_tombs import write
from tests.world import ALONE, World, settings_for

METADATA: dict[Store, MetaData] = {"main": schema.metadata, "keys": key_store.metadata}

# Recreates reflections, whose children are reflection_lines, as SQLite must for most changes of a table.
RECREATE = '''"""Recreate a parent."""
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("reflections", recreate="always") as batch:
        batch.add_column(sa.Column("mood", sa.String(10), nullable=True))
'''
CASCADE = '''"""Give the children a cascade."""
from alembic import op

revision = "9001"
down_revision = "0007"


def upgrade() -> None:
    names = {"fk": "%(table_name)s_%(column_0_N_name)s"}
    with op.batch_alter_table("reflection_lines", recreate="always", naming_convention=names) as batch:
        batch.create_foreign_key(
            "cascades", "reflections", ["network_id", "reflection_id"], ["network_id", "id"], ondelete="CASCADE"
        )
'''


@pytest.fixture
def empty(backend: str, tmp_path: Path) -> str:
    """The address of an empty database."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return postgres.server().create(f"empty_{abs(hash(str(tmp_path)))}")


@pytest.mark.parametrize("store", ["main", "keys"])
def test_a_migrated_database_is_what_the_program_thinks_it_is(empty: str, store: Store) -> None:
    database = open_database(empty)
    assert migrate(database.writer, store)
    assert not migrate(database.writer, store)
    with database.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_ours})
        assert compare_metadata(context, METADATA[store]) == []
        assert machinery.revision_of(connection) == HEADS[store]
    database.dispose()


@pytest.mark.parametrize("store", ["main", "keys"])
def test_the_newest_revision_is_named(store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", str(machinery.FOLDER / store))
    assert ScriptDirectory.from_config(config).get_heads() == [HEADS[store]]


@pytest.mark.parametrize("store", ["main", "keys"])
def test_a_database_of_a_newer_program_is_refused_and_left_alone(empty: str, store: Store) -> None:
    database = open_database(empty)
    migrate(database.writer, store)
    with database.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTooNew):
        migrate(database.writer, store)
    with database.writer.connect() as connection:
        assert machinery.revision_of(connection) == "9999"
    database.dispose()


def test_two_processes_that_migrate_at_once_migrate_once(empty: str) -> None:
    barrier, results = SPAWN.Barrier(3), SPAWN.Queue()
    started = [SPAWN.Process(target=bring_up, args=(empty, barrier, results)) for _ in range(3)]
    for process in started:
        process.start()
    done = sorted(results.get(timeout=60) for _ in started)
    assert ended(started) == [0, 0, 0]
    assert done == [False, False, True]


def test_whoever_has_asked_too_early_sees_what_another_has_made_meanwhile(empty: str) -> None:
    """PostgreSQL may keep in mind through a transaction that there is no such table."""
    database, other = open_database(empty), open_database(empty)
    with database.writer.connect() as connection:
        assert machinery.revision_of(connection) is None
        if database.writer.dialect.name == "sqlite":
            connection.rollback()
        with other.writer.begin() as elsewhere:
            elsewhere.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
            elsewhere.execute(text("INSERT INTO alembic_version VALUES ('0001')"))
        assert machinery.revision_of(connection) == "0001"
    database.dispose()
    other.dispose()


class Stopped(Exception):
    """The migration was stopped on purpose."""


def test_a_migration_that_stops_half_way_has_done_nothing(empty: str) -> None:
    database = open_database(empty)

    def stop(point: str) -> None:
        if point == "migrate.before_commit":
            raise Stopped

    set_trap(stop)
    try:
        with pytest.raises(Stopped):
            migrate(database.writer, "main")
    finally:
        set_trap(None)
    with database.writer.connect() as connection:
        assert inspect(connection).get_table_names() == []
    assert migrate(database.writer, "main")
    database.dispose()


def next_revision(body: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program have one revision more than it has."""
    shutil.copytree(machinery.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "main" / "versions" / "9001_next.py").write_text(body, encoding="utf-8")
    monkeypatch.setattr(machinery, "FOLDER", folder)
    monkeypatch.setitem(HEADS, "main", "9001")


# PostgreSQL alters tables in place.
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_recreated_parent_keeps_its_children(
    stores: Stores, here: InNetwork, person: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with here() as inside:
        keep(inside, person, ("one", "a"), ("two", "a"))
    next_revision(CASCADE, tmp_path / "cascade", monkeypatch)
    assert migrate(stores.database.writer, "main")
    monkeypatch.undo()
    later = RECREATE.replace('"9001"', '"9002"').replace('"0007"', '"9001"')
    next_revision(CASCADE, tmp_path / "recreate", monkeypatch)
    (tmp_path / "recreate" / "main" / "versions" / "9002_later.py").write_text(later, encoding="utf-8")
    monkeypatch.setitem(HEADS, "main", "9002")
    assert migrate(stores.database.writer, "main")
    with stores.database.read() as session:
        assert sorted(session.scalars(select(ReflectionLine.perspective))) == ["one", "two"]
        assert "mood" in {column["name"] for column in inspect(session.connection()).get_columns("reflections")}


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_foreign_keys_are_on_again_after_a_migration(
    stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_revision(RECREATE, tmp_path / "next", monkeypatch)
    assert migrate(stores.database.writer, "main")
    with stores.database.writer.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_migration_that_leaves_rows_pointing_nowhere_is_taken_back(
    stores: Stores, here: InNetwork, person: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with here() as inside:
        keep(inside, person, ("one", "a"))
    body = RECREATE.split("def upgrade")[0] + 'def upgrade() -> None:\n    op.execute("DELETE FROM reflections")\n'
    next_revision(body, tmp_path / "next", monkeypatch)
    with pytest.raises(RuntimeError, match="point nowhere"):
        migrate(stores.database.writer, "main")
    with here() as inside:
        assert inside.session.scalars(select(ReflectionLine.perspective)).all() == ["one"]
        assert machinery.revision_of(inside.session.connection()) == "0007"


def test_a_copy_of_a_running_database_opens_and_reads(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "var", "sqlite")
    copy = tmp_path / "copy"
    copy.mkdir()
    world = World(settings)
    chat = Chat(world, world.person(ALONE)).opens()
    write(chat, "控えにも入る一行")
    for name in ("idobata.db", "keys.db"):
        with (
            closing(sqlite3.connect(settings.var / name)) as running,
            closing(sqlite3.connect(copy / name)) as backup,
        ):
            running.backup(backup)
    write(chat.opens(), "あとから書いた一行")
    world.close()
    shutil.copy(settings.var / "master.key", copy / "master.key")

    restored = World(settings.model_copy(update={"var": copy}), world.clock)
    chat = Chat(restored, restored.person(ALONE)).opens().taps("これまでのふりかえり")
    assert len([button for button in chat.buttons if "面談" in button]) == 1
    chat.sends({"tap": chat.shown["cards"][0]["buttons"][0]["data"]})
    assert "控えにも入る一行" in chat.text
    restored.close()


@pytest.mark.slow
def test_both_stores_come_up_from_nothing(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "template", "sqlite").model_copy(update={"var": tmp_path / "new"})
    stores = open_stores(settings)
    with stores.database.read() as session:
        assert session.scalars(select(Person.id)).all() == []
    assert stores.keys.opens()
    stores.database.dispose()
    stores.keys.engine.dispose()
    keys = Keys(open_key_store(settings.keys), b"\x00" * 32)
    assert not migrate(keys.engine, "keys")
    keys.engine.dispose()


@pytest.mark.postgres
@pytest.mark.parametrize("store", ["main", "keys"])
def test_a_migration_waits_for_another_as_long_as_it_takes_and_nobody_else_does(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.db.BUSY_MS", 100)
    name = f"patient_{store}"
    url = postgres.server().create(name)
    engine = open_database(url).writer if store == "main" else open_key_store(url)
    with engine.connect() as holder, ThreadPoolExecutor(1) as pool:
        holder.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": machinery._LOCK})
        made = pool.submit(migrate, engine, store)
        time.sleep(0.5)
        assert not made.done()
        holder.rollback()
        assert made.result(30)
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW lock_timeout")) == "100ms"
    engine.dispose()
    postgres.server().drop(name)
