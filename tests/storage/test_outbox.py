"""The outbox: posted once, taken by one, back after its lease, and open until it is answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.app import Stores
from storage import claims, outbox
from storage.db import open_database
from storage.leases import LEASE
from storage.outbox import Notice
from tests.storage.conftest import InNetwork
from tests.storage.test_db import together
from tests.world import START

KIND = "reflection.next_step"
TICK = timedelta(microseconds=1)
HOURS = timedelta(hours=9)


def claim(stores: Stores, now: datetime = START, most: int = 50) -> list[Notice]:
    """Take what is due, in a transaction of its own."""
    with stores.database.writer.begin() as link:
        return claims.claim(link, now, most)


def settle(stores: Stores, notice: Notice, state: str, now: datetime = START) -> None:
    """Write how a notice ended, in a transaction of its own."""
    with stores.database.writer.begin() as link:
        outbox.settle(link, notice, state, now, reference="ref", reason="why")


def states(stores: Stores) -> list[str]:
    """Return the states of all notices."""
    with stores.database.read() as session:
        return list(session.scalars(select(outbox.outbox.c.state).order_by(outbox.outbox.c.id)))


@pytest.fixture
def posted(here: InNetwork, person: UUID) -> UUID:
    """The subject of one notice that is due."""
    subject = uuid4()
    with here() as inside:
        outbox.post(inside, person, KIND, subject, START)
    return subject


def test_the_same_thing_for_the_same_person_is_posted_once(
    stores: Stores, here: InNetwork, persons: list[UUID], posted: UUID
) -> None:
    with here() as inside:
        outbox.post(inside, persons[0], KIND, posted, START + timedelta(days=1))
        assert len(states(stores)) == 1
        outbox.post(inside, persons[1], KIND, posted, START)
        outbox.post(inside, persons[0], "another.kind", posted, START)
        outbox.post(inside, persons[0], KIND, uuid4(), START)
    assert states(stores) == ["waiting"] * 4


def test_it_stays_posted_once_after_it_was_sent_and_closed(
    stores: Stores, here: InNetwork, person: UUID, posted: UUID
) -> None:
    settle(stores, claim(stores)[0], "sent")
    with here() as inside:
        outbox.close(inside, person, KIND, posted, START)
        outbox.post(inside, person, KIND, posted, START)
    assert states(stores) == ["sent"]
    assert claim(stores, START + timedelta(days=1)) == []


def test_what_is_due_is_taken_once(stores: Stores, network: UUID, person: UUID, posted: UUID) -> None:
    assert claim(stores, START - TICK) == []
    taken = claim(stores)
    never = (None, False, None, None, None)
    assert taken == [Notice(network, taken[0].id, person, KIND, posted, "waiting", START, 1, *never, START + LEASE)]
    assert states(stores) == ["sending"]
    assert claim(stores) == []


def test_it_is_taken_in_order_and_only_so_many(stores: Stores, here: InNetwork, person: UUID) -> None:
    subjects = [uuid4() for _ in range(5)]
    with here() as inside:
        for number, subject in enumerate(subjects):
            outbox.post(inside, person, KIND, subject, START - timedelta(minutes=number))
    oldest_first = subjects[::-1]
    for expected in (oldest_first[:2], oldest_first[2:4], oldest_first[4:]):
        taken = claim(stores, most=2)
        assert [notice.subject_id for notice in taken] == expected
        # While something of hers is being sent nothing later overtakes it.
        assert claim(stores) == []
        for notice in taken:
            settle(stores, notice, "sent")


def test_what_must_be_tried_again_is_not_overtaken(stores: Stores, here: InNetwork, persons: list[UUID]) -> None:
    first, second, another = uuid4(), uuid4(), uuid4()
    with here() as inside:
        outbox.post(inside, persons[0], KIND, first, START)
    settle(stores, claim(stores)[0], "waiting", START + timedelta(minutes=5))
    with here() as inside:
        outbox.post(inside, persons[0], KIND, second, START)
        outbox.post(inside, persons[1], KIND, another, START)
    (taken,) = claim(stores)
    assert taken.subject_id == another
    settle(stores, taken, "sent")
    later = claim(stores, START + timedelta(minutes=5))
    assert [notice.subject_id for notice in later] == [first, second]


@pytest.mark.parametrize("number", [1, 40])
def test_two_that_take_at_once_never_take_the_same(
    stores: Stores, here: InNetwork, persons: list[UUID], number: int
) -> None:
    with here() as inside:
        for place in range(number):
            outbox.post(inside, persons[place % len(persons)], KIND, uuid4(), START)
    url = stores.database.writer.url.render_as_string(hide_password=False)
    others = [open_database(url) for _ in range(3)]
    taken: list[UUID] = []

    def take(place: int) -> None:
        for _ in range(number):
            with others[place].writer.begin() as link:
                found = claims.claim(link, START, 3)
            taken.extend(notice.id for notice in found)
            with others[place].writer.begin() as link:
                assert [outbox.settle(link, notice, "sent", START) for notice in found] == [True] * len(found)

    assert together([lambda: take(0), lambda: take(1), lambda: take(2)]) == []
    for other in others:
        other.dispose()
    assert len(taken) == number
    assert len(set(taken)) == number


def test_what_was_taken_and_never_settled_comes_back_after_its_lease(stores: Stores, posted: UUID) -> None:
    claim(stores)
    assert claim(stores, START + LEASE - TICK) == []
    (again,) = claim(stores, START + LEASE)
    assert (again.subject_id, again.state, again.attempts) == (posted, "sending", 2)
    assert claim(stores, START + LEASE) == []
    (third,) = claim(stores, START + 2 * LEASE)
    assert third.attempts == 3


def test_who_was_too_slow_can_neither_begin_nor_settle(stores: Stores, posted: UUID) -> None:
    (slow,) = claim(stores)
    (fast,) = claim(stores, START + LEASE)
    with stores.database.writer.begin() as link:
        assert outbox.begin(link, slow, "web", START + LEASE) is False
        assert outbox.settle(link, slow, "sent", START + LEASE) is False
        assert outbox.begin(link, fast, "web", START + LEASE) is True
        assert outbox.settle(link, fast, "dead", START + LEASE, reason="why") is True
    assert states(stores) == ["dead"]


def test_who_stood_still_for_hours_does_not_take_anothers_first_attempt_for_her_own(
    stores: Stores, posted: UUID
) -> None:
    (slow,) = claim(stores)
    (other,) = claim(stores, START + LEASE)
    with stores.database.writer.begin() as link:
        outbox.put_off(link, other, START + HOURS)
    (held,) = claim(stores, START + HOURS)
    assert (slow.attempts, held.attempts) == (1, 1)
    with stores.database.writer.begin() as link:
        holds = [outbox.holds(link, one, START + HOURS) for one in (slow, held)]
        begun = [outbox.begin(link, one, "web", START + HOURS) for one in (slow, held)]
    assert (holds, begun) == ([False, True], [False, True])


def test_a_lease_that_is_over_cannot_be_begun_with(stores: Stores, posted: UUID) -> None:
    (taken,) = claim(stores)
    with stores.database.writer.begin() as link:
        assert outbox.begin(link, taken, "web", START + LEASE) is False
        assert outbox.begin(link, taken, "web", START + LEASE - TICK) is True


@pytest.mark.parametrize("state", ["sent", "moot", "dead"])
def test_what_has_ended_is_not_taken_again(stores: Stores, posted: UUID, state: str) -> None:
    settle(stores, claim(stores)[0], state)
    assert states(stores) == [state]
    assert claim(stores, START + timedelta(days=365)) == []


def test_what_is_to_be_tried_again_is_due_at_its_own_time(stores: Stores, posted: UUID) -> None:
    settle(stores, claim(stores)[0], "waiting", START + timedelta(minutes=5))
    assert claim(stores, START + timedelta(minutes=5) - TICK) == []
    (again,) = claim(stores, START + timedelta(minutes=5))
    assert (again.state, again.attempts) == ("waiting", 2)


def test_a_notice_is_open_from_when_it_was_sent_until_it_is_closed(
    stores: Stores, here: InNetwork, persons: list[UUID], posted: UUID
) -> None:
    later = START + timedelta(minutes=1)
    with here() as inside:
        assert outbox.open_for(inside, persons[0]) == []
    settle(stores, claim(stores)[0], "sent", later)
    with here() as inside:
        (open,) = outbox.open_for(inside, persons[0])
        assert (open.subject_id, open.sent_at, open.state) == (posted, later, "sent")
        assert outbox.open_for(inside, persons[1]) == []
        for other in ((persons[1], KIND, posted), (persons[0], "other", posted), (persons[0], KIND, uuid4())):
            outbox.close(inside, *other, later)
        assert outbox.open_for(inside, persons[0]) == [open]
        outbox.close(inside, persons[0], KIND, posted, later)
        assert outbox.open_for(inside, persons[0]) == []


def test_what_was_closed_before_it_was_sent_is_not_opened_by_the_sending(
    stores: Stores, here: InNetwork, person: UUID, posted: UUID
) -> None:
    (taken,) = claim(stores)
    with here() as inside:
        outbox.close(inside, person, KIND, posted, START)
    settle(stores, taken, "sent")
    with here() as inside:
        assert outbox.open_for(inside, person) == []


def test_what_was_closed_while_it_waited_is_not_sent_any_more(
    stores: Stores, here: InNetwork, person: UUID, posted: UUID
) -> None:
    with here() as inside:
        outbox.close(inside, person, KIND, posted, START)
    assert (claim(stores), states(stores)) == ([], ["moot"])


def test_a_notice_holds_no_text() -> None:
    kinds = {column.name: str(column.type) for column in outbox.outbox.columns}
    free = {name for name, kind in kinds.items() if kind.startswith(("VARCHAR", "TEXT", "JSON", "BLOB"))}
    assert free == {"kind", "state", "platform", "reference", "reason"}
