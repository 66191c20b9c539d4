"""Whatever offices, hosts, the centre and the clock do: nobody is in two places, and no visit is lost."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.stateful.test_delivery import sized
from tests.stateful.visits import Booking


class OnPostgres(Booking):
    """The same on PostgreSQL."""

    backend = "postgres"


@pytest.mark.slow
def test_nobody_is_in_two_places_and_no_visit_is_lost() -> None:
    run_state_machine_as_test(Booking, settings=sized(8, 40))


@pytest.mark.slow
@pytest.mark.postgres
def test_nobody_is_in_two_places_and_no_visit_is_lost_on_postgresql() -> None:
    run_state_machine_as_test(OnPostgres, settings=sized(3, 30))


@pytest.mark.soak
def test_nobody_is_in_two_places_for_weeks() -> None:
    run_state_machine_as_test(Booking, settings=settings(settings(), max_examples=2000, stateful_step_count=80))


@pytest.mark.soak
@pytest.mark.postgres
def test_nobody_is_in_two_places_for_weeks_on_postgresql() -> None:
    run_state_machine_as_test(OnPostgres, settings=settings(settings(), max_examples=100, stateful_step_count=80))
