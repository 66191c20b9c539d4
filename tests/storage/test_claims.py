"""A claim that meets its holder at work: what is taken is what stands there once the holder's transaction is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection

from bot.app import Stores
from storage import claims, letters, outbox
from storage.db import Here, open_database, session_on
from storage.leases import LEASE
from storage.outbox import Notice
from tests.storage.conftest import InNetwork
from tests.storage.test_outbox import KIND, claim, states
from tests.world import START

LATER = START + LEASE
# Long enough for the other one to come to where it waits.
MEANWHILE_SECONDS = 0.2


@pytest.fixture
def posted(here: InNetwork, person: UUID) -> UUID:
    """The subject of one notice that is due."""
    subject = uuid4()
    with here() as inside:
        outbox.post(inside, person, KIND, subject, START)
    return subject


@contextmanager
def meanwhile(stores: Stores, job: Callable[[Connection], None]) -> Iterator[Connection]:
    """Give a transaction; before it ends another one does the job, and has to wait for it."""
    other = open_database(stores.database.writer.url.render_as_string(hide_password=False))

    def work() -> None:
        with other.writer.begin() as link:
            job(link)

    thread = Thread(target=work)
    with stores.database.writer.begin() as link:
        yield link
        thread.start()
        thread.join(MEANWHILE_SECONDS)
        assert thread.is_alive()
    thread.join()
    other.dispose()


def taker(taken: list[Notice]) -> Callable[[Connection], None]:
    """Return what takes all that is due to somebody for whom every lease is over."""
    return lambda link: taken.extend(claims.claim(link, LATER, 50))


def test_what_its_holder_is_just_beginning_to_send_is_in_doubt_for_whoever_takes_it(
    stores: Stores, posted: UUID
) -> None:
    (held,) = claim(stores)
    taken: list[Notice] = []
    with meanwhile(stores, taker(taken)) as link:
        assert outbox.begin(link, held, "telegram", START)
    assert [(one.begun_at, one.platform, one.attempts) for one in taken] == [(START, "telegram", 2)]


def test_what_its_holder_is_just_looking_at_is_taken_only_afterwards(stores: Stores, posted: UUID) -> None:
    (held,) = claim(stores)
    taken: list[Notice] = []
    with meanwhile(stores, taker(taken)) as link:
        assert outbox.holds(link, held, START)
    with stores.database.writer.begin() as link:
        held_by = [outbox.holds(link, one, LATER) for one in (held, *taken)]
        over = outbox.holds(link, taken[0], LATER + LEASE)
    assert (held_by, over) == ([False, True], False)


@pytest.mark.parametrize("state", ["sent", "dead"])
def test_what_its_holder_is_just_settling_is_not_taken(stores: Stores, posted: UUID, state: str) -> None:
    (held,) = claim(stores)
    taken: list[Notice] = []
    with meanwhile(stores, taker(taken)) as link:
        assert outbox.settle(link, held, state, START)
    assert (taken, states(stores)) == ([], [state])


def test_one_thing_goes_into_one_of_two_letters(stores: Stores, network: UUID, person: UUID, posted: UUID) -> None:
    carried: list[list[UUID]] = []

    def fill(link: Connection) -> None:
        with session_on(link) as session:
            found = letters.carry(Here(session, network), person, uuid4(), [KIND], 8, START)
            carried.append([one.subject_id for one in found])
            session.commit()

    with meanwhile(stores, fill) as link:
        fill(link)
    assert carried == [[posted], []]
