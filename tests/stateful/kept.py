"""What the program has kept, as far as the machine looks at it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from storage import unreached
from storage.db import EVERYWHERE, Here
from storage.drafts import drafts
from storage.ids import short
from storage.outbox import outbox
from storage.people import Person
from storage.reflections import Reflection, ReflectionLine
from storage.seal import Place
from tests.stateful.delivery import Row
from tests.stateful.life import Life
from tests.world import World


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


def drafts_of(world: World, person: UUID) -> list[tuple[str, int, bool, Any]]:
    """Return a person's drafts that are still open: id, version, whether it is in hand, and what was answered."""
    here = drafts.c.network_id, drafts.c.id, drafts.c.version, drafts.c.in_hand, drafts.c.answers
    wanted = select(*here).where(drafts.c.person_id == person, drafts.c.expires_at > world.clock.now())
    with world.app.stores.database.read() as session:
        rows = session.execute(wanted.order_by(drafts.c.id)).all()
    keys = world.app.stores.keys
    return [
        (short(id), version, in_hand, json.loads(keys.open(Place(network, "drafts", "answers", id), person, answers)))
        for network, id, version, in_hand, answers in rows
    ]


def reflections_of(world: World, person: UUID) -> dict[str, list[str]]:
    """Return which perspectives each of a person's reflections looked at."""
    with world.app.stores.database.read() as session:
        kept = session.scalars(select(Reflection.id).where(Reflection.person_id == person))
        found: dict[str, list[str]] = {short(id): [] for id in kept}
        for id, perspective in session.execute(select(ReflectionLine.reflection_id, ReflectionLine.perspective)):
            found[short(id)].append(perspective)
    return {id: sorted(perspectives) for id, perspectives in found.items()}


def _habits(person: Person) -> dict[str, Any]:
    values = {"morning_at": person.morning_at, "hours": (person.hours_from, person.hours_until)}
    values |= {"after": person.after_hours, "face": person.face}
    return values | {"away": person.away_since is not None, "until": person.away_until}


def tried_again(life: Life, network: UUID) -> set[UUID]:
    """Return who stands on the coordinators' list with something that can be tried again."""
    with life.app.stores.database.read() as session:
        listed = unreached.everyone(Here(session, network), life.clock.now() - timedelta(days=9999), life.clock.now())
        return {one.person.id for one in listed if one.again}
