"""Who of the demo network has completed what, and how they have answered: what the tests of the list begin with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID

from messages.courses import CHIEF, INITIAL, RENEWAL
from storage import applications, careers, completions, networks, people, runs
from storage.db import Here
from storage.people import Person
from storage.runs import CourseRun
from tests.world import World

LAST, PASSED, LATER, HIM = "伊藤 あおい", "渡辺 しん", "中村 ゆう", "佐藤 はるか"
# As seen from 23 November 2026: a window that ends in March 2027, one that ended in March 2024, one that ends in 2030.
DONE: tuple[tuple[str, str, date], ...] = (
    (LAST, INITIAL, date(2021, 11, 20)),
    (PASSED, INITIAL, date(2018, 6, 9)),
    (LATER, INITIAL, date(2024, 10, 5)),
    (HIM, INITIAL, date(2010, 9, 1)),
    (HIM, RENEWAL, date(2014, 9, 1)),
    (HIM, CHIEF, date(2018, 12, 1)),
    (HIM, RENEWAL, date(2023, 9, 1)),
)


@contextmanager
def inside(world: World) -> Iterator[Here]:
    """Give the demo network, to change what stands there past the conversations."""
    with world.app.stores.database.write() as session:
        yield Here(session, networks.ids(session)[0])


def id_of(here: Here, name: str) -> UUID:
    """Return a person's id by her name."""
    return people.by_name(here, name)[0].id


def train(world: World, *done: tuple[str, str, date]) -> None:
    """Let people have completed trainings."""
    with inside(world) as here:
        for name, course, day in done:
            completions.add(here, id_of(here, name), course, day, "day", None, world.clock.now())


def offer(
    world: World, *, until: date, opens: date, title: str = "現任研修（12月の回）", days: tuple[date, ...] = ()
) -> UUID:
    """Let a run of 現任研修 be known; return its id."""
    with inside(world) as here:
        run = CourseRun(network_id=here.network_id, course=RENEWAL, prefecture="東京都", title=title, opens_on=opens)
        run.apply_from, run.apply_to, run.entered_at, run.days = date(2026, 11, 1), until, world.clock.now(), []
        run.days = [{"day": one.isoformat(), "from": None, "until": None} for one in days]
        here.session.add(run)
        here.session.flush()
        return run.id


def says(world: World, name: str, run: UUID, state: str) -> None:
    """Let somebody have said how she stands to a run."""
    with inside(world) as here:
        applications.say(here, run, id_of(here, name), state, world.clock.now())


def practises(world: World, name: str, since: date) -> None:
    """Let somebody work in 相談支援 since a day."""
    with inside(world) as here:
        careers.made(here, id_of(here, name)).practice_on = since


def person_of(here: Here, name: str) -> Person:
    """Return a person by her name."""
    return people.by_name(here, name)[0]


def set_roles(here: Here, id: UUID, roles: list[str]) -> None:
    """Give a person these roles and no others."""
    people.set_roles(here, id, roles)


def call_off(here: Here, run: UUID, now: datetime) -> None:
    """Let a run not take place."""
    found = runs.get(here, run)
    assert found is not None
    found.off_at = now


def office_of(here: Here, name: str) -> UUID:
    """Return the id of somebody's office."""
    found = person_of(here, name).office_id
    assert found is not None
    return found
