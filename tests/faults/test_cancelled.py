"""A task that is cancelled wherever it waits leaves nothing half done, no open connection and nothing stuck (A11)."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.faces.face import Answer
from handlers.kit.events import Event, Tapped
from handlers.kit.turn import Traits
from storage.leases import LEASE
from tests.bot.faces.telegram.conftest import face_of
from tests.bot.test_delivery import Wire
from tests.bot.trouble import Doing, post, rows
from tests.bot.wires import delivery_on, joins, telephone
from tests.faults.cancelling import Cancelling
from tests.simulators.telegram import TOKEN, Telegram
from tests.telegram_chat import TelegramChat, join
from tests.world import ALONE, World, settings_for

pytestmark = pytest.mark.slow

TRAITS = Traits(together=True, home=True)
USER = 700100200
SECONDS = 5
AGAIN = "（再送）"


@pytest.fixture
def doing() -> Doing:
    """What the trouble conversation does."""
    return Doing()


@pytest.fixture
def troubled(backend: str, tmp_path: Path, doing: Doing) -> Iterator[World]:
    """The program with the trouble conversation."""
    world = World(settings_for(tmp_path / "var", backend), house=doing.house())
    yield world
    world.close()


def check_connections(world: World) -> None:
    """Check that only the writer's threads have kept a connection."""
    database, keys = world.app.stores.database, world.app.stores.keys
    pools: list[Any] = [engine.pool for engine in (database.writer, database.reader, keys.engine)]
    writer, reader, key = (pool.checkedout() for pool in pools)
    assert key == 0
    assert (writer <= 1 and reader == 0) if database.sqlite else writer <= 4


@pytest.mark.parametrize("careful", [False, True])
def test_an_event_whose_handling_is_cancelled_anywhere_is_done_once(
    troubled: World, doing: Doing, careful: bool
) -> None:
    runtime, user = troubled.app.runtime, troubled.person()

    async def handled(event: Event, at: int) -> bool:
        with Cancelling(at, "Runtime.handle") as cancelling:
            if careful:
                # As after an unclean stop.
                runtime._careful = 50
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.create_task(runtime.handle(event, TRAITS))
        async with asyncio.timeout(SECONDS):
            answer: Answer = await runtime.handle(event, TRAITS)
        assert answer.scene.home != ()
        return cancelling.reached

    for at in count(1):
        event = Event(f"web:{user}", f"event-{at}", "web", user, Tapped("trouble:"))
        reached = troubled.run(handled(event, at))
        assert doing.turns == [ALONE] * at
        assert rows(troubled, "SELECT state, count(*) FROM inbox GROUP BY state") == [("done", at)]
        if not reached:
            break
    assert at > 1
    check_connections(troubled)


@pytest.mark.parametrize("repeatable", [True, False])
def test_notices_whose_delivery_is_cancelled_anywhere_come_once_or_marked_and_in_order(
    troubled: World, repeatable: bool
) -> None:
    wire = Wire() if repeatable else telephone()
    if not repeatable:
        joins(troubled)
    delivery = delivery_on(troubled, wire)
    posted = []

    async def delivered(at: int) -> bool:
        with Cancelling(at, "Delivery.tick", "Delivery._in_order") as cancelling:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.create_task(delivery.tick())
            async with asyncio.timeout(SECONDS):
                await delivery.drain(SECONDS)
        return cancelling.reached

    for at in count(1):
        posted += [f"お知らせ {post(troubled, ALONE)}" for _ in range(2)]
        reached = troubled.run(delivered(at))
        for _ in range(3):
            troubled.clock.at += LEASE
            troubled.run(delivery.tick())
        assert rows(troubled, "SELECT state, count(*) FROM outbox GROUP BY state") == [("sent", 2 * at)]
        if not reached:
            break
    assert at > 5
    assert list(dict.fromkeys(text for _, _, text in wire.shown)) == posted
    if repeatable:
        assert len({id for _, id, _ in wire.shown}) == len(posted)
    else:
        plain = Counter(text for (_, _, text), told in zip(wire.shown, wire.told, strict=True) if not told.again)
        assert {*plain.values()} == {1}
    check_connections(troubled)


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[TelegramChat]:
    """The chat of somebody who has come by her link; the bot tries again at once."""
    telegram = Telegram()
    world = World(settings_for(tmp_path / "var", "sqlite", telegram_token=TOKEN), beside=telegram)
    join(world, USER, ALONE)
    face_of(world).listening.retry = 0.005
    yield TelegramChat(world, telegram, USER).says("/home")
    world.close()
    assert telegram.wrong == []


def check_chat(chat: TelegramChat, asked: int) -> None:
    """Check that each update was done once, none was answered twice without a mark, and a restart pays what is owed."""
    done = rows(chat.world, "SELECT state, count(*) FROM inbox GROUP BY state")
    assert done == [("done", asked)]
    chat.restarts()
    chat.world.run(chat.world.app.runtime.note_replied())
    homes = [message.text for message in chat.telegram.seen(USER)]
    assert len([text for text in homes if not text.startswith(AGAIN)]) <= asked
    assert rows(chat.world, "SELECT count(*) FROM inbox WHERE NOT replied") == [(0,)]
    assert chat.says("/home").home() == ["きょうは、なにをしますか"]


async def confirmed(chat: TelegramChat, update: int) -> None:
    """Wait until an update has been taken."""
    async with asyncio.timeout(SECONDS):
        while chat.telegram.confirmed < update:
            await asyncio.sleep(0.002)


async def ended(task: asyncio.Task[None] | None) -> None:
    """End the listening, as a stop does."""
    assert task
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def test_listening_that_is_cancelled_anywhere_loses_no_update_and_does_none_twice(chat: TelegramChat) -> None:
    face = face_of(chat.world)

    async def heard(at: int) -> bool:
        await ended(face._task)
        update = chat.telegram.writes(USER, "/home")
        with Cancelling(at, "Listening.forever", "Updates._in_order") as cancelling:
            await face.listen(chat.world.app.runtime)
            while not cancelling.reached and chat.telegram.confirmed < update:
                await asyncio.sleep(0.002)
        await ended(face._task)
        await face.listen(chat.world.app.runtime)
        await confirmed(chat, update)
        await face.idle()
        return cancelling.reached

    for at in count(1):
        if not chat.world.run(heard(at)):
            break
    assert at > 5
    check_chat(chat, at + 1)


def test_an_answer_that_is_cancelled_anywhere_holds_no_other_up(chat: TelegramChat) -> None:
    async def answered(at: int) -> bool:
        with Cancelling(at, "Saying._in_turn") as cancelling:
            await confirmed(chat, chat.telegram.writes(USER, "/home"))
            await face_of(chat.world).idle()
        return cancelling.reached

    for at in count(1):
        if not chat.world.run(answered(at)):
            break
    assert at > 5
    check_chat(chat, at + 1)
