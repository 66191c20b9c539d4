"""What people of the demo network have completed, put into the database past the conversations."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from storage import careers, completions, networks, people
from storage.careers import Extension
from storage.db import Here
from tests.handlers.training.test_grid import done
from tests.world import ALONE, World

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def network(world: World, **values: Any) -> None:
    """Change something of the network."""
    with world.app.stores.database.write() as session:
        one = networks.hold(Here(session, networks.ids(session)[0]))
        for name, value in values.items():
            setattr(one, name, value)


def record(world: World, *told: str, practice: date | None = None, name: str = ALONE, exactly: str = "day") -> None:
    """Let somebody have completed what these lines say (see `done`), and practise since a day."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        id = people.by_name(here, name)[0].id
        for one in done(*told):
            completions.add(here, id, one.course, one.on, one.exactly, id, NOW)
        if practice:
            life = careers.made(here, id)
            life.practice_on, life.exactly = practice, exactly


def moved(world: World, before: date, after: date, name: str = ALONE) -> None:
    """Let a deadline of somebody's have been moved by a prefecture."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        id = people.by_name(here, name)[0].id
        told = {"reason": "会場の都合で中止になったため", "issuer": "東京都", "entered_at": NOW, "entered_by": None}
        row = Extension(network_id=here.network_id, person_id=id, instead_of=before, moved_to=after, **told)
        session.add(row)
