"""A press that comes twice in the same moment: trainings, runs and requests are kept once, and neither press fails."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from storage import applications, completions
from storage.applications import Application, Recommendation
from storage.completions import Completion, Teaching
from storage.db import Base, Here
from storage.runs import CourseRun
from tests.storage.conftest import InNetwork
from tests.world import START

DAY = date(2021, 11, 1)
Press = Callable[[Here, UUID, UUID], Base]


def completed(here: Here, person: UUID, _run: UUID) -> Base:
    """Tell of a training."""
    return completions.add(here, person, "initial", DAY, "day", person, START)


def taught(here: Here, person: UUID, _run: UUID) -> Base:
    """Tell where one has taught."""
    return completions.teach(here, person, "initial", "lecture", DAY, "day", START)


def applied(here: Here, person: UUID, run: UUID) -> Base:
    """Say that one has applied."""
    return applications.say(here, run, person, "applied", START)


def asked(here: Here, person: UUID, run: UUID) -> Base:
    """Ask for the ward's 推薦."""
    return applications.ask(here, run, person, START)


@pytest.fixture
def run(here: InNetwork, person: UUID) -> UUID:
    """A run of a course."""
    with here() as inside:
        told = {"course": "renewal", "prefecture": "", "title": "現任研修", "opens_on": DAY, "days": []}
        made = CourseRun(network_id=inside.network_id, entered_by=person, entered_at=START, **told)
        inside.session.add(made)
        inside.session.flush()
        return made.id


@pytest.mark.parametrize(
    ("press", "table"),
    [(completed, Completion), (taught, Teaching), (applied, Application), (asked, Recommendation)],
)
def test_a_press_that_comes_twice_at_once_is_kept_once(
    here: InNetwork, person: UUID, run: UUID, press: Press, table: type[Base]
) -> None:
    done: list[bool] = []

    def again() -> None:
        with here() as inside:
            press(inside, person, run)
        done.append(True)

    second = threading.Thread(target=again)
    with here() as inside:
        press(inside, person, run)
        second.start()
        # It waits for this transaction, or has looked already and found nothing.
        second.join(0.5)
    second.join()
    with here() as inside:
        kept = inside.session.scalar(select(func.count()).select_from(table))
    assert (done, kept) == ([True], 1)


def test_what_is_told_again_is_only_ever_more_exact(here: InNetwork, person: UUID) -> None:
    with here() as inside:
        for exactly in ("month", "day", "year"):
            completions.add(inside, person, "initial", DAY, exactly, person, START)
            completions.teach(inside, person, "initial", "plan", DAY, exactly, START)
        first = [one.exactly for one in completions.of_person(inside, person)]
        assert (first, [one.exactly for one in completions.teachings_of(inside, person)]) == (["day"], ["day"])


def test_the_last_word_on_a_run_stands(here: InNetwork, person: UUID, run: UUID) -> None:
    later = START + timedelta(days=1)
    with here() as inside:
        applications.say(inside, run, person, "applied", START)
        own = applications.say(inside, run, person, "accepted", later)
        found = [(one.state, one.at) for one in applications.of_run(inside, run)]
    assert (own.state, found) == ("accepted", [("accepted", later)])
