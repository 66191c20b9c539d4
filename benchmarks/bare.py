"""S, the unit: a bare python-telegram-bot update that nothing is done with, and a durable step in raw sqlite3."""

from __future__ import annotations

import asyncio
import json
import queue
import sqlite3
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, MessageHandler, filters
from telegram.request import BaseRequest

from benchmarks.product import LINE

TOKEN = "1234567890:" + "B" * 35
ME = {"id": 1234567890, "is_bot": True, "first_name": "見本", "username": "sample_bot"}

TABLES = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE inbox (id TEXT PRIMARY KEY, source TEXT, external_id TEXT, UNIQUE (source, external_id));
CREATE TABLE drafts (person TEXT PRIMARY KEY, answers TEXT, version INTEGER);
CREATE TABLE outbox (id TEXT PRIMARY KEY, person TEXT, body TEXT);
"""


class Offline(BaseRequest):
    """An HTTP client that answers every call as the Bot API would, without any network."""

    @property
    def read_timeout(self) -> float:
        """Nothing is waited for."""
        return 1.0

    async def initialize(self) -> None:
        """Nothing is opened."""

    async def shutdown(self) -> None:
        """Nothing is closed."""

    async def do_request(self, url: str, method: str, *_given: Any, **_more: Any) -> tuple[int, bytes]:
        """Answer: the bot about itself, otherwise a message."""
        sent = {"message_id": 1, "date": 1795000000, "chat": {"id": 1, "type": "private"}, "text": "."}
        return 200, json.dumps({"ok": True, "result": ME if url.endswith("getMe") else sent}).encode()


def application(**given: Any) -> Any:
    """Return python-telegram-bot's application without network and without its updater."""
    builder = Application.builder().token(TOKEN).updater(None)
    builder = builder.request(Offline()).get_updates_request(Offline())
    for name, value in given.items():
        builder = getattr(builder, name)(value)
    return builder.build()


def update_of(user: int, number: int) -> dict[str, Any]:
    """Return a raw update: a text of a person in her private chat."""
    someone = {"id": user, "is_bot": False, "first_name": "みほん", "language_code": "ja"}
    chat = {"id": user, "type": "private", "first_name": "みほん"}
    message = {"message_id": number, "date": 1795000000, "chat": chat, "from": someone, "text": f"{LINE}{number}"}
    return {"update_id": number, "message": message}


class BareUpdate:
    """An update through python-telegram-bot with a handler that does nothing."""

    def __init__(self) -> None:
        self.app = application()
        self.app.add_handler(MessageHandler(filters.ALL, _nothing))
        self._numbers = count(1)

    async def open(self) -> None:
        """Make the application ready."""
        await self.app.initialize()

    async def close(self) -> None:
        """End the application."""
        await self.app.shutdown()

    async def once(self) -> None:
        """Handle one update."""
        await self.app.process_update(Update.de_json(update_of(7, next(self._numbers)), self.app.bot))


async def _nothing(_update: Update, _context: Any) -> None:
    """Do nothing."""


class RawStep:
    """A durable step without any library: seen before? load, apply, store, enqueue, commit, in a writer thread."""

    def __init__(self, path: Path) -> None:
        self._numbers = count(1)
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._database.executescript(TABLES)
        people = [(str(number), json.dumps({"answers": {}}), 1) for number in range(64)]
        self._database.executemany("INSERT INTO drafts VALUES (?, ?, ?)", people)
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._queue.put(None)
        self._thread.join()
        self._database.close()

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            job()

    async def once(self) -> None:
        """Do one step and wait for its commit."""
        number = next(self._numbers)
        loop = asyncio.get_running_loop()
        done: asyncio.Future[int] = loop.create_future()

        def job() -> None:
            version = self._step(number)
            loop.call_soon_threadsafe(done.set_result, version)

        self._queue.put(job)
        await done

    def _step(self, number: int) -> int:
        run, person = self._database.execute, str(number % 64)
        run("BEGIN IMMEDIATE")
        run("INSERT INTO inbox VALUES (?, 'telegram', ?) ON CONFLICT DO NOTHING", (f"i{number}", str(number)))
        answers, version = run("SELECT answers, version FROM drafts WHERE person = ?", (person,)).fetchone()
        data = json.loads(answers)
        data["answers"][f"line{number // 64 % 9}"] = LINE
        body = json.dumps(data, ensure_ascii=False)
        run("UPDATE drafts SET answers = ?, version = ? WHERE person = ?", (body, version + 1, person))
        run("INSERT INTO outbox VALUES (?, ?, 'next')", (f"o{number}", person))
        run("COMMIT")
        return int(version) + 1


class Alone:
    """A contender of asynchronous operations, on a loop of its own."""

    def __init__(self, runner: asyncio.Runner, at_a_time: int, *once: Callable[[], Any]) -> None:
        self._runner = runner
        self._count = at_a_time
        self._once = once

    def prepare(self) -> None:
        """Nothing has to be made ready."""

    def block(self) -> int:
        """Do the operations, one after another."""
        self._runner.run(self._all())
        return self._count

    async def _all(self) -> None:
        for _ in range(self._count):
            for once in self._once:
                await once()


class Unit:
    """S and its two halves, ready to be contenders."""

    def __init__(self, folder: Path, at_a_time: int) -> None:
        self._runner = asyncio.Runner()
        self._bare = BareUpdate()
        self._raw = RawStep(folder / "raw.db")
        self._runner.run(self._bare.open())
        self.both = Alone(self._runner, at_a_time, self._bare.once, self._raw.once)
        self.update = Alone(self._runner, at_a_time, self._bare.once)
        self.step = Alone(self._runner, at_a_time, self._raw.once)

    def close(self) -> None:
        """End both."""
        self._runner.run(self._bare.close())
        self._raw.close()
        self._runner.close()
