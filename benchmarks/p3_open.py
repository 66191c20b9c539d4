"""P3: many open conversations, each answer saved: ours against python-telegram-bot's own way to keep them."""

from __future__ import annotations

import asyncio
import json
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from telegram import Update
from telegram.ext import ConversationHandler, MessageHandler, PicklePersistence, filters

from benchmarks.bare import Alone, application, update_of
from benchmarks.measure import Contender, Row, alternate, millis, ratio, size
from benchmarks.product import LINE, NUMBERS, Product, Steps, add_people
from bot.settings import master_key
from storage.drafts import drafts
from storage.ids import uuid7
from storage.keys import person_keys, text_keys
from storage.seal import Place, new_key, seal

FEW, MANY = 100, 10_000
# As many states as there are questions: each answer moves a conversation on.
QUESTIONS = 10


def open_drafts(product: Product, number: int) -> None:
    """Let so many other people have a reflection half written, with keys of their own."""
    world = product.world
    network, ids = add_people(world, [next(NUMBERS) for _ in range(number)])
    master = master_key(world.settings, fresh=False)
    plain = json.dumps({"answers": {"about": "interview", "line": LINE}, "heeded": False}, ensure_ascii=False).encode()
    above, under, kept = [], [], []
    for person in ids:
        draft, top, key = uuid7(), new_key(), new_key()
        wrapped = seal(master, person, Place(network, "person_keys", "wrapped", person), top)
        above.append({"person_id": person, "network_id": network, "wrapped": wrapped})
        wrapped = seal(top, person, Place(network, "text_keys", "wrapped", draft), key)
        under.append({"id": draft, "network_id": network, "person_id": person, "wrapped": wrapped})
        answers = seal(key, draft, Place(network, "drafts", "answers", draft), plain)
        row = {"network_id": network, "id": draft, "person_id": person, "form": "reflection", "params": {}}
        row |= {"answers": answers, "version": 3, "in_hand": True, "expires_at": world.clock.now().replace(year=2030)}
        kept.append(row)
    with world.app.stores.keys.engine.begin() as connection:
        connection.execute(insert(person_keys), above)
        connection.execute(insert(text_keys), under)
    with world.app.stores.database.writer.begin() as connection:
        connection.execute(insert(drafts), kept)


async def _asked(update: Update, context: Any) -> int:
    """Keep an answer and ask the next question: no more than a conversation must."""
    assert update.message
    question = len(context.user_data) % QUESTIONS
    context.user_data[f"line{update.message.message_id}"] = update.message.text
    return question


class Pickled:
    """ConversationHandler and PicklePersistence, as they are by default, with so many conversations open."""

    def __init__(self, path: Path, number: int) -> None:
        self._people = number
        self._store = PicklePersistence(path, on_flush=True)
        self.app = application(persistence=self._store)
        talk = ConversationHandler(
            [MessageHandler(filters.TEXT, _asked)],
            {state: [MessageHandler(filters.TEXT, _asked)] for state in range(QUESTIONS)},
            [],
            name="talk",
            persistent=True,
        )
        self.app.add_handler(talk)
        self._numbers = count(1)

    async def open(self) -> None:
        """Let every conversation be half done."""
        await self.app.initialize()
        for _ in range(2 * self._people):
            await self._take()
        await self.app.update_persistence()
        # From here on every change is written, which is its default.
        self._store.on_flush = False

    async def _take(self) -> None:
        number = next(self._numbers)
        await self.app.process_update(Update.de_json(update_of(1 + number % self._people, number), self.app.bot))

    async def close(self) -> None:
        """End the application."""
        await self.app.shutdown()

    async def once(self) -> None:
        """Take one answer and save it."""
        await self._take()
        await self.app.update_persistence()


def measure(folder: Path) -> list[Row]:
    """Return the rows of P3."""
    many = size(MANY, 2 * FEW)
    block, runner = size(30, 4), asyncio.Runner()
    products = {number: Product(folder / f"open-{number}", size(30, 4)) for number in (FEW, many)}
    for number, product in products.items():
        open_drafts(product, number)
    pickled = Pickled(folder / "conversations.pickle", many)
    runner.run(pickled.open())
    contenders: dict[str, Contender] = {
        "few": Steps(products[FEW], block),
        "many": Steps(products[many], block),
        "pickled": Alone(runner, size(2, 2), pickled.once),
    }
    costs = alternate(contenders, blocks=size(15, 2))
    runner.run(pickled.close())
    runner.close()
    for product in products.values():
        product.close()
    return [
        Row(
            "P3",
            f"ConversationHandler at {many:,} open / ours",
            ratio(costs["pickled"].cpu, costs["many"].cpu),
            at_least=60,
        ),
        Row("P3", f"ours at {many:,} open / at {FEW}", ratio(costs["many"].cpu, costs["few"].cpu), at_most=1.15),
        Row("P3", "ConversationHandler, each answer saved", millis(costs["pickled"].cpu), "ms"),
        Row("P3", f"our step at {many:,} open", millis(costs["many"].cpu), "ms"),
    ]
