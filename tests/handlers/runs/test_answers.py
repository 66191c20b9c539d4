"""Whom a run concerns, and who has not answered: never who is on leave, whom it is not for, or who needs no run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from handlers.runs import answers
from storage import careers, people
from storage.completions import Completion
from storage.db import Here
from storage.runs import CourseRun
from tests.handlers.runs.steps import OPENS, by_name, leaves, made, network_of, says, trained, within
from tests.world import ALONE, World

OTHER, THIRD, CHIEF = "中村 ゆう", "小林 なお", "佐藤 はるか"
TODAY = date(2026, 11, 23)


def names(world: World, run: UUID, of: Callable[..., list[UUID]], today: date = TODAY) -> list[str]:
    """Return the names of whom a function finds for a run, sorted."""

    def read(here: Here) -> list[str]:
        its = here.session.get_one(CourseRun, (here.network_id, run))
        found = [people.get(here, id) for id in of(here, network_of(here), today, its)]
        return sorted(one.name for one in found if one)

    return within(world, read)


def test_it_concerns_those_whose_window_it_would_fill(world: World) -> None:
    run = made(world)
    trained(world, ALONE)
    trained(world, OTHER, renewal=date(2024, 1, 10))
    trained(world, THIRD, date(2026, 4, 1), initial=date(2026, 3, 1))
    assert names(world, run, answers.concerned) == [ALONE]
    assert names(world, run, answers.unanswered) == [ALONE]


@pytest.mark.parametrize("state", ["applied", "accepted", "not_accepted", "withdrawn", "not_for_me"])
def test_whoever_has_said_anything_has_answered(world: World, state: str) -> None:
    run = made(world)
    trained(world, ALONE)
    says(world, ALONE, run, state)
    assert names(world, run, answers.concerned) == [ALONE]
    assert names(world, run, answers.unanswered) == []


@pytest.mark.parametrize(("day", "waits"), [(date(2026, 10, 20), []), (date(2026, 10, 21), [ALONE])])
def test_who_was_to_go_to_an_earlier_run_is_waited_for_again_a_month_after_it(
    world: World, day: date, waits: list[str]
) -> None:
    days = [{"day": "2026-09-01"}, {"day": "2026-09-20"}]
    run, old = made(world), made(world, apply_to=date(2026, 6, 1), opens_on=date(2026, 9, 1), days=days)
    trained(world, ALONE)
    says(world, ALONE, old, "accepted")
    assert names(world, run, answers.unanswered, day) == waits


def test_nobody_waits_for_who_is_on_leave(world: World) -> None:
    run = made(world)
    trained(world, ALONE)
    leaves(world, ALONE)
    assert (names(world, run, answers.concerned), names(world, run, answers.unanswered)) == ([ALONE], [])


def test_whom_the_deadlines_do_not_concern_is_not_concerned(world: World) -> None:
    run = made(world)
    trained(world, ALONE)

    def say(here: Here) -> None:
        careers.made(here, by_name(here, ALONE)).not_mine_at = world.clock.now()

    within(world, say)
    assert (names(world, run, answers.concerned), names(world, run, answers.unanswered)) == ([], [])


@pytest.mark.parametrize("roles", [["support_worker"], ["manager"], ["observer"], []])
def test_only_who_works_as_a_counsellor_is_waited_for(world: World, roles: list[str]) -> None:
    run = made(world)
    trained(world, ALONE)
    within(world, lambda here: people.set_roles(here, by_name(here, ALONE), roles))
    assert names(world, run, answers.concerned) == []


def test_a_manager_who_counsels_too_is_waited_for(world: World) -> None:
    run = made(world)
    trained(world, ALONE)
    within(world, lambda here: people.set_roles(here, by_name(here, ALONE), ["manager", "counsellor"]))
    assert names(world, run, answers.concerned) == [ALONE]


def test_whoever_has_applied_elsewhere_in_time_need_not_answer(world: World) -> None:
    run, other = made(world), made(world, opens_on=date(2027, 2, 1))
    late = made(world, opens_on=date(2027, 4, 1))
    trained(world, ALONE)
    trained(world, OTHER)
    trained(world, THIRD)
    says(world, ALONE, other, "applied")
    says(world, OTHER, other, "not_accepted")
    says(world, THIRD, late, "accepted")
    assert names(world, run, answers.unanswered) == sorted([OTHER, THIRD])


@pytest.mark.parametrize(
    ("opens", "days", "concerns"),
    [
        (date(2026, 3, 31), [], True),
        (date(2027, 3, 31), [], True),
        (date(2027, 4, 1), [], False),
        (date(2027, 3, 20), [{"day": "2027-04-01", "from": None, "until": None}], False),
        (date(2022, 4, 1), [], False),
    ],
)
def test_it_ends_within_the_window(world: World, opens: date, days: list[dict[str, object]], concerns: bool) -> None:
    run = made(world, opens_on=opens, apply_from=None, apply_to=None, days=days)
    trained(world, ALONE, practice=date(2021, 12, 1))
    assert names(world, run, answers.concerned) == ([ALONE] if concerns else [])


@pytest.mark.parametrize(("practice", "concerns"), [(OPENS, True), (OPENS + timedelta(days=1), False)])
def test_it_concerns_nobody_who_may_not_take_it_yet(world: World, practice: date, concerns: bool) -> None:
    run = made(world)
    trained(world, ALONE, practice=practice.replace(year=2025))
    assert names(world, run, answers.concerned) == ([ALONE] if concerns else [])


def test_a_chief_course_concerns_only_who_has_renewed_before(world: World) -> None:
    run = made(world, course="chief", title="主任研修（架空）")
    trained(world, ALONE)
    trained(world, CHIEF, initial=date(2018, 5, 1), renewal=date(2021, 5, 1), practice=date(2018, 6, 1))
    within(world, lambda here: _renew(here, CHIEF, date(2025, 6, 1)))
    trained(world, OTHER, initial=date(2016, 5, 1), renewal=date(2020, 5, 1), practice=date(2016, 6, 1))
    assert names(world, run, answers.concerned) == [OTHER]


def _renew(here: Here, name: str, day: date) -> None:
    row = Completion(network_id=here.network_id, person_id=by_name(here, name), course="renewal", done_on=day)
    row.exactly, row.entered_at = "day", people.by_name(here, name)[0].joined_at
    here.session.add(row)


def test_a_course_that_counts_for_nothing_concerns_nobody(world: World) -> None:
    run = made(world, course="specialty")
    trained(world, ALONE)
    assert names(world, run, answers.concerned) == []


def test_a_run_that_was_taken_off_concerns_nobody(world: World) -> None:
    run = made(world, off_at=world.clock.now())
    trained(world, ALONE)
    assert names(world, run, answers.concerned) == []
