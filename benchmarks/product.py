"""Idobata itself as a contender: the program on a database of its own, and people who answer its questions on Telegram.

A step is what the Telegram face does with an update: parse it, have it handled, render the answer. Only HTTP is left
out. The program is set up as the tests set it up (tests.world).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert

from bot.faces.face import Answer
from bot.faces.telegram import parse
from bot.faces.telegram.face import TelegramFace
from bot.faces.telegram.render import Out, render_scene
from bot.runtime import Runtime
from bot.turns import Turns
from bot.writer import Writer
from storage import networks, people
from storage.accounts import Account
from storage.db import Here
from storage.ids import uuid7
from storage.people import Person
from tests.world import START, World, settings_for

BOT = 1234567890
LINE = "話を急がずに聞けた。間があいても待てたので、ご本人の言葉で望みを聞けたと思う。次は書きとめる前に確かめたい。"
# Numbers of updates, messages and people, never used twice in one run.
NUMBERS = count(1_000_000)


class Hand:
    """One person at her telephone, who answers whatever she is asked."""

    def __init__(self, user: int, runtime: Runtime) -> None:
        self.user = user
        self.left = 0
        self._runtime = runtime
        self._seen: Out = Out("")

    async def begin(self) -> None:
        """Begin a reflection with all perspectives, in place of one that may be half written."""
        answer = await self._handle(self._tap("reflection.all_afresh:"))
        # All but the last two answers: with those it would be handed in, which is more than a step.
        self.left = len(answer.scene.page.form.fields) - 3 if answer.scene.page else 0

    async def step(self) -> None:
        """Answer the question in hand."""
        self.left -= 1
        presses = [button["callback_data"] for row in self._seen.keyboard for button in row]
        choice = next((data for data in presses if data.startswith("pick.")), None)
        await self._handle(self._tap(choice) if choice else self._say(LINE))

    async def _handle(self, update: dict[str, Any]) -> Answer:
        incoming = parse.parse(update)
        answer = await self._runtime.handle(incoming.event(BOT), TelegramFace.traits)
        *_, self._seen = render_scene(answer.scene, answer.words)
        answer.replied()
        return answer

    def _tap(self, data: str) -> dict[str, Any]:
        under = {"message_id": next(NUMBERS), "date": 1795000000, "chat": {"id": self.user, "type": "private"}}
        press = {"id": str(next(NUMBERS)), "from": self._self(), "message": under, "chat_instance": "1", "data": data}
        return {"update_id": next(NUMBERS), "callback_query": press}

    def _say(self, text: str) -> dict[str, Any]:
        chat = {"id": self.user, "type": "private", "first_name": "みほん"}
        message = {"message_id": next(NUMBERS), "date": 1795000000, "chat": chat, "from": self._self(), "text": text}
        return {"update_id": next(NUMBERS), "message": message}

    def _self(self) -> dict[str, Any]:
        return {"id": self.user, "is_bot": False, "first_name": "みほん", "language_code": "ja"}


@dataclass(slots=True)
class Counted:
    """What was counted while steps were done: statements, what opens and closes transactions, commits, hops."""

    statements: int = 0
    control: int = 0
    commits: int = 0
    hops: int = 0


class Product:
    """The program, with people on Telegram who have a reflection in hand."""

    def __init__(self, folder: Path, people_at_once: int, backend: str = "sqlite") -> None:
        self.world = World(settings_for(folder, backend))
        self.app = self.world.app
        users = [next(NUMBERS) for _ in range(people_at_once)]
        self.network, self.people = add_people(self.world, users)
        self.users = users
        self.hands = [Hand(user, self.app.runtime) for user in users]

    def close(self) -> None:
        """Stop the program."""
        self.world.close()

    def other_runtime(self, writer: Writer) -> Runtime:
        """Return a runtime on the same stores that writes in another way."""
        stores = self.app.stores
        turns = Turns(stores.database, stores.keys, self.app.house, self.world.clock)
        return Runtime(writer, turns, self.world.clock, unclean=False)

    @contextmanager
    def counting(self) -> Iterator[Counted]:
        """Count what happens on both databases and how often a thread wakes the loop."""
        counted = Counted()
        engines = [self.app.stores.database.writer, self.app.stores.keys.engine]

        def executed(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if statement.split()[0].upper() in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"):
                counted.statements += 1
            else:
                counted.control += 1

        def committed(_connection: Any) -> None:
            counted.commits += 1

        async def the_loop() -> asyncio.AbstractEventLoop:
            return asyncio.get_running_loop()

        loop: Any = self.world.run(the_loop())
        wake = loop.call_soon_threadsafe

        def woken(*given: Any, **more: Any) -> Any:
            counted.hops += 1
            return wake(*given, **more)

        for engine in engines:
            event.listen(engine, "before_cursor_execute", executed)
            event.listen(engine, "commit", committed)
        loop.call_soon_threadsafe = woken
        try:
            yield counted
        finally:
            del loop.call_soon_threadsafe
            for engine in engines:
                event.remove(engine, "before_cursor_execute", executed)
                event.remove(engine, "commit", committed)


class Steps:
    """Blocks of steps, one person after another."""

    def __init__(self, product: Product, at_a_time: int, hands: list[Hand] | None = None) -> None:
        self._product = product
        self._hands = deque(hands or product.hands)
        self._count = at_a_time

    def prepare(self) -> None:
        """Let whoever is at the end of her reflection begin another."""
        self._product.world.run(self._begin())

    async def _begin(self) -> None:
        for place in range(self._count):
            hand = self._hands[place % len(self._hands)]
            if hand.left <= self._count // len(self._hands):
                await hand.begin()

    def block(self) -> int:
        """Do the steps."""
        self._product.world.run(self._steps())
        return self._count

    async def _steps(self) -> None:
        for _ in range(self._count):
            await self._hands[0].step()
            self._hands.rotate(-1)


def add_people(world: World, users: Sequence[int | str], platform: str = parse.PLATFORM) -> tuple[UUID, list[UUID]]:
    """Add people with accounts on a platform to the demo network; return its id and theirs."""
    with world.app.stores.database.write() as session:
        network = networks.everyone(session)[0].id
        office = people.everyone(Here(session, network))[0].office_id
        ids = [uuid7() for _ in users]
        everyone = {"network_id": network, "office_id": office, "joined_at": START, "agreed_at": START}
        rows = [{**everyone, "id": id, "name": f"見本 {user}"} for id, user in zip(ids, users, strict=True)]
        session.execute(insert(Person), rows)
        accounts = [
            {"network_id": network, "id": uuid7(), "person_id": id, "platform": platform, "user_id": str(user)}
            for id, user in zip(ids, users, strict=True)
        ]
        session.execute(insert(Account), accounts)
    return network, ids
