"""A heap of notices that cannot go quickly: who speaks is answered first, and nobody waits for another's slow line."""

from __future__ import annotations

import asyncio
import time
from uuid import uuid4

import pytest

from bot.delivery import MOST_UNDER_WAY
from handlers.kit.events import Event, Tapped
from handlers.kit.turn import Traits
from storage import networks, people
from storage.db import Here
from tests.bot.test_delivery import Wire
from tests.bot.trouble import post, rows
from tests.bot.wires import delivery_on
from tests.world import ALONE, CENTRE, World

BACKLOG = 300
TRAITS = Traits(together=True, home=True)


class Slow(Wire):
    """A platform that takes its time, and counts how many it is showing at once."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds
        self.now = self.most = 0

    async def show(self, user_id: str, told: object) -> str:
        """Show after a while."""
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(self.seconds)
        self.now -= 1
        return await super().show(user_id, told)  # type: ignore[arg-type]


def everybody(world: World) -> list[str]:
    """Return the names of all people."""
    with world.app.stores.database.read() as session:
        return [person.name for person in people.everyone(Here(session, networks.ids(session)[0]))]


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a25_with_a_backlog_who_speaks_is_answered_first(troubled: World) -> None:
    names = everybody(troubled)
    for place in range(BACKLOG):
        post(troubled, names[place % len(names)])
    wire = Slow(0.02)
    delivery = delivery_on(troubled, wire)
    user = troubled.person()
    waited: list[float] = []

    async def speak() -> None:
        for _ in range(10):
            began = time.monotonic()
            await troubled.app.runtime.handle(Event(f"web:{user}", str(uuid4()), "web", user, Tapped("home:")), TRAITS)
            waited.append(time.monotonic() - began)
            await asyncio.sleep(0.05)

    async def both() -> int:
        work = asyncio.create_task(delivery.go_on())
        await speak()
        left = BACKLOG - len(wire.shown)
        await work
        while await delivery.tick():
            pass
        return left

    # She was answered while most of it was still to come.
    assert troubled.run(both()) > 0
    assert sorted(waited)[len(waited) // 2] < 0.5
    assert rows(troubled, "SELECT state, attempts, count(*) FROM outbox GROUP BY state, attempts") == [
        ("sent", 1, BACKLOG)
    ]
    # One at a time a person, and never more under way than is meant to be.
    assert 1 < wire.most <= min(len(names), MOST_UNDER_WAY)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_person_whose_line_hangs_holds_nobody_else_up(troubled: World) -> None:
    hangs = asyncio.Event()
    alone = troubled.person()

    class Hanging(Wire):
        async def show(self, user_id: str, told: object) -> str:
            if user_id == alone:
                await hangs.wait()
            return await super().show(user_id, told)  # type: ignore[arg-type]

    wire = Hanging()
    delivery = delivery_on(troubled, wire)
    for _ in range(60):
        post(troubled, ALONE)
    troubled.clock.forward(seconds=1)
    others = [name for name in everybody(troubled) if name != ALONE]
    for name in others * 2:
        post(troubled, name)

    async def go() -> list[str]:
        for _ in range(5):
            await delivery.take()
            await asyncio.sleep(0.1)
        shown = [user for user, _, _ in wire.shown]
        hangs.set()
        for _ in range(3):
            await delivery.tick()
        return shown

    expected = sorted([troubled.person(name) for name in others] * 2)
    assert sorted(troubled.run(go())) == expected
    assert len([user for user, _, _ in wire.shown if user == alone]) == 60
    assert troubled.person(CENTRE) in expected
