"""Whom nothing reaches: dead notices, stopped accounts, pages that nobody looked at, and another try."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from bot.app import Stores
from storage import accounts, claims, outbox, people, seen, signins, unreached
from storage.outbox import Notice
from tests.storage.conftest import InNetwork
from tests.world import START

KIND = "some.kind"
HOUR = timedelta(hours=1)
Found = Callable[[], list[tuple[UUID, object, str, bool]]]


@pytest.fixture
def found(here: InNetwork) -> Found:
    """Return whom nothing reaches: (person, since, why, again)."""

    def look() -> list[tuple[UUID, object, str, bool]]:
        with here() as inside:
            listed = unreached.everyone(inside, START, START)
            return [(one.person.id, one.since, one.why, one.again) for one in listed]

    return look


def posted(stores: Stores, here: InNetwork, person: UUID, due: timedelta = timedelta()) -> Notice:
    """Return a claimed notice for a person."""
    with here() as inside:
        outbox.post(inside, person, KIND, uuid4(), START + due)
    with stores.database.writer.begin() as link:
        (notice,) = claims.claim(link, START + due, 1)
    return notice


def ends(stores: Stores, notice: Notice, state: str, reason: str = "", platform: str = "web") -> None:
    """Let a notice end, after it was begun on a platform."""
    with stores.database.writer.begin() as link:
        assert outbox.begin(link, notice, platform, notice.due_at)
        assert outbox.settle(link, notice, state, notice.due_at, reason=reason)


def test_with_nothing_sent_everybody_is_reached(found: Found) -> None:
    assert found() == []


def test_what_is_dead_counts_from_when_it_was_due_until_it_is_closed(
    stores: Stores, here: InNetwork, persons: list[UUID], found: Found
) -> None:
    notices = []
    for due in (-2 * HOUR, -HOUR):
        notices.append(posted(stores, here, persons[0], due))
        ends(stores, notices[-1], "dead", "blocked")
    assert found() == [(persons[0], START - 2 * HOUR, "blocked", True)]
    with here() as inside:
        for notice in notices:
            outbox.close(inside, persons[0], KIND, notice.subject_id, START)
    assert found() == []


@pytest.mark.parametrize("state", ["sent", "moot", "ambiguous", "waiting"])
def test_nothing_else_counts(stores: Stores, here: InNetwork, person: UUID, found: Found, state: str) -> None:
    ends(stores, posted(stores, here, person), state)
    assert found() == []


@pytest.mark.parametrize(
    ("platform", "sent", "counts"),
    [("web", -1, True), ("web", 0, False), ("telegram", -1, False)],
    ids=["long ago on a page", "just now", "on a telephone"],
)
def test_what_never_stood_on_a_page_counts(
    stores: Stores, here: InNetwork, person: UUID, found: Found, platform: str, sent: int, counts: bool
) -> None:
    notice = posted(stores, here, person, sent * HOUR)
    ends(stores, notice, "sent", platform=platform)
    assert found() == ([(person, START - HOUR, "unseen", False)] if counts else [])
    with here() as inside:
        seen.note(inside, person, platform, START + HOUR, START + HOUR)
    assert found() == []


def test_who_is_stopped_everywhere_counts_from_the_first_time(
    here: InNetwork, persons: list[UUID], found: Found
) -> None:
    with here() as inside:
        own = accounts.ensure(inside, persons[1], "web")
        assert accounts.join(inside, persons[1], "telegram", "700100")
        other = accounts.of_person(inside, persons[1])[1]
        accounts.stop(inside, own.id, "gone", START - HOUR)
    assert found() == []
    with here() as inside:
        accounts.stop(inside, other.id, "gone", START)
    assert found() == [(persons[1], START - HOUR, "gone", False)]
    with here() as inside:
        accounts.revive(inside, own.id)
    # A page that nobody is signed in to reaches nobody.
    assert found() == [(persons[1], START, "gone", False)]
    with here() as inside:
        signins.make_session(inside, own.id, START)
    assert found() == []


def test_those_who_wait_longest_come_first_and_each_stands_there_once(
    stores: Stores, here: InNetwork, persons: list[UUID], found: Found
) -> None:
    for place, person in enumerate(persons[:3]):
        ends(stores, posted(stores, here, person, -place * HOUR), "dead", "attempts")
    with here() as inside:
        own = accounts.ensure(inside, persons[0], "web")
        accounts.stop(inside, own.id, "gone", START - 5 * HOUR)
    expected = [(persons[0], 5, "gone"), (persons[2], 2, "attempts"), (persons[1], 1, "attempts")]
    assert found() == [(person, START - hours * HOUR, why, True) for person, hours, why in expected]


def test_who_is_on_leave_is_left_in_peace(stores: Stores, here: InNetwork, persons: list[UUID], found: Found) -> None:
    ends(stores, posted(stores, here, persons[0]), "dead", "blocked")
    ends(stores, posted(stores, here, persons[1], -HOUR), "sent")
    with here() as inside:
        accounts.stop(inside, accounts.ensure(inside, persons[2], "web").id, "gone", START)
        assert len(unreached.everyone(inside, START, START)) == 3
        inside.session.execute(
            update(people.Person).where(people.Person.network_id == inside.network_id).values(away_since=START)
        )
    assert found() == []


def test_another_try_lets_everything_go_again_on_every_account(
    stores: Stores, here: InNetwork, persons: list[UUID], found: Found
) -> None:
    for person in persons[:2]:
        ends(stores, posted(stores, here, person), "dead", "blocked")
    with here() as inside:
        own = accounts.ensure(inside, persons[0], "web")
        accounts.stop(inside, own.id, "blocked", START)
        assert unreached.try_again(inside, persons[0], START + HOUR) == 1
        assert unreached.try_again(inside, persons[0], START + HOUR) == 0
        inside.session.refresh(own)
        assert (own.stopped_at, own.stopped_why) == (None, None)
    assert [person for person, *_ in found()] == [persons[1]]
    with stores.database.writer.begin() as link:
        (again,) = claims.claim(link, START + HOUR, 10)
    assert (again.person_id, again.attempts, again.due_at) == (persons[0], 1, START + HOUR)


def test_what_was_closed_is_not_tried_again(stores: Stores, here: InNetwork, person: UUID) -> None:
    notice = posted(stores, here, person)
    ends(stores, notice, "dead", "blocked")
    with here() as inside:
        outbox.close(inside, person, KIND, notice.subject_id, START)
        assert unreached.try_again(inside, person, START) == 0


def test_what_coordinators_were_told_is_forgotten_of_those_who_are_reached(
    stores: Stores, here: InNetwork, persons: list[UUID]
) -> None:
    still, reached, under_way = persons[:3]
    with here() as inside:
        for subject in (still, reached):
            outbox.post(inside, persons[4], "desk.unreached", subject, START + 9 * HOUR)
        outbox.post(inside, persons[4], "desk.unreached", under_way, START)
        outbox.post(inside, persons[4], KIND, reached, START + 9 * HOUR)
    with stores.database.writer.begin() as link:
        assert len(claims.claim(link, START, 10)) == 1
    with here() as inside:
        unreached.forget_told(inside, "desk.unreached", [still])
        rows = inside.session.execute(
            select(outbox.outbox.c.kind, outbox.outbox.c.subject_id).order_by(outbox.outbox.c.kind)
        ).all()
    expected = {("desk.unreached", still), ("desk.unreached", under_way), (KIND, reached)}
    assert {tuple(row) for row in rows} == expected
