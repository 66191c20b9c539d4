"""What tests of runs share: runs, trainings and answers as they stand in the rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from storage import applications, careers, networks, people
from storage.applications import Application
from storage.audit import Entry
from storage.completions import Completion
from storage.db import Here
from storage.networks import Network
from storage.people import Person
from storage.runs import CourseRun
from tests.world import World

R = TypeVar("R")
OPENS = date(2027, 1, 12)


def within(world: World, job: Callable[[Here], R]) -> R:
    """Do something in the network's rows."""
    with world.app.stores.database.write() as session:
        return job(Here(session, networks.ids(session)[0]))


def network_of(here: Here) -> Network:
    """Return the network."""
    return here.session.get_one(Network, here.network_id)


def by_name(here: Here, name: str) -> UUID:
    """Return the id of somebody."""
    return people.by_name(here, name)[0].id


def made(world: World, **values: Any) -> UUID:
    """Let there be a run of 現任研修 in the last year of whoever finished in 2021, and return its id."""
    told: dict[str, Any] = {"course": "renewal", "prefecture": "東京都", "title": "現任研修（架空）", "opens_on": OPENS}
    told |= {"apply_from": date(2026, 11, 1), "apply_to": date(2026, 12, 1), "entered_at": world.clock.now()}

    def make(here: Here) -> UUID:
        run = CourseRun(network_id=here.network_id, **{"days": []} | told | values)
        here.session.add(run)
        here.session.flush()
        return run.id

    return within(world, make)


def changed(world: World, id: UUID, **values: Any) -> None:
    """Let a run have these values."""

    def change(here: Here) -> None:
        run = here.session.get_one(CourseRun, (here.network_id, id))
        for name, value in values.items():
            setattr(run, name, value)

    within(world, change)


def trained(
    world: World, name: str, practice: date | None = date(2021, 12, 1), exactly: str = "day", **done: date
) -> None:
    """Let somebody have completed these courses, the default a 初任者研修 in November 2021, and work since then."""

    def train(here: Here) -> None:
        who = by_name(here, name)
        for course, day in ({"initial": date(2021, 11, 20)} | done).items():
            row = Completion(network_id=here.network_id, person_id=who, course=course, done_on=day, exactly="day")
            row.entered_at = world.clock.now()
            here.session.add(row)
        life = careers.made(here, who)
        life.practice_on, life.exactly = practice, exactly

    within(world, train)


def says(world: World, name: str, run: UUID, state: str) -> None:
    """Let somebody have said how she stands to a run."""
    within(world, lambda here: applications.say(here, run, by_name(here, name), state, world.clock.now()))


def not_recommended(world: World, name: str, run: UUID) -> None:
    """Let the ward have answered somebody that it does not recommend her for a run this time."""

    def answer(here: Here) -> None:
        applications.ask(here, run, by_name(here, name), world.clock.now()).state = "not_now"

    within(world, answer)


def states(world: World) -> list[tuple[str, str]]:
    """Return (name, state) of everything that was said of runs, by name."""

    def read(here: Here) -> list[tuple[str, str]]:
        found = here.session.scalars(select(Application).where(Application.network_id == here.network_id)).all()
        return sorted((here.session.get_one(Person, (here.network_id, one.person_id)).name, one.state) for one in found)

    return within(world, read)


def leaves(world: World, name: str) -> None:
    """Let somebody be on leave."""

    def leave(here: Here) -> None:
        people.by_name(here, name)[0].away_since = world.clock.now() - timedelta(days=1)

    within(world, leave)


def noted(world: World) -> list[str]:
    """Return what the record says of runs and of the ward's 推薦, oldest first."""

    def read(here: Here) -> list[str]:
        lines = here.session.scalars(select(Entry.did).where(Entry.network_id == here.network_id).order_by(Entry.place))
        return [did for did in lines if did.startswith(("run", "recommendation"))]

    return within(world, read)
