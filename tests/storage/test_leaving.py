"""Who has left is gone: after a restore, after a kill in between, thirty days after a removal, and only once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text, update

from bot.settings import Settings
from bot.sweep import Sweep
from bot.writer import Writer
from handlers.kit.events import Event, Tapped
from storage.db import EVERYWHERE, open_database
from storage.fault import set_trap
from storage.ids import short, uuid7
from storage.people import Person
from storage.seal import Unreadable
from tests.bot.trouble import rows
from tests.chat import TOGETHER, Chat
from tests.handlers.mydata.test_talk import give_role
from tests.privacy.full import BUG, Full, every_row, expect_gone, fill, leave, own_ids
from tests.world import ALONE, CENTRE, SetClock, Stand, World, settings_for, stand_of

MARK = "わたしだけ"


def kept(world: World, folder: Path) -> Stand:
    """Stop the program and make a backup of everything."""
    world.close()
    stand = stand_of(world.settings)
    folder.mkdir()
    for name in ("idobata.db", "keys.db", "master.key"):
        if (stand.folder / name).exists():
            shutil.copy(stand.folder / name, folder / name)
    return Stand(folder, stand.rows)


def put_back(folder: Path, backend: str, old: Stand, new: Stand) -> Settings:
    """Return an installation with an older main database and the newest keys."""
    mixed = folder / "mixed"
    shutil.copytree(new.folder, mixed)
    if backend == "sqlite":
        shutil.copy(old.folder / "idobata.db", mixed / "idobata.db")
    return settings_for(folder / "restored", backend, Stand(mixed, (old.rows[0], new.rows[1])))


def test_an_older_main_database_gives_back_nobody_who_has_left(backend: str, tmp_path: Path) -> None:
    world = World(settings_for(tmp_path / "var", backend))
    other, one = fill(world, CENTRE, "よそのひと", "700100302"), fill(world, ALONE, MARK, "700100301")
    ids = own_ids(every_row(world), one)
    old = kept(world, tmp_path / "old")
    world = World(world.settings, world.clock)
    leave(world, one)
    left = rows(world, "SELECT count(*) FROM people WHERE left_at IS NOT NULL")
    new = kept(world, tmp_path / "new")

    restored = World(put_back(tmp_path, backend, old, new), SetClock(world.clock.at))
    assert left == rows(restored, "SELECT count(*) FROM people WHERE left_at IS NOT NULL") == [(1,)]
    expect_gone(restored, one, ids)
    # The record, shorter now, says once more that it was done; what is somebody else's has come back whole.
    assert rows(restored, "SELECT count(*) FROM audit WHERE did = 'data.deleted'") == [(1,)]
    chat = Chat(restored, str(other.id)).opens().taps("これまでのふりかえり")
    chat.sends({"tap": chat.shown["cards"][0]["buttons"][0]["data"]})
    assert other.texts[0] in chat.text
    restored.close()


@pytest.fixture
def one(world: World) -> Full:
    """Somebody who has one of everything."""
    return fill(world, ALONE, MARK, "700100301")


@pytest.fixture
def broken_off() -> Iterator[None]:
    """Let everything break off behind the shredding of keys, as a kill there would."""

    def trap(point: str) -> None:
        if point == "key.after_shred":
            raise RuntimeError

    set_trap(trap)
    yield
    set_trap(None)


def dies_between(world: World, one: Full, ids: set[object]) -> None:
    """Let a deletion break off between the keys and the rows."""
    chat = Chat(world, str(one.id)).opens().says("わたしのデータ").taps("わたしのデータを消す")
    chat.taps("ぜんぶ消す（元に戻せません）").sees(BUG)
    set_trap(None)
    assert {row["person_id"] for row in every_row(world)["accounts"]} & ids
    with pytest.raises(Unreadable):
        world.app.stores.keys.make(uuid7(), one.id, uuid7())


def test_what_broke_off_between_keys_and_rows_is_finished_at_the_next_start(
    world: World, one: Full, broken_off: None
) -> None:
    ids = own_ids(every_row(world), one)
    dies_between(world, one, ids)
    world.restart()
    expect_gone(world, one, ids)


def test_or_by_whoever_is_still_running(world: World, one: Full, broken_off: None) -> None:
    ids = own_ids(every_row(world), one)
    dies_between(world, one, ids)
    world.tick()
    expect_gone(world, one, ids)
    world.tick()
    assert rows(world, "SELECT count(*) FROM audit WHERE did = 'data.deleted'") == [(1,)]


def removes(world: World, one: Full) -> None:
    """Let a coordinator have removed somebody just now."""
    mine = update(Person).where(Person.id == one.id).values(removed_at=world.clock.now())
    with world.app.stores.database.write() as session:
        session.execute(mine.execution_options(**EVERYWHERE))


def test_who_was_removed_is_deleted_thirty_days_later_and_not_before(world: World, one: Full) -> None:
    ids = own_ids(every_row(world), one)
    removes(world, one)
    world.clock.at += timedelta(days=30, microseconds=-1)
    world.tick()
    assert rows(world, "SELECT count(*) FROM people WHERE name = ''") == [(0,)]
    world.clock.at += timedelta(microseconds=1)
    for _ in range(2):
        world.tick()
    expect_gone(world, one, ids)
    assert rows(world, "SELECT count(*) FROM audit WHERE did = 'data.deleted' AND actor IS NULL") == [(1,)]


def test_who_was_taken_back_in_time_stays(world: World, one: Full) -> None:
    removes(world, one)
    world.clock.forward(days=29)
    with world.app.stores.database.write() as session:
        session.execute(text("UPDATE people SET removed_at = NULL"))
    world.clock.forward(days=2)
    world.tick()
    assert rows(world, "SELECT count(*) FROM people WHERE name = ''") == [(0,)]


def test_several_workers_delete_somebody_once(world: World, one: Full) -> None:
    ids = own_ids(every_row(world), one)
    removes(world, one)
    world.clock.forward(days=30)
    databases = [open_database(world.settings.database) for _ in range(3)]
    writers = [Writer(database) for database in databases]
    sweeps = [Sweep(writer, world.app.stores.keys, world.clock) for writer in writers]

    async def at_once() -> None:
        for writer in writers:
            writer.start()
        await asyncio.gather(*(sweep.tick() for sweep in sweeps))
        for writer in writers:
            await writer.stop()

    world.run(at_once())
    for database in databases:
        database.dispose()
    expect_gone(world, one, ids)
    assert rows(world, "SELECT count(*) FROM audit WHERE did = 'data.deleted'") == [(1,)]


def test_two_coordinators_who_leave_at_once_do_not_count_on_each_other(world: World) -> None:
    give_role(world, ALONE)
    users = [world.person(name) for name in (CENTRE, ALONE)]
    events = [
        Event(f"web:{user}", str(uuid7()), "web", user, Tapped(f"mydata.erase:{short(UUID(user))}")) for user in users
    ]

    async def at_once() -> None:
        await asyncio.gather(*(world.app.runtime.handle(event, TOGETHER) for event in events))

    world.run(at_once())
    assert rows(world, "SELECT count(*) FROM people WHERE name = ''") == [(1,)]
    assert rows(world, "SELECT count(*) FROM roles WHERE role = 'coordinator'") == [(1,)]
