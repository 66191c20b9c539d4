"""Whatever happens to people, platforms, clocks and the program: nothing is lost, doubled, unmarked or untimely."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from handlers.kit.events import Opened
from tests.stateful.delivery import TELEGRAM, WEB
from tests.stateful.drawn import NAMES
from tests.stateful.machine import Delivering

FIRST, SECOND, THIRD = NAMES
MORNING = 545


class OnPostgres(Delivering):
    """The same on PostgreSQL."""

    backend = "postgres"


def sized(examples: int, steps: int) -> settings:
    """Return the profile's settings for so many examples of so many steps, fewer where the profile wants few."""
    profile = settings()
    return settings(profile, max_examples=min(examples, profile.max_examples), stateful_step_count=steps)


@pytest.mark.slow
def test_nothing_is_lost_doubled_or_untimely() -> None:
    run_state_machine_as_test(Delivering, settings=sized(20, 100))


@pytest.mark.slow
@pytest.mark.postgres
def test_nothing_is_lost_doubled_or_untimely_on_postgresql() -> None:
    run_state_machine_as_test(OnPostgres, settings=sized(4, 40))


@pytest.mark.soak
def test_nothing_is_lost_doubled_or_untimely_for_days() -> None:
    run_state_machine_as_test(Delivering, settings=settings(settings(), max_examples=10_000, stateful_step_count=100))


# What the machine has found once, step by step; each ends with mornings in which all that is left must come.


@pytest.fixture
def machine() -> Iterator[Delivering]:
    """The machine, moved by hand: one person on each face, the third on both."""
    machine = Delivering()
    machine.people_come(((WEB,), (TELEGRAM,), (TELEGRAM, WEB)))
    yield machine
    machine.teardown()


def test_what_was_in_doubt_when_an_account_stopped_is_marked_when_it_is_tried_again(machine: Delivering) -> None:
    machine.posts(SECOND, ["flow.now"], again=False)
    machine.is_killed_at("out.after_send", 1)
    machine.weather_changes(SECOND, "blocked", says=True)
    machine.time_passes({"seconds": 61}, ticking=True)
    machine.weather_changes(SECOND, "fine", says=False)
    machine.speaks(SECOND, 0, Opened())
    machine.is_tried_again(SECOND)
    machine.ticks()
    assert [show.again for show in machine.model.posts[0].shows] == [False, True]


def test_what_a_letter_in_doubt_carried_is_marked_in_the_next_after_the_account_stopped(machine: Delivering) -> None:
    machine.posts(SECOND, ["flow.morning"], again=False)
    machine.time_passes(MORNING, ticking=False)
    machine.is_killed_at("out.after_send", 1)
    machine.weather_changes(SECOND, "blocked", says=True)
    machine.time_passes({"seconds": 61}, ticking=True)
    machine.weather_changes(SECOND, "fine", says=False)
    machine.speaks(SECOND, 0, Opened())
    machine.time_passes({"days": 1}, ticking=True)
    assert [show.again for show in machine.model.posts[0].shows] == [False, True]


def test_a_letter_that_stands_on_a_page_keeps_its_id_on_the_next_day(machine: Delivering) -> None:
    machine.posts(FIRST, ["flow.morning"], again=False)
    machine.time_passes(MORNING, ticking=False)
    machine.is_killed_at("out.after_send", 1)
    machine.time_passes({"days": 1}, ticking=True)
    machine.time_passes({"minutes": 20}, ticking=True)
    shows = machine.model.posts[0].shows
    assert (len(shows), len({show.id for show in shows})) == (2, 1)


def test_a_letter_whose_day_is_over_gives_back_what_it_carried(machine: Delivering) -> None:
    machine.lives_otherwise(THIRD, 0, (f"settings.face.{WEB}", {"face": WEB}))
    machine.posts(THIRD, ["flow.morning"], again=False)
    machine.time_passes(MORNING, ticking=False)
    machine.is_killed_at("out.after_send", 1)
    machine.lives_otherwise(THIRD, 0, (f"settings.face.{TELEGRAM}", {"face": TELEGRAM}))
    machine.time_passes({"days": 1}, ticking=True)
    machine.ticks()
    assert [show.platform for show in machine.model.posts[0].shows] == [WEB, TELEGRAM]


def test_an_answer_that_is_put_off_holds_nothing_up(machine: Delivering) -> None:
    machine.time_passes(1150, ticking=False)
    machine.lives_otherwise(SECOND, 0, ("settings.after.morning", {"after": "morning"}))
    machine.posts(SECOND, ["flow.soon"], again=False)
    machine.ticks()
    machine.posts(SECOND, ["flow.now"], again=False)
    machine.ticks()
    assert [len(post.shows) for post in machine.model.posts] == [0, 1]


def test_what_was_let_go_after_a_kill_does_not_overtake_what_is_tried_again(machine: Delivering) -> None:
    machine.posts(SECOND, ["flow.now", "flow.now"], again=False)
    machine.is_killed_at("out.after_claim", 1)
    machine.weather_changes(SECOND, "limited", says=False)
    machine.time_passes({"seconds": 61}, ticking=True)
    machine.weather_changes(SECOND, "fine", says=False)
    machine.time_passes({"minutes": 20}, ticking=True)
    assert [post.shows[0].numbers for post in machine.model.posts] == [(0,), (1,)]


def test_what_is_posted_at_one_moment_is_told_in_that_order(machine: Delivering) -> None:
    machine.posts(FIRST, ["flow.now"] * 30, again=False)
    machine.ticks()
    assert [shown.numbers for shown in machine.life.ledger] == [(number,) for number in range(30)]
