"""The record's guard: its head follows, a restore is said as such, and `idobata audit verify` finds the first break."""

from __future__ import annotations

import base64
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from bot.bring import bring
from bot.links import make_link
from bot.settings import Settings
from storage import audit, heads, networks, people
from storage.db import Here
from storage.heads import Head
from tests.bot.command_line import Ended, command
from tests.bot.wires import at
from tests.chat import Chat
from tests.storage.test_audit import UNLOCK
from tests.world import START, SetClock, World, settings_for

NAME = "みほん区"
WHOLE = f"{NAME}の記録は、{{}}件、切れずにつながっています。\n"
BROKEN = (
    f"{NAME}の記録は、{{}}番目（{{}}）でつながりが切れています。手前までは、そのままです。控えと見くらべてください。\n"
)
SHORTER = (
    f"{NAME}の記録は、前に{{}}番目まであったものが、いまはそこまでありません。"
    "古い控えから戻したあとなら、次に始めたときに、そのことを書き足して続けます。\n"
)
WAS_SHORTER = "11月24日（火）に、記録が前より短くなっていました（古い控えから戻すと、そうなります）。\n"


def note(world: World, count: int = 1) -> None:
    """Let something be done on the server, so many times."""
    stores = world.app.stores
    for _ in range(count):
        with stores.database.write() as session:
            here = Here(session, networks.ids(session)[0])
            audit.note(here, stores.keys.digest, None, "link.made", world.clock.now())


def behind(world: World, *statements: str) -> None:
    """Do something to the record that the program would never do."""
    database = world.app.stores.database
    with database.write() as session:
        for statement in (*UNLOCK[database.writer.dialect.name], *statements):
            session.execute(text(statement))


def network_of(world: World) -> UUID:
    """Return the network whose record is looked at."""
    with world.app.stores.database.read() as session:
        return networks.ids(session)[0]


def kept(world: World) -> int:
    """Return the place of the head that is kept; 0 for none."""
    head = heads.of(world.app.stores.keys, network_of(world))
    return head.place if head else 0


def record(world: World) -> list[str]:
    """Return what is in the record, in code words."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        return [entry.did for entry in audit.newest(here, None, 100)][::-1]


def test_the_head_follows_what_was_committed(world: World) -> None:
    note(world, 3)
    assert kept(world) == 0
    for _ in range(2):
        world.run(world.app.record.tick())
        assert kept(world) == 3
    note(world)
    # A stop, and a start after a kill in between, let it follow, too.
    world.restart()
    assert (kept(world), record(world)) == (4, ["link.made"] * 4)


def test_what_was_not_committed_never_moves_the_head(world: World) -> None:
    note(world)
    stores = world.app.stores
    with stores.database.writer.connect() as link:
        transaction = link.begin()
        world.app.record._note(link, network_of(world))
        world.run(world.app.record.tick())
        assert kept(world) == 1
        transaction.rollback()
    world.run(world.app.record.tick())
    assert (kept(world), record(world)) == (1, ["link.made"])


def test_an_end_that_was_cut_off_stands_in_the_record_after_the_next_start(world: World) -> None:
    note(world, 3)
    world.run(world.app.record.tick())
    behind(world, "DELETE FROM audit WHERE place > 1")
    note(world, 4)
    # As long as nobody starts anew the head stays where it was.
    world.run(world.app.record.tick())
    assert kept(world) == 3
    world.restart()
    assert record(world) == ["link.made"] * 5 + [audit.SHORTER]
    assert kept(world) == 6
    world.restart()
    assert record(world) == ["link.made"] * 5 + [audit.SHORTER]


def test_a_record_that_is_gone_altogether_is_begun_with_that(world: World) -> None:
    note(world, 3)
    world.run(world.app.record.tick())
    behind(world, "DELETE FROM audit")
    world.run(world.app.record.tick())
    world.restart()
    assert (record(world), kept(world)) == ([audit.SHORTER], 1)


def test_two_workers_that_keep_the_head_leave_the_newer(world: World) -> None:
    note(world, 2)
    world.run(world.app.record.tick())
    heads.move_on(world.app.stores.keys, network_of(world), Head(1, b"older"))
    assert kept(world) == 2


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a program with five entries in its record."""
    world = World(settings_for(tmp_path / "var", "sqlite"))
    at(world, "2026-11-24 14:05")
    note(world, 5)
    world.close()
    return tmp_path / "var"


def verify(folder: Path) -> Ended:
    """Run `idobata audit verify`."""
    return command(folder, "audit", "verify", IDOBATA_DEMO="true")


def change(folder: Path, *statements: str) -> None:
    """Do something to the record while the program is not running."""
    with closing(sqlite3.connect(folder / "idobata.db")) as connection:
        for statement in (*UNLOCK["sqlite"], *statements):
            connection.execute(statement)
        connection.commit()


def test_a_whole_record_is_said_to_be_so(folder: Path) -> None:
    assert verify(folder) == Ended(0, WHOLE.format(5), "")


def test_where_there_is_no_network_yet_it_says_that_there_is_no_record(tmp_path: Path) -> None:
    said = "まだ記録はありません。ネットワークができてから、残りはじめます。\n"
    assert command(tmp_path / "var", "audit", "verify") == Ended(0, said, "")


def test_it_is_looked_at_while_the_program_runs(world: World) -> None:
    settings = world.settings
    note(world, 2)
    world.run(world.app.record.tick())
    urls = {"IDOBATA_DATABASE_URL": settings.database_url, "IDOBATA_KEYS_URL": settings.keys_url}
    given = {name: value for name, value in urls.items() if value}
    assert command(settings.var, "audit", "verify", **given) == Ended(0, WHOLE.format(2), "")


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE audit SET detail = 'coordinator' WHERE place = 2", 2),
        ("UPDATE audit SET actor = network_id WHERE place = 5", 5),
        ("DELETE FROM audit WHERE place = 3", 3),
        ("UPDATE audit SET place = -1 WHERE place = 1", 1),
    ],
)
def test_the_first_broken_link_is_named_with_its_date(folder: Path, statement: str, place: int) -> None:
    change(folder, statement)
    assert verify(folder) == Ended(2, "", BROKEN.format(place, "11月24日（火） 14:05"))


@pytest.mark.slow
def test_check_looks_at_it_too(folder: Path) -> None:
    change(folder, "DELETE FROM audit WHERE place = 3")
    said = command(folder, "check", IDOBATA_DEMO="true").sentences
    assert [line for line in said if "記録" in line] == [BROKEN.format(3, "11月24日（火） 14:05").strip()]


def test_an_end_that_was_cut_off_is_said(folder: Path) -> None:
    change(folder, "DELETE FROM audit WHERE place > 3")
    assert verify(folder) == Ended(2, "", SHORTER.format(5))


def test_after_a_restore_the_record_says_so_itself_and_goes_on(folder: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    shutil.copy(folder / "idobata.db", backup)
    settings = Settings(var=folder, demo=True, web_port=0)
    world = World(settings, SetClock(START + timedelta(days=1)))
    note(world, 3)
    world.close()
    assert verify(folder) == Ended(0, WHOLE.format(8), "")
    for name in ("idobata.db", "idobata.db-wal", "idobata.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.copy(backup, folder / "idobata.db")
    assert verify(folder) == Ended(2, "", SHORTER.format(8))
    World(settings, SetClock(START + timedelta(days=1))).close()
    assert verify(folder) == Ended(0, WHOLE.format(6) + WAS_SHORTER, "")


def test_with_another_master_key_nothing_is_said_about_the_record(folder: Path) -> None:
    world = World(Settings(var=folder, demo=True, web_port=0))
    Chat(world, world.person()).opens().taps("ふりかえり").taps("3分（2つの視点）")
    world.close()
    key = base64.b64encode(b"k" * 32).decode()
    ended = command(folder, "audit", "verify", IDOBATA_DEMO="true", IDOBATA_MASTER_KEY=key)
    assert ended == Ended(2, "", "マスター鍵が、鍵のデータベースと合いません。正しい鍵を戻してください。\n")


def test_what_is_done_on_the_server_stands_in_the_record(tmp_path: Path) -> None:
    world = World(settings_for(tmp_path / "var", "sqlite"))
    stores, name = world.app.stores, "山本 ひかり"
    ward: dict[str, Any] = {"network": {"name": NAME}, "invented": True, "offices": [{"name": "相談室 あけぼの"}]}

    def brings(**person: Any) -> None:
        person |= {"name": name, "office": "相談室 あけぼの"}
        bring(stores.database, ward | {"people": [person]}, world.clock.now(), stores.keys.digest)

    brings(roles=["coordinator", "chief"])
    brings(roles=["coordinator", "chief"])
    brings()
    token = make_link(stores.database, name, digest=stores.keys.digest)
    assert isinstance(token, str)
    with stores.database.read() as session:
        found = audit.newest(Here(session, networks.ids(session)[0]), None, 9)[::-1]
        (her,) = people.by_name(Here(session, networks.ids(session)[0]), name)
    assert [(one.did, one.detail) for one in found] == [
        ("role.given", "chief"),
        ("role.given", "coordinator"),
        ("role.taken", "chief"),
        ("role.taken", "coordinator"),
        ("link.made", ""),
    ]
    assert {(one.actor, one.whom) for one in found} == {(None, her.id)}
    world.close()


def test_the_keys_alone_of_an_older_day_say_nothing(folder: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    shutil.copy(folder / "keys.db", older)
    world = World(Settings(var=folder, demo=True, web_port=0))
    note(world, 3)
    world.close()
    shutil.copy(older, folder / "keys.db")
    assert verify(folder) == Ended(0, WHOLE.format(8), "")
