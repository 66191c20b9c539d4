"""What the program has kept, as far as the machine looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from storage import unreached
from storage.db import EVERYWHERE, Here
from storage.outbox import outbox
from storage.people import Person
from tests.stateful.delivery import Row
from tests.stateful.life import Life


def rows_of(life: Life) -> list[Row]:
    """Return the whole outbox."""
    wanted = select(*[outbox.c[name] for name in Row.__dataclass_fields__]).execution_options(**EVERYWHERE)
    with life.app.stores.database.read() as session:
        return [Row(*row) for row in session.execute(wanted.order_by(outbox.c.id))]


def habits_of(life: Life, network: UUID, ids: Mapping[str, UUID]) -> dict[str, dict[str, Any]]:
    """Return how each of these people wants to be told, by name."""
    mine = (Person.network_id == network) & Person.id.in_(ids.values())
    with life.app.stores.database.read() as session:
        return {person.name: _habits(person) for person in session.scalars(select(Person).where(mine))}


def _habits(person: Person) -> dict[str, Any]:
    values = {"morning_at": person.morning_at, "hours": (person.hours_from, person.hours_until)}
    values |= {"after": person.after_hours, "face": person.face}
    return values | {"away": person.away_since is not None, "until": person.away_until}


def tried_again(life: Life, network: UUID) -> set[UUID]:
    """Return who stands on the coordinators' list with something that can be tried again."""
    with life.app.stores.database.read() as session:
        listed = unreached.everyone(Here(session, network), life.clock.now() - timedelta(days=9999), life.clock.now())
        return {one.person.id for one in listed if one.again}
