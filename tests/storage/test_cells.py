"""Quarters of an hour: all that are wanted or none, and never one for two, whatever they wait for."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from bot.app import Stores
from storage import cells, people
from storage.cells import Cell
from storage.db import Here, session_on
from tests.privacy.visits import visit_of
from tests.storage.conftest import InNetwork
from tests.storage.test_claims import meanwhile
from tests.world import START

FIRST = cells.cell_of(START)


@pytest.fixture
def two(here: InNetwork, persons: list[UUID]) -> tuple[UUID, UUID]:
    """Two visits that hold nothing."""
    with here() as inside:
        person = people.get(inside, persons[0])
        assert person and person.office_id
        found = [visit_of(person.office_id, person.id, START, network_id=inside.network_id) for _ in range(2)]
        inside.session.add_all(found)
        inside.session.flush()
        return found[0].id, found[1].id


def test_a_cell_is_a_quarter_of_an_hour() -> None:
    begin = cells.moment_of(FIRST)
    assert begin <= START < begin + timedelta(minutes=15)
    assert [cells.cell_of(begin + timedelta(minutes=minute)) - FIRST for minute in (-1, 0, 14, 15)] == [-1, 0, 0, 1]


def test_all_or_none(here: InNetwork, two: tuple[UUID, UUID]) -> None:
    one, other = two
    host, office = uuid4(), uuid4()
    with here() as inside:
        assert cells.take(inside, one, [(host, FIRST), (host, FIRST + 1)])
        # Its own stay so.
        assert cells.take(inside, one, [(host, FIRST + 1), (host, FIRST + 2)])
        wanted = [(host, FIRST + 2), (host, FIRST + 3), (office, FIRST + 2)]
        assert cells.clashes(inside, other, wanted) == {(host, FIRST + 2)}
        assert not cells.take(inside, other, wanted)
        assert cells.of_visit(inside, other) == []
        assert cells.take(inside, other, wanted[1:])
        assert cells.taken(inside, [host], FIRST, FIRST + 9) == {host: {FIRST, FIRST + 1, FIRST + 2, FIRST + 3}}
        assert cells.taken(inside, [host], FIRST, FIRST + 9, besides=one) == {host: {FIRST + 3}}
        cells.keep_only(inside, one, {(host, FIRST)})
        assert cells.of_visit(inside, one) == [(host, FIRST)]
        cells.keep_only(inside, one)
        assert cells.of_visit(inside, one) == []
        assert cells.take(inside, one, [])


def test_whoever_does_not_wait_is_refused_by_the_database_itself(
    stores: Stores, network: UUID, here: InNetwork, two: tuple[UUID, UUID]
) -> None:
    one, other = two
    host = uuid4()
    came: list[bool] = []

    def late(link: Connection) -> None:
        with session_on(link) as session:
            # It looks while nothing is to be seen yet, and takes no lock.
            wanted = [(host, FIRST + 3), (host, FIRST + 4)]
            came.append(cells.take(Here(session, network), other, wanted))
            session.commit()

    with meanwhile(stores, late) as link, session_on(link) as session:
        assert cells.take(Here(session, network), one, [(host, FIRST + 4), (host, FIRST + 5)])
        session.commit()
    assert came == [False]
    with here() as inside:
        assert cells.taken(inside, [host], FIRST, FIRST + 9) == {host: {FIRST + 4, FIRST + 5}}
        assert cells.of_visit(inside, other) == []


def test_nothing_but_taking_puts_a_second_row(here: InNetwork, two: tuple[UUID, UUID]) -> None:
    host = uuid4()
    with pytest.raises(IntegrityError), here() as inside:
        mine = {"network_id": inside.network_id, "taker_id": host, "cell": FIRST}
        inside.session.add_all([Cell(**mine, visit_id=visit) for visit in two])
        inside.session.flush()
