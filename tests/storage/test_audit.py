"""The record: only added to, bound link by link, so that whatever is done to it shows at its first place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from bot.app import Stores
from storage import audit, heads
from storage.audit import Broken, Entry, Verified
from storage.db import Database, Here
from storage.heads import Head
from storage.ids import uuid7
from tests.storage.conftest import InNetwork
from tests.world import START

LENGTH = 6
UNLOCK = {
    "sqlite": ["DROP TRIGGER audit_update", "DROP TRIGGER audit_delete", "DROP TRIGGER audit_insert"],
    "postgresql": ["SET LOCAL session_replication_role = replica"],
}


def write(stores: Stores, network: UUID, person: UUID, count: int = LENGTH) -> None:
    """Let somebody do so many things, a minute apart."""
    for minute in range(count):
        with stores.database.write() as session:
            now = START + timedelta(minutes=minute)
            audit.note(
                Here(session, network), stores.keys.digest, person, "role.given", now, whom=person, detail="chief"
            )


def verify(stores: Stores, network: UUID, last: int | None = None) -> Verified:
    """Look at the whole record."""
    with stores.database.read() as session:
        return audit.verify(Here(session, network), stores.keys.digest, last)


def behind(database: Database, *statements: str) -> None:
    """Do something to the database that the program would never do, as somebody could who has it in hand."""
    with database.write() as session:
        for statement in (*UNLOCK[database.writer.dialect.name], *statements):
            session.execute(text(statement))


@pytest.fixture
def record(stores: Stores, network: UUID, person: UUID) -> UUID:
    """The network with six entries in its record."""
    write(stores, network, person)
    return network


def test_a_record_that_nobody_touched_is_whole(stores: Stores, record: UUID, elsewhere: tuple[UUID, UUID]) -> None:
    write(stores, *elsewhere, count=2)
    assert verify(stores, record) == Verified(LENGTH, None)
    assert verify(stores, elsewhere[0]) == Verified(2, None)
    assert verify(stores, uuid7()) == Verified(0, None)


ALTERED = {
    "did": "'role.taken'",
    "detail": "'coordinator'",
    "actor": "NULL",
    "whom": "NULL",
    "at": "'2026-11-23 00:01:00.000000+00'",
    "link": "(SELECT link FROM audit WHERE place = 3)",
}


@pytest.mark.parametrize("column", sorted(ALTERED))
@pytest.mark.parametrize("place", [1, 4, LENGTH])
def test_an_altered_value_shows(stores: Stores, record: UUID, column: str, place: int) -> None:
    behind(stores.database, f"UPDATE audit SET {column} = {ALTERED[column]} WHERE place = {place}")
    broken = verify(stores, record).broken
    assert broken is not None
    assert broken.place == place


def test_every_column_is_bound(stores: Stores, record: UUID) -> None:
    # The rest is what a row is found by: moving that is tried below.
    assert set(ALTERED) | {"network_id", "id", "place"} == set(Entry.__table__.columns.keys())


def test_a_row_of_another_id_shows(stores: Stores, record: UUID) -> None:
    other = uuid7()
    id = f"'{other.hex}'" if stores.database.sqlite else f"'{other}'"
    behind(stores.database, f"UPDATE audit SET id = {id} WHERE place = 2")
    assert verify(stores, record).broken == Broken(2, START + timedelta(minutes=1))


@pytest.mark.parametrize("place", [1, 3, LENGTH - 1])
def test_a_missing_row_shows(stores: Stores, record: UUID, place: int) -> None:
    behind(stores.database, f"DELETE FROM audit WHERE place = {place}")
    assert verify(stores, record).broken == Broken(place, START + timedelta(minutes=place))


def test_a_missing_row_shows_when_the_others_move_up(stores: Stores, record: UUID) -> None:
    later = [f"UPDATE audit SET place = {place - 1} WHERE place = {place}" for place in range(4, LENGTH + 1)]
    behind(stores.database, "DELETE FROM audit WHERE place = 3", *later)
    assert verify(stores, record).broken == Broken(3, START + timedelta(minutes=3))


def test_swapped_rows_show(stores: Stores, record: UUID) -> None:
    moves = ((2, 99), (5, 2), (99, 5))
    behind(stores.database, *(f"UPDATE audit SET place = {to} WHERE place = {place}" for place, to in moves))
    assert verify(stores, record).broken == Broken(2, START + timedelta(minutes=4))


@pytest.mark.parametrize("place", [3, LENGTH + 1])
def test_an_inserted_row_shows(stores: Stores, record: UUID, place: int) -> None:
    later = [f"UPDATE audit SET place = {n + 1} WHERE place = {n}" for n in range(LENGTH, place - 1, -1)]
    id = f"'{uuid7().hex}'"
    columns = f"network_id, {id}, {place}, at, actor, 'role.taken', whom, detail, link"
    behind(stores.database, *later, f"INSERT INTO audit SELECT {columns} FROM audit WHERE place = 1")
    broken = verify(stores, record).broken
    assert broken is not None
    assert broken.place == place


def test_another_networks_row_shows(stores: Stores, record: UUID, elsewhere: tuple[UUID, UUID], person: UUID) -> None:
    write(stores, elsewhere[0], person, count=LENGTH + 1)
    other, mine = (f"'{id.hex if stores.database.sqlite else id}'" for id in (elsewhere[0], record))
    moved = f"UPDATE audit SET network_id = {mine} WHERE network_id = {other} AND place = {LENGTH + 1}"
    behind(stores.database, moved)
    assert verify(stores, record).broken == Broken(LENGTH + 1, START + timedelta(minutes=LENGTH))


def test_without_the_master_key_no_link_can_be_made(stores: Stores, record: UUID, person: UUID) -> None:
    with stores.database.write() as session:
        audit.note(Here(session, record), lambda text: b"k" * 32, person, "role.given", START)
    assert verify(stores, record).broken == Broken(LENGTH + 1, START)


@pytest.mark.parametrize(("last", "seen"), [(0, 0), (1, 1), (3, 3), (LENGTH, LENGTH), (99, LENGTH)])
def test_the_newest_entries_alone_can_be_looked_at(stores: Stores, record: UUID, last: int, seen: int) -> None:
    assert verify(stores, record, last) == Verified(seen, None)
    behind(stores.database, f"UPDATE audit SET detail = 'x' WHERE place = {LENGTH}")
    assert (verify(stores, record, last).broken is None) == (last == 0)


CHANGES = {
    "update": "UPDATE audit SET detail = detail",
    "delete": "DELETE FROM audit WHERE place = 6",
    "all": "DELETE FROM audit",
}
OF_ONE = {
    "sqlite": {"replace": "REPLACE INTO audit SELECT * FROM audit WHERE place = 2"},
    "postgresql": {"truncate": "TRUNCATE audit"},
}


@pytest.mark.parametrize("way", ["update", "delete", "all", "replace", "truncate"])
def test_the_database_itself_refuses_to_change_it(stores: Stores, record: UUID, way: str) -> None:
    statement = CHANGES.get(way) or OF_ONE[stores.database.writer.dialect.name].get(way)
    if statement is None:
        # No such statement there.
        return
    with pytest.raises(DatabaseError, match="only added to"), stores.database.write() as session:
        session.execute(text(statement))
    assert verify(stores, record) == Verified(LENGTH, None)


def test_what_is_taken_back_was_never_written(stores: Stores, here: InNetwork, record: UUID, person: UUID) -> None:
    def note(inside: Here, did: str) -> None:
        audit.note(inside, stores.keys.digest, person, did, START + timedelta(hours=1))

    with here() as inside:
        note(inside, "joined")
        savepoint = inside.session.begin_nested()
        note(inside, "refused")
        savepoint.rollback()
        note(inside, "link.made")
    assert verify(stores, record) == Verified(LENGTH + 2, None)
    with here() as inside:
        assert [entry.did for entry in audit.newest(inside, None, 2)] == ["link.made", "joined"]


def test_of_one_persons_refused_presses_a_few_a_day_are_written(
    stores: Stores, here: InNetwork, network: UUID, persons: list[UUID]
) -> None:
    def press(person: UUID, minute: int) -> bool:
        now = START + timedelta(minutes=minute)
        day = START + timedelta(days=minute // 1440)
        with here() as inside:
            return audit.refused(inside, stores.keys.digest, person, "desk" * 20, now, day)

    assert [press(persons[0], minute) for minute in range(8)] == [True] * 5 + [False] * 3
    assert press(persons[1], 8)
    assert press(persons[0], 1440)
    assert verify(stores, network) == Verified(7, None)


Append = Callable[[int], None]


def test_workers_that_append_at_once_make_one_chain(stores: Stores, network: UUID, persons: list[UUID]) -> None:
    ready, failed = threading.Barrier(4), []

    def work(number: int) -> None:
        ready.wait()
        try:
            write(stores, network, persons[number], count=15)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert verify(stores, network) == Verified(60, None)


def head_of(stores: Stores, network: UUID) -> Head:
    """Return the head of the record as it is now."""
    with stores.database.read() as session:
        entry = audit.head(Here(session, network))
        assert entry is not None
        return Head(entry.place, entry.link)


def lost(stores: Stores, network: UUID) -> bool:
    """Tell whether the record ends earlier than it once did."""
    kept = heads.of(stores.keys, network)
    with stores.database.read() as session:
        return heads.lost(Here(session, network), kept)


def test_a_head_only_goes_on(stores: Stores, record: UUID, person: UUID) -> None:
    assert heads.of(stores.keys, record) is None
    first = head_of(stores, record)
    heads.move_on(stores.keys, record, first)
    write(stores, record, person, count=1)
    second = head_of(stores, record)
    for head in (second, first, second):
        heads.move_on(stores.keys, record, head)
        assert heads.of(stores.keys, record) == second
    assert not lost(stores, record)


def test_a_head_that_lags_is_no_loss_and_one_that_leads_is(stores: Stores, record: UUID, person: UUID) -> None:
    assert not lost(stores, record)
    heads.move_on(stores.keys, record, head_of(stores, record))
    write(stores, record, person, count=2)
    assert not lost(stores, record)
    behind(stores.database, f"DELETE FROM audit WHERE place >= {LENGTH}")
    # What is left is whole in itself.
    assert verify(stores, record) == Verified(LENGTH - 1, None)
    assert lost(stores, record)
    # Nor does it help to go on from there until it is as long as it was.
    write(stores, record, person, count=4)
    assert verify(stores, record) == Verified(LENGTH + 3, None)
    assert lost(stores, record)
