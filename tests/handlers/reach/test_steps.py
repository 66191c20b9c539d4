"""Nobody is left alone: each step once, over holidays, downtime and jumping clocks; and what stops the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.reach.steps import CENTRE as TO_CENTRE
from handlers.reach.steps import FURTHER, OFFER
from handlers.reach.whom import ASKED
from storage import answers as said
from storage import questions
from tests.handlers.reach.steps import (
    CHIEF,
    CHIEF2,
    OTHERS,
    STAFF,
    answers,
    asked_of,
    asks,
    at,
    begin,
    follows,
    inside,
    knows,
    next_at,
    plans,
    sets,
    taken,
    told,
)
from tests.world import ALONE, CENTRE, World

ALL = [(0, 1), (0, 2), (0, 3)]
ASKER = (FURTHER, OFFER)


@pytest.fixture
def ward(world: World) -> World:
    """A network in which four counsellors know about 余暇, on a Tuesday at four."""
    at(world, "2026-11-24 16:00")
    for name in OTHERS:
        knows(world, name, "余暇")
    return world


def steps_at(world: World, id: object, *moments: str) -> list[int]:
    """Return how many steps have been taken at each of some moments, one minute before and at it."""
    counts = []
    for moment in moments:
        at(world, moment)
        world.clock.at -= timedelta(minutes=1)
        plans(world)
        before = len(taken(world, id))  # type: ignore[arg-type]
        world.clock.at += timedelta(minutes=1)
        plans(world)
        counts += [before, len(taken(world, id))]  # type: ignore[arg-type]
    return counts


@pytest.mark.parametrize(
    ("asked", "evenings"),
    [
        ("2026-11-24 16:00", ("2026-11-25 17:15", "2026-11-26 17:15", "2026-11-27 17:15")),
        # Before 勤労感謝の日 on a Monday, before 年末年始, before Golden Week.
        ("2026-11-20 16:00", ("2026-11-24 17:15", "2026-11-25 17:15", "2026-11-26 17:15")),
        ("2026-12-28 16:00", ("2027-01-04 17:15", "2027-01-05 17:15", "2027-01-06 17:15")),
        ("2027-04-28 16:00", ("2027-04-30 17:15", "2027-05-06 17:15", "2027-05-07 17:15")),
    ],
)
def test_each_step_is_taken_once_on_its_evening(ward: World, asked: str, evenings: tuple[str, ...]) -> None:
    at(ward, asked)
    id = asks(ward)
    assert steps_at(ward, id, *evenings) == [0, 1, 1, 2, 2, 3]
    first, more, chief = asked_of(ward, id)[:2], asked_of(ward, id)[2:4], asked_of(ward, id)[4:]
    assert {name for name, _ in first + more} == set(OTHERS)
    assert [step for _, step in first + more + chief] == [0, 0, 1, 1, 2]
    assert chief[0][0] in (CHIEF, CHIEF2)
    # She hears at the first step and at the offer only.
    assert told(ward, *ASKER) == [(FURTHER, ALONE), (OFFER, ALONE)]
    assert sorted(told(ward, TO_CENTRE)) == sorted([(TO_CENTRE, CENTRE), (TO_CENTRE, STAFF)])
    assert next_at(ward, id) is None
    ward.clock.forward(days=400)
    plans(ward)
    assert (taken(ward, id), len(told(ward, ASKED))) == (ALL, 5)


@pytest.mark.parametrize(
    ("back", "steps", "asker"),
    [
        ("2026-11-26 10:00", [(0, 1)], [FURTHER]),
        ("2026-11-27 10:00", [(0, 2)], [FURTHER]),
        ("2026-12-01 10:00", [(0, 3)], [OFFER]),
        ("2026-12-24 10:00", [(0, 3)], [OFFER]),
    ],
)
def test_after_downtime_only_the_newest_step_is_taken(
    ward: World, back: str, steps: list[tuple[int, int]], asker: list[str]
) -> None:
    id = asks(ward)
    at(ward, back)
    plans(ward)
    assert (taken(ward, id), [kind for kind, _ in told(ward, *ASKER)]) == (steps, asker)


def test_after_a_late_step_a_working_day_passes_before_the_next(ward: World) -> None:
    id = asks(ward)
    at(ward, "2026-11-26 17:10")
    plans(ward)
    assert (taken(ward, id), next_at(ward, id)) == ([(0, 1)], "11-27 17:15")
    at(ward, "2026-11-27 17:15")
    plans(ward)
    # By then the centre's day has come too: what was late does not make her wait longer for it.
    assert (taken(ward, id), next_at(ward, id)) == ([(0, 1), (0, 3)], None)


def test_a_clock_that_jumps_ahead_and_back_takes_each_step_once(ward: World) -> None:
    id = asks(ward)
    at(ward, "2026-11-25 17:20")
    plans(ward)
    at(ward, "2026-11-24 09:00")
    plans(ward)
    assert taken(ward, id) == [(0, 1)]
    for day in range(25, 31):
        at(ward, f"2026-11-{day} 17:20")
        plans(ward)
    assert (taken(ward, id), told(ward, *ASKER)) == (ALL, [(FURTHER, ALONE), (OFFER, ALONE)])


def test_what_was_asked_while_the_clock_was_a_year_ahead_does_not_wait_for_it(ward: World) -> None:
    at(ward, "2027-11-24 16:00")
    id = asks(ward)
    at(ward, "2026-11-24 16:00")
    plans(ward)
    assert next_at(ward, id) == "11-25 17:15"
    at(ward, "2026-11-25 17:15")
    plans(ward)
    assert taken(ward, id) == [(0, 1)]


def test_steps_that_a_network_leaves_out_are_not_taken(ward: World) -> None:
    sets(ward, steps=[0, 2, 0])
    id = asks(ward)
    assert steps_at(ward, id, "2026-11-25 17:15", "2026-11-26 17:15", "2026-12-01 17:15") == [0, 0, 0, 1, 1, 1]
    assert (taken(ward, id), told(ward, *ASKER)) == ([(0, 2)], [(FURTHER, ALONE)])
    sets(ward, steps=[0, 0, 0])
    assert next_at(ward, asks(ward)) is None


def test_where_nobody_more_can_be_asked_the_next_step_is_not_waited_for(world: World) -> None:
    at(world, "2026-11-24 16:00")
    id = asks(world, body="計画の書き方を教えてください", topics=())
    assert asked_of(world, id) == []
    at(world, "2026-11-25 17:15")
    plans(world)
    # Nobody says that she knows: a 主任 at once. The promise to ask others is kept.
    assert (taken(world, id), [step for _, step in asked_of(world, id)]) == ([(0, 1), (0, 2)], [2])
    assert told(world, *ASKER) == [(FURTHER, ALONE)]
    for name in (CHIEF, CHIEF2):
        knows(world, name, asks_a_week=0)
    other = asks(world, body="書式を教えてください", topics=())
    at(world, "2026-11-26 17:15")
    plans(world)
    assert (taken(world, other), asked_of(world, other)) == ([(0, 1), (0, 2), (0, 3)], [])
    assert told(world, OFFER) == [(OFFER, ALONE)]


def move(world: World, id: object, after: str) -> None:
    """Let a question pass into another state."""
    with inside(world) as (here, _):
        before = (questions.OPEN, questions.RESOLVED, questions.HIDDEN)
        assert questions.move(here, id, before, after, world.clock.now())  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [questions.RESOLVED, questions.WITHDRAWN, questions.HIDDEN])
def test_a_question_that_is_no_longer_open_is_left_in_peace(ward: World, state: str) -> None:
    id = asks(ward)
    move(ward, id, state)
    follows(ward, id)
    at(ward, "2026-12-24 10:00")
    plans(ward)
    assert (taken(ward, id), told(ward, *ASKER), next_at(ward, id)) == ([], [], None)


def test_an_answer_stops_the_clock_and_nothing_else_that_is_said_does(ward: World) -> None:
    id = asks(ward)
    answers(ward, id, kind=said.BACK)
    answers(ward, id, ALONE, kind=said.ASKER)
    assert next_at(ward, id) == "11-25 17:15"
    answers(ward, id)
    assert next_at(ward, id) is None
    at(ward, "2026-12-24 10:00")
    plans(ward)
    assert taken(ward, id) == []


def test_where_the_only_answer_goes_the_clock_goes_on(ward: World) -> None:
    id = asks(ward)
    answer = answers(ward, id)
    at(ward, "2026-11-30 10:00")
    with inside(ward) as (here, _):
        assert said.move(here, answer, said.HERE, said.WITHDRAWN, ward.clock.now())
    follows(ward, id)
    plans(ward)
    assert (taken(ward, id), next_at(ward, id)) == ([], "12-01 17:15")


def test_opened_again_it_begins_anew_and_asks_others(ward: World) -> None:
    id = asks(ward)
    before = {name for name, _ in asked_of(ward, id)}
    answers(ward, id, next(iter(before)))
    move(ward, id, questions.RESOLVED)
    at(ward, "2026-12-04 10:00")
    move(ward, id, questions.OPEN)
    follows(ward, id)
    begin(ward, id)
    assert {name for name, _ in asked_of(ward, id)} == set(OTHERS)
    assert next_at(ward, id) == "12-07 17:15"
    at(ward, "2026-12-11 10:00")
    plans(ward)
    assert taken(ward, id) == [(1, 3)]


def test_the_chiefs_take_turns(ward: World) -> None:
    sets(ward, steps=[0, 1, 0])
    chiefs = []
    for day in ("2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"):
        at(ward, f"{day} 08:00")
        id = asks(ward)
        at(ward, f"{day} 17:15")
        plans(ward)
        chiefs += [name for name, step in asked_of(ward, id) if step == 2]
    assert chiefs in ([CHIEF, CHIEF2] * 2, [CHIEF2, CHIEF] * 2)
