"""The program in this process, killed at its fault points, over two faces of the tests' own.

A kill here is a fault point that raises, after which nothing has any effect any more: no commit, no message. Then the
program is dropped without a stop, and another one starts on the same files.
"""

from __future__ import annotations

import asyncio
import os
import re
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

import bot.app
from bot.app import App, build_house
from bot.delivery import Delivery
from bot.faces.face import Answer, Intake, Told
from bot.settings import Settings
from bot.turns import Turns
from bot.writer import Writer
from handlers.kit.cards import Card
from handlers.kit.errors import Doubtful, TryLater, Undeliverable
from handlers.kit.events import Event
from handlers.kit.house import Conversation, House, NoticeKind
from handlers.kit.turn import Traits, Turn
from messages.words import given
from storage.db import open_database
from storage.fault import set_trap
from storage.keys import open_key_store
from tests.stateful.delivery import TELEGRAM
from tests.world import SetClock

T = TypeVar("T")

# What sending to somebody may meet; in the first four nothing is shown.
WEATHERS = ("fine", "limited", "refused", "lost", "blocked", "banned", "dropped", "odd")
_SAID = re.compile(r"知らせ(\d+)")


class Down(Exception):
    """The program has been killed: whoever still runs in it does nothing any more."""


class Odd(Exception):
    """Something that nobody has foreseen."""


def house(gone: set[UUID]) -> House:
    """Return the house with notices of each pace; of a subject that is in `gone` nothing is said any more."""

    def cards(_turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
        return None if subject in gone else (Card(paragraphs=(given(f"知らせ{subject.int}"),)),)

    kinds = {
        "flow.now": NoticeKind(cards, pace="now", repeats=True),
        "flow.soon": NoticeKind(cards, pace="soon", repeats=True),
        "flow.morning": NoticeKind(cards),
    }
    whole = build_house()
    flow = Conversation("flow", lambda _turn: (), {}, notices=kinds)
    return replace(whole, conversations=(*whole.conversations, flow))


class Trap:
    """Kills, or does something else, when a fault point is passed for the n-th time."""

    def __init__(self) -> None:
        self.dead = False
        self._waits: tuple[str, int, Callable[[], None]] | None = None
        self._lock = threading.Lock()

    def arm(self, point: str, passing: int, then: Callable[[], None] | None = None) -> None:
        """Wait for the n-th passing of a point; what happens then is a kill unless something else is named."""
        self._waits = (point, passing, then or self.kill)

    def disarm(self) -> None:
        """Wait for nothing, and let there be life."""
        self._waits, self.dead = None, False

    def kill(self) -> None:
        """Let nothing have any effect from here on."""
        self.dead = True
        raise Down

    def __call__(self, here: str) -> None:
        """Pass a fault point, in whatever thread."""
        if self.dead:
            raise Down
        with self._lock:
            if self._waits is None or self._waits[0] != here:
                return
            point, left, then = self._waits
            self._waits = (point, left - 1, then) if left > 1 else None
        if left == 1:
            then()


@dataclass(frozen=True)
class Shown:
    """A message that a face has taken: for whom, when, and what."""

    platform: str
    user_id: str
    at: datetime
    told: Told
    numbers: tuple[int, ...]
    others: bool


class Wire:
    """A platform of the tests' own: one ledger for all, and a weather for each user."""

    def __init__(self, platform: str, clock: SetClock, trap: Trap, ledger: list[Shown]) -> None:
        self.platform = platform
        self.repeatable = platform != TELEGRAM
        self.traits = Traits(together=self.repeatable, home=self.repeatable)
        self.weather: dict[str, str] = {}
        # What may have been shown or not, by what was sent.
        self.doubts: list[tuple[int, ...]] = []
        self.odd: set[str] = set()
        self._clock, self._trap, self._ledger = clock, trap, ledger

    async def listen(self, intake: Intake) -> None:
        """Nobody speaks here by herself."""

    async def close(self) -> None:
        """Nothing is open."""

    async def show(self, user_id: str, told: Told) -> str:
        """Take a message, or fail as the weather is."""
        await asyncio.sleep(0)
        if self._trap.dead:
            raise Down
        texts = [told.words.say(paragraph) for card in told.scene.cards for paragraph in card.paragraphs]
        numbers = tuple(int(found[1]) for text in texts if (found := _SAID.fullmatch(text)))
        weather = self.weather.get(user_id, "fine")
        if weather in ("fine", "dropped", "odd"):
            others = len(told.scene.cards) > len(numbers) + told.letter
            self._ledger.append(Shown(self.platform, user_id, self._clock.now(), told, numbers, others))
        if weather in ("lost", "dropped", "odd"):
            self.doubts.append(numbers)
        self.odd |= {told.id} if weather == "odd" else set()
        self._raise(weather)
        return f"{self.platform}-{len(self._ledger)}"

    def _raise(self, weather: str) -> None:
        if weather in ("limited", "refused"):
            raise TryLater(weather, 30 if weather == "limited" else 0)
        if weather in ("lost", "dropped"):
            raise Doubtful(weather)
        if weather in ("blocked", "banned"):
            raise Undeliverable("blocked" if weather == "blocked" else "refused")
        if weather == "odd":
            raise Odd

    async def redraw(self, user_id: str, shown: Callable[[], None]) -> None:
        """Where she stands is no notice."""
        if self._trap.dead:
            raise Down

    async def put(self, chat: str, topic: str, told: Told, *, under: str = "", stands: str = "") -> str:
        """Nothing stands in places here."""
        raise Undeliverable("gone")

    async def wipe(self, user_id: str, reference: str, shown_at: datetime) -> None:
        """Nothing private is shown here."""


class Life:
    """The program, started again and again on the same files."""

    def __init__(self, settings: Settings, clock: SetClock, house: House) -> None:
        self.settings, self.clock, self.house = settings, clock, house
        self.trap = Trap()
        self.ledger: list[Shown] = []
        self.telegram = Wire("telegram", clock, self.trap, self.ledger)
        self.web = Wire("web", clock, self.trap, self.ledger)
        self._runner = asyncio.Runner()
        self._loop = self._runner.get_loop()
        set_trap(self.trap)
        # An engine that was disposed of connects anew, and what it has compiled stays: half of the time of a start.
        vars(bot.app).update(open_database=cache(open_database), open_key_store=cache(open_key_store))
        self.begin()

    def begin(self) -> None:
        """Start the program; one that is killed while it starts is started again."""
        self.app = App(self.settings, self.clock, self.house)
        self.app.faces = (self.telegram, self.web)
        self.app.delivery = self._delivery(self.app.writer, self.app.runtime._turns)
        self.run(self.app.start(tick=False))

    def _delivery(self, writer: Writer, turns: Turns) -> Delivery:
        return Delivery(writer, turns, self.clock, (self.telegram, self.web))

    def run(self, work: Coroutine[Any, Any, T]) -> T | None:
        """Run something to its end; None when the program was killed meanwhile, and runs again now."""
        try:
            result = self._loop.run_until_complete(work)
        except Exception:
            if not self.trap.dead:
                raise
            result = None
        if not self.trap.dead:
            return result
        self._bury()
        self.begin()
        return None

    async def tick(self) -> None:
        """Plan and deliver what is due, and sweep."""
        await self.app.delivery.plan()
        await self.app.delivery.tick()
        await self.app._sweep()

    async def takes(self, event: Event) -> Answer:
        """Take an event as a face does, to its answer's end."""
        face = next(face for face in self.app.faces if face.platform == event.platform)
        answer = await self.app.runtime.handle(event, face.traits)
        answer.replied()
        return answer

    def restart(self, trap: Callable[[], None] = lambda: None) -> None:
        """Stop the program, perhaps set a trap, and start it."""
        self.run(self.app.stop())
        trap()
        self.begin()

    def beside(self) -> None:
        """Let another worker deliver what is due, in a thread and on connections of its own."""
        thread = threading.Thread(target=lambda: asyncio.run(self._other()))
        thread.start()
        thread.join()

    async def _other(self) -> None:
        database = open_database(self.settings.database)
        writer = Writer(database)
        writer.start()
        await self._delivery(writer, Turns(database, self.app.stores.keys, self.house, self.clock)).tick()
        await writer.stop()
        database.dispose()

    def _bury(self) -> None:
        """Drop a killed program: its tasks, threads, connections and lock end, and none of them does anything."""
        self._loop.run_until_complete(self._end_tasks())
        self._loop.run_until_complete(self.app.writer.stop())
        self.app.stores.database.dispose()
        self.app.stores.keys.engine.dispose()
        os.close(self.app.lock._file)
        self.trap.disarm()

    async def _end_tasks(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def close(self) -> None:
        """Stop for good."""
        self.trap.disarm()
        self.run(self.app.stop())
        set_trap(None)
        vars(bot.app).update(open_database=open_database, open_key_store=open_key_store)
        self._runner.close()
