"""What tests of delivery share: deliveries on wires of several platforms, hours in Tokyo, people as they like it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.delivery import Delivery
from bot.turns import Turns
from bot.writer import Writer
from storage import accounts, networks
from storage.db import EVERYWHERE, Database, Here
from storage.people import Person
from tests.bot.test_delivery import Wire
from tests.world import ALONE, World

TOKYO = ZoneInfo("Asia/Tokyo")
TELEGRAM = "telegram"


def fine(_user: str) -> None:
    """Be a platform that works."""


def telephone(fails: Callable[[str], None] = fine) -> Wire:
    """Return a wire that nobody can look at afterwards."""
    wire = Wire(fails, repeatable=False)
    wire.platform = TELEGRAM
    return wire


def delivery_on(world: World, *wires: Wire, writer: Writer | None = None, database: Database | None = None) -> Delivery:
    """Return a delivery on the world's database that shows on these wires, first come first asked."""
    turns = Turns(database or world.app.stores.database, world.app.stores.keys, world.app.house, world.clock)
    return Delivery(writer or world.app.writer, turns, world.clock, wires)


def at(world: World, moment: str) -> None:
    """Set the clock to a moment in Tokyo, as 2026-11-24 09:00."""
    world.clock.at = datetime.fromisoformat(moment).replace(tzinfo=TOKYO).astimezone(UTC)


def goes(world: World, delivery: Delivery) -> None:
    """Let a minute's work be done: what is due is planned, and everything that can go goes."""
    world.run(delivery.plan())
    while world.run(delivery.tick()):
        pass


def likes(world: World, name: str = ALONE, **values: object) -> None:
    """Let a person have set something."""
    mine = Person.id == UUID(world.person(name))
    with world.app.stores.database.write() as session:
        session.execute(update(Person).where(mine).values(**values).execution_options(**EVERYWHERE))


def joins(world: World, name: str = ALONE, user: str = "700100", platform: str = TELEGRAM) -> str:
    """Give a person an account on a platform; return her user id there."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        assert accounts.join(here, UUID(world.person(name)), platform, user)
    return user
