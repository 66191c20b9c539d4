"""Who is asked: who knows and is here, in turn, never too often, never two at once; also where two ask at once."""

from __future__ import annotations

from threading import Barrier, Thread
from uuid import UUID

import pytest

from handlers.reach import steps
from handlers.reach.whom import ASKED
from storage import asked
from tests.handlers.questions.steps import asked as written
from tests.handlers.questions.steps import said
from tests.handlers.reach.steps import (
    CHIEF,
    CHIEF2,
    OTHERS,
    answers,
    asked_of,
    asks,
    at,
    found,
    inside,
    knows,
    person,
    told,
)
from tests.world import ALONE, CENTRE, World

ONE, TWO, THREE, FOUR = OTHERS


@pytest.fixture
def ward(world: World) -> World:
    """A network on a Tuesday at ten."""
    at(world, "2026-11-24 10:00")
    return world


def who(world: World, id: UUID) -> set[str]:
    """Return who was asked."""
    return {name for name, _ in asked_of(world, id)}


def test_two_who_know_are_asked_and_nobody_else(ward: World) -> None:
    for name in (ONE, TWO, THREE):
        knows(ward, name, "余暇")
    knows(ward, FOUR, "住まい")
    # She herself knows too, and asks.
    knows(ward, ALONE, "余暇")
    first = who(ward, asks(ward, body="土曜の居場所"))
    assert len(first) == 2 < 3 == len(first | {ONE, TWO, THREE})
    assert sorted(told(ward, ASKED)) == sorted((ASKED, name) for name in first)


def test_what_a_question_says_leads_to_who_knows_the_field(ward: World) -> None:
    knows(ward, ONE, "精神障害")
    knows(ward, TWO, "障害児")
    assert who(ward, asks(ward, body="統合失調症の方の通院のことです", topics=())) == {ONE}


@pytest.mark.parametrize(
    "values",
    [{"asks_a_week": 0}, {"away_since": True}, {"paused_at": True}, {"removed_at": True}, {"agreed_at": None}],
)
def test_who_is_not_here_or_not_willing_is_not_asked(ward: World, values: dict[str, object]) -> None:
    knows(ward, ONE, "余暇", **{key: ward.clock.now() if it is True else it for key, it in values.items()})
    assert who(ward, asks(ward)) == set()


def test_nobody_is_asked_of_what_she_cannot_see(ward: World) -> None:
    for name in (ONE, CHIEF, CENTRE):
        knows(ward, name, "余暇")
    assert who(ward, asks(ward, CHIEF2, audience="chiefs")) == {CHIEF, CENTRE}


def test_the_turn_goes_round(ward: World) -> None:
    for name in OTHERS:
        knows(ward, name, "余暇", asks_a_week=5)
    seen = []
    for _ in range(4):
        id = asks(ward)
        seen.append(who(ward, id))
        answers(ward, id, CHIEF)
        ward.clock.forward(hours=1)
    assert seen[0] | seen[1] == seen[2] | seen[3] == set(OTHERS)
    assert seen[0] == seen[2]


def test_never_two_at_once_and_never_above_the_limit_in_a_week(ward: World) -> None:
    knows(ward, ONE, "余暇")
    first = asks(ward)
    assert who(ward, first) == {ONE}
    assert who(ward, asks(ward)) == set()
    answers(ward, first, CHIEF)
    second = asks(ward)
    assert who(ward, second) == {ONE}
    answers(ward, second)
    assert who(ward, asks(ward)) == set()
    at(ward, "2026-12-01 09:59")
    assert who(ward, asks(ward)) == set()
    at(ward, "2026-12-01 10:00")
    assert who(ward, asks(ward)) == {ONE}


def test_who_has_not_answered_for_a_week_is_asked_something_else(ward: World) -> None:
    knows(ward, ONE, "余暇")
    asks(ward)
    at(ward, "2026-12-01 10:00")
    assert who(ward, asks(ward)) == {ONE}


def test_who_has_said_something_in_the_thread_is_not_asked_again(ward: World) -> None:
    knows(ward, ONE, "余暇")
    id = written(ward, ALONE)
    said(ward, id, ONE)
    with inside(ward) as (here, network):
        steps.begin(here, network, found(here, id), ward.clock.now())
    assert who(ward, id) == set()


def test_who_cannot_answer_leaves_it_to_the_next(ward: World) -> None:
    for name in (ONE, TWO, THREE):
        knows(ward, name, "余暇")
    id = asks(ward)
    (first, _), (left,) = asked_of(ward, id), {ONE, TWO, THREE} - who(ward, id)
    with inside(ward) as (here, _):
        assert asked.decline(here, id, person(here, first[0]).id, ward.clock.now())
        assert not asked.decline(here, id, person(here, first[0]).id, ward.clock.now())
        assert not asked.decline(here, id, person(here, left).id, ward.clock.now())
        assert steps.decline(here, found(here, id), first[1], ward.clock.now()) == 1
    assert asked_of(ward, id)[2:] == [(left, 0)]
    with inside(ward) as (here, _):
        assert steps.decline(here, found(here, id), 0, ward.clock.now()) == 0


def at_once(world: World, *ids: UUID) -> None:
    """Let the turns of several questions begin in the same moment, in transactions of their own."""
    barrier, failed = Barrier(len(ids)), []

    def work(id: UUID) -> None:
        try:
            with inside(world) as (here, network):
                question = found(here, id) if not world.app.stores.database.sqlite else None
                if question is not None:
                    barrier.wait(10)
                steps.begin(here, network, question or found(here, id), world.clock.now())
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=work, args=(id,)) for id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []


def test_two_who_ask_at_once_do_not_both_take_the_same_person(ward: World) -> None:
    for round in range(4):
        ward.clock.forward(days=8)
        for name in (ONE, TWO, THREE):
            knows(ward, name, f"話題{round}")
        ids = [written(ward, ALONE, f"質問{number}", (f"話題{round}",)) for number in range(4)]
        at_once(ward, *ids)
        everybody = [name for id in ids for name, _ in asked_of(ward, id)]
        assert sorted(everybody) == sorted([ONE, TWO, THREE])


def test_two_who_know_and_ask_each_other_at_once_do_not_wait_for_ever(ward: World) -> None:
    knows(ward, ONE, "余暇")
    knows(ward, TWO, "余暇")
    ids = [written(ward, ONE), written(ward, TWO)]
    at_once(ward, *ids)
    assert [who(ward, id) for id in ids] == [{TWO}, {ONE}]


def test_two_workers_take_each_step_once(ward: World) -> None:
    for name in OTHERS:
        knows(ward, name, "余暇")
    ids = [asks(ward) for _ in range(3)]
    at(ward, "2026-11-25 17:15")
    barrier, failed = Barrier(2), []

    def work() -> None:
        barrier.wait(10)
        try:
            with inside(ward) as (here, network):
                steps.plan(here, network, ward.clock.now())
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    everybody = [name for id in ids for name, step in asked_of(ward, id) if step != 2]
    assert sorted(everybody) == sorted(OTHERS)
    # All who know are busy with the first two: it comes to the two 主任, and for the third to the centre.
    assert sorted(told(ward, steps.FURTHER, steps.OFFER)) == [(steps.FURTHER, ALONE)] * 2 + [(steps.OFFER, ALONE)]
