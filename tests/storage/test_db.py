"""The database's settings and traps: time, foreign keys, who may write, and two writers at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Engine, MetaData, Table, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from bot.app import Stores
from storage import people
from storage.db import BUSY_MS, UtcDateTime, in_transaction, insert_once, integrity, is_busy, open_database, session_on
from storage.networks import Network
from storage.people import Person
from tests.storage.conftest import InNetwork
from tests.world import START

TOKYO = timezone(timedelta(hours=9))
DIALECTS = [sqlite.dialect(), postgresql.dialect()]  # type: ignore[no-untyped-call]
moments = Table("moments", MetaData(), Column("at", UtcDateTime))


@given(st.datetimes(timezones=st.timezones()))
def test_a_moment_is_the_same_moment_when_it_comes_back(moment: datetime) -> None:
    for dialect in DIALECTS:
        try:
            utc = moment.astimezone(UTC)
        except OverflowError:
            return
        stored = UtcDateTime().process_bind_param(moment, dialect)
        back = UtcDateTime().process_result_value(stored, dialect)
        assert back == utc
        assert back is not None
        assert back.utcoffset() == timedelta()


def test_a_database_gives_back_aware_moments_in_utc(stores: Stores) -> None:
    said = datetime(2026, 11, 23, 17, 50, 1, 234567, tzinfo=TOKYO)
    with stores.database.writer.begin() as connection:
        moments.create(connection)
        connection.execute(insert(moments), [{"at": said}, {"at": None}])
        found = list(connection.scalars(select(moments.c.at).order_by(moments.c.at.is_(None))))
    assert found == [said, None]
    assert found[0].utcoffset() == timedelta()
    assert found[0].hour == 8


def test_moments_compare_alike_whatever_zone_they_are_asked_in(stores: Stores) -> None:
    with stores.database.writer.begin() as connection:
        moments.create(connection)
        connection.execute(insert(moments), [{"at": START}])
        for zone in (UTC, TOKYO):
            asked = START.astimezone(zone)
            assert connection.scalar(select(func.count()).where(moments.c.at <= asked)) == 1
            assert connection.scalar(select(func.count()).where(moments.c.at < asked)) == 0


def test_a_naive_moment_is_refused(stores: Stores) -> None:
    with stores.database.writer.begin() as connection:
        moments.create(connection)
        with pytest.raises(StatementError, match="a naive datetime"):
            connection.execute(insert(moments), [{"at": datetime(2026, 11, 23)}])


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_both_sides_of_sqlite_are_set_as_promised(stores: Stores) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": BUSY_MS, "foreign_keys": 1, "temp_store": 2}
    wanted |= {"secure_delete": 1}
    for engine, query_only in ((stores.database.writer, 0), (stores.database.reader, 1)):
        with engine.connect() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted
            assert connection.exec_driver_sql("PRAGMA query_only").scalar() == query_only


def test_a_reader_cannot_write(stores: Stores, network: UUID) -> None:
    with pytest.raises(DBAPIError), stores.database.read() as session:
        session.execute(update(Network).where(Network.id == network).values(name="書き換え"))
        session.commit()
    with stores.database.read() as session:
        assert session.scalars(select(Network.name)).all() == ["みほん区"]


def test_a_row_cannot_point_at_nothing(here: InNetwork, network: UUID, person: UUID) -> None:
    with pytest.raises(IntegrityError), here() as inside:
        inside.session.add(Person(network_id=network, office_id=person, name="宙に うく", joined_at=START))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_writer_has_the_right_to_write_from_the_beginning(stores: Stores) -> None:
    impatient = open_database(str(stores.database.writer.url))
    with stores.database.writer.begin(), closing(impatient.writer.raw_connection()) as other:
        other.driver_connection.execute("PRAGMA busy_timeout=0")  # type: ignore[union-attr]
        with pytest.raises(Exception, match="database is locked"):
            other.driver_connection.execute("BEGIN IMMEDIATE")  # type: ignore[union-attr]
    impatient.dispose()


def together(work: list[Callable[[], None]]) -> list[BaseException]:
    """Run functions at once, each in a thread of its own; return what they raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(len(work))

    def run(one: Callable[[], None]) -> None:
        start.wait()
        try:
            one()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=[one]) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_two_writers_that_look_and_then_write_never_both_win(stores: Stores, network: UUID, person: UUID) -> None:
    # The shape of a double booking: each looks whether the place is free, and takes it if it is.
    url = stores.database.writer.url.render_as_string(hide_password=False)
    others = [open_database(url) for _ in range(2)]
    taken: list[tuple[int, int]] = []
    rounds = range(15)

    def take(number: int, engine: Engine) -> Callable[[], None]:
        def work() -> None:
            for round in rounds:
                try:
                    _take_place(engine, network, person, f"place {round}")
                    taken.append((round, number))
                except IntegrityError:
                    continue

        return work

    assert together([take(number, other.writer) for number, other in enumerate(others)]) == []
    for other in others:
        other.dispose()
    assert sorted(round for round, _ in taken) == list(rounds)


def _take_place(engine: Engine, network: UUID, person: UUID, place: str) -> None:
    from storage.ids import uuid7
    from storage.people import Role

    with engine.begin() as connection:
        mine = (Role.network_id == network) & (Role.person_id == person) & (Role.role == place)
        if connection.scalar(select(func.count()).select_from(Role).where(mine)):
            raise IntegrityError("", {}, Exception("taken"))
        connection.execute(insert(Role).values(network_id=network, id=uuid7(), person_id=person, role=place))


def test_two_writers_that_count_up_lose_nothing(stores: Stores, network: UUID) -> None:
    if not stores.database.sqlite:
        wanted = select(Network.name).where(Network.id == network).with_for_update()
    else:
        wanted = select(Network.name).where(Network.id == network)
    with stores.database.writer.begin() as connection:
        connection.execute(update(Network).where(Network.id == network).values(name="0"))

    def count() -> None:
        for _ in range(25):
            with stores.database.writer.begin() as connection:
                name = connection.execute(wanted).scalar_one()
                connection.execute(update(Network).where(Network.id == network).values(name=str(int(name) + 1)))

    assert together([count, count, count]) == []
    with stores.database.read() as session:
        assert session.scalars(select(Network.name)).all() == ["75"]


def test_an_error_of_the_database_does_not_carry_what_was_written(here: InNetwork, network: UUID, person: UUID) -> None:
    canary = "だれにも見せない一行"
    with pytest.raises(IntegrityError) as caught, here() as inside:
        inside.session.add(Person(network_id=network, office_id=person, name=canary, joined_at=START))
    assert canary not in str(caught.value)
    assert canary not in repr(caught.value)


def test_a_session_on_a_link_undoes_only_itself(stores: Stores, network: UUID, person: UUID) -> None:
    with stores.database.writer.begin() as link:
        with session_on(link) as first:
            first.get_one(Person, (network, person)).name = "はじめ"
            first.commit()
        with session_on(link) as second:
            second.get_one(Person, (network, person)).name = "つぎ"
            second.rollback()
        assert in_transaction(link)
    with stores.database.read() as session:
        assert session.get_one(Person, (network, person)).name == "はじめ"


def test_an_insert_that_is_there_already_says_so_and_does_nothing(stores: Stores) -> None:
    once = Table("once", MetaData(), Column("at", UtcDateTime, unique=True))

    def add(connection: Connection) -> list[datetime]:
        statement = insert_once(connection, once).values(at=START).on_conflict_do_nothing()
        return list(connection.scalars(statement.returning(once.c.at)))

    with stores.database.writer.begin() as connection:
        once.create(connection)
        assert add(connection) == [START]
        assert add(connection) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_locked_database_means_not_now(stores: Stores, network: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.db.BUSY_MS", 50)
    impatient = open_database(str(stores.database.writer.url))
    with stores.database.writer.begin(), pytest.raises(DBAPIError) as caught, impatient.writer.begin():
        pass
    impatient.dispose()
    assert is_busy(caught.value)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_whoever_has_waited_long_looks_as_often_as_who_has_just_come(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient, slept = open_database(str(stores.database.writer.url)), list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 50:
            holder.commit()

    holder = stores.database.writer.connect()
    holder.begin()
    monkeypatch.setattr("storage.db.time.sleep", sleep)
    with patient.writer.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == BUSY_MS
    holder.close()
    patient.dispose()
    # SQLite's own waiting would have come to a tenth of a second by then.
    assert (len(slept), max(slept) < 0.01) == (50, True)


def test_a_refused_row_means_never(here: InNetwork, network: UUID, person: UUID) -> None:
    with pytest.raises(IntegrityError) as caught, here() as inside:
        inside.session.add(Person(network_id=network, office_id=person, name="宙に うく", joined_at=START))
    assert not is_busy(caught.value)
    assert not is_busy(ValueError())


def test_a_whole_database_is_found_whole(stores: Stores) -> None:
    assert integrity(stores.database) == "ok"


def test_a_damaged_file_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    database = open_database(f"sqlite:///{path}")
    with database.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE said (line TEXT)")
        connection.exec_driver_sql("CREATE INDEX by_line ON said (line)")
        for number in range(500):
            connection.exec_driver_sql("INSERT INTO said VALUES (?)", (f"{number} " * 30,))
    with closing(database.writer.raw_connection()) as raw:
        raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    database.dispose()
    data = bytearray(path.read_bytes())
    data[3 * 4096 : 3 * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)
    damaged = open_database(f"sqlite:///{path}")
    try:
        found = integrity(damaged)
    except DBAPIError:
        found = "unreadable"
    damaged.dispose()
    assert found != "ok"


def test_people_are_found_in_the_order_in_which_they_came(here: InNetwork, persons: list[UUID]) -> None:
    with here() as inside:
        assert [one.id for one in people.everyone(inside)] == persons
    assert len(persons) == 9


@pytest.mark.parametrize("backend", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_a_standby_that_only_reads_is_not_now_and_not_never(stores: Stores, network: UUID) -> None:
    with stores.database.writer.connect() as connection:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        with pytest.raises(DBAPIError) as refused:
            connection.execute(update(Network).where(Network.id == network).values(name="x"))
    assert is_busy(refused.value)
