"""The two stores without the program, and two networks in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from bot.app import Stores, open_stores
from storage import networks, offices, people
from storage.db import Here
from storage.networks import Network
from storage.offices import Office
from storage.people import Person
from tests.world import START, settings_for

InNetwork = Callable[[], AbstractContextManager[Here]]


@pytest.fixture
def stores(backend: str, tmp_path: Path) -> Iterator[Stores]:
    """Both stores of a fresh installation with the demo network."""
    opened = open_stores(settings_for(tmp_path / "var", backend))
    yield opened
    opened.database.dispose()
    opened.keys.engine.dispose()


@pytest.fixture
def network(stores: Stores) -> UUID:
    """The demo network's id."""
    with stores.database.read() as session:
        return networks.ids(session)[0]


@pytest.fixture
def here(stores: Stores, network: UUID) -> InNetwork:
    """Give a writing transaction in the demo network."""

    @contextmanager
    def begin() -> Iterator[Here]:
        with stores.database.write() as session:
            yield Here(session, network)

    return begin


@pytest.fixture
def persons(here: InNetwork) -> list[UUID]:
    """The ids of the demo network's people."""
    with here() as inside:
        return [person.id for person in people.everyone(inside)]


@pytest.fixture
def person(persons: list[UUID]) -> UUID:
    """Somebody of the demo network."""
    return persons[0]


@pytest.fixture
def elsewhere(stores: Stores) -> tuple[UUID, UUID]:
    """Another network with one person in it: both ids."""
    with stores.database.write() as session:
        other = Network(name="べつの区", zone="Asia/Tokyo", invented=True, terms={}, contacts=[], made_at=START)
        session.add(other)
        session.flush()
        office = Office(network_id=other.id, name="べつの相談室", corporation="べつの会", counsellors=1)
        session.add(office)
        session.flush()
        assert offices.by_name(Here(session, other.id), "べつの相談室") is office
        person = Person(network_id=other.id, office_id=office.id, name="べつの ひと", joined_at=START)
        session.add(person)
        session.flush()
        return other.id, person.id
