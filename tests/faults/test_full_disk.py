"""A full and a locked database: nothing is said that was not kept, and the same press works afterwards."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import event, text

from bot.app import App
from bot.faces.face import Answer
from handlers.kit.errors import TryLater
from handlers.kit.events import Act, Event, Sent, Tapped
from messages.words import msg, words_of
from storage.db import Link
from storage.fault import set_trap
from tests.chat import TOGETHER
from tests.faults.conftest import Install
from tests.faults.lives import user_of
from tests.faults.person import Person
from tests.faults.stores import integrity, state_of
from tests.faults.test_kill_unasked import never
from tests.world import SetClock, settings_for

LATER = words_of().say(msg("runtime-later"))
# 500 characters as people count them, in 7,500 bytes: more than a page of the database.
LONG = "\N{WOMAN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}\N{ZERO WIDTH JOINER}\N{ROCKET}" * 500
PEOPLE = 5


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    """The program on SQLite, in this loop."""
    app = App(settings_for(tmp_path / "var", "sqlite"), SetClock())
    await app.start(tick=False)
    yield app
    set_trap(None)
    await app.stop()
    assert integrity(app.settings) == ["ok", "ok"]


class Disk:
    """Fills up in the turns that are named, for the connection that is writing; another connection finds room."""

    def __init__(self, app: App, full: set[int]) -> None:
        self.full = full
        self.turns = 0
        self.raw: list[object] = []
        event.listen(app.stores.database.writer, "connect", lambda raw, _record: self.raw.append(raw))

    def __call__(self, point: str) -> None:
        """Count turns; take the room away in one that is named."""
        if point != "rx.after_inbox":
            return
        self.turns += 1
        if self.turns in self.full:
            self.raw[-1].execute("PRAGMA max_page_count=1")  # type: ignore[attr-defined]


def press(user: str, act: Act) -> Event:
    """Return an act as an event of its own."""
    return Event(f"web:{user}", str(uuid4()), "web", user, act)


async def handle(app: App, sent: Event) -> Answer | TryLater:
    """Handle an event; what is answered is there for everybody to see, what is not left no trace."""
    try:
        answer = await app.runtime.handle(sent, TOGETHER)
    except TryLater as later:
        assert state_of(app.settings, sent.external_id) is None
        return later
    assert state_of(app.settings, sent.external_id) == "done"
    return answer


async def at_line(app: App, user: str) -> tuple[str, int]:
    """Bring somebody to the first line of a reflection; return her draft and its version."""
    answer = await app.runtime.handle(press(user, Tapped("reflection.quick")), TOGETHER)
    for key in ("interview", "good"):
        page = answer.scene.page
        assert page
        answer = await app.runtime.handle(press(user, Tapped(f"pick.{key}:{page.draft}:{page.version}")), TOGETHER)
    assert answer.scene.page
    return answer.scene.page.draft, answer.scene.page.version


@pytest.mark.parametrize("place", range(PEOPLE))
async def test_one_turn_of_a_shared_commit_finds_the_disk_full_and_exactly_the_others_are_kept(
    app: App, place: int
) -> None:
    with app.stores.database.reader.connect() as connection:
        users = [row[0] for row in connection.execute(text("SELECT user_id FROM accounts ORDER BY user_id"))][:PEOPLE]
    pages = [await at_line(app, user) for user in users]
    texts = [LONG if number == place else f"{number}人目の一行" for number in range(PEOPLE)]
    lines = [Sent(*page, {"person_centered.line": line}) for page, line in zip(pages, texts, strict=True)]
    events = [press(user, line) for user, line in zip(users, lines, strict=True)]

    # No page of the file is free: what is long needs new ones.
    with closing(sqlite3.connect(app.settings.var / "idobata.db")) as file:
        file.execute("VACUUM")
    # The writer opens a connection that the disk knows of; it fills in the shared turn, and when she is tried alone.
    disk = Disk(app, {place + 1, place + 1 + place + 1})
    await fresh_connection(app)
    commits = app.writer.commits
    begun, gate = threading.Event(), threading.Event()

    def hold(_link: Any) -> bool:
        begun.set()
        return gate.wait(10)

    held = asyncio.create_task(app.writer.run(hold))
    assert await asyncio.to_thread(begun.wait, 10)
    set_trap(disk)
    tasks = [asyncio.create_task(handle(app, sent)) for sent in events]
    async with asyncio.timeout(10):
        while app.writer._queue.qsize() < len(tasks):
            await asyncio.sleep(0.002)
    gate.set()
    answers = await asyncio.gather(*tasks)
    assert await held

    assert [isinstance(answer, TryLater) for answer in answers] == [number == place for number in range(PEOPLE)]
    # The shared turns as far as the full one, then each alone; and one commit for whoever held the writer.
    assert disk.turns == place + 1 + PEOPLE
    assert app.writer.commits - commits == 1 + PEOPLE - 1
    shown = [answer.scene.page.fields[0].name for answer in answers if isinstance(answer, Answer) and answer.scene.page]
    assert shown == ["social_model.look"] * (PEOPLE - 1)

    # There is room again: the same press is done once, and nobody else's a second time.
    for sent in events:
        again = await handle(app, sent)
        assert isinstance(again, Answer)
        assert again.scene.page
        assert (again.scene.page.fields[0].name, again.scene.page.version) == ("social_model.look", 4)


async def fresh_connection(app: App) -> None:
    """Let the writer give its connection up, as it does after any error."""

    def fails(link: Link) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await app.writer.run(fails)


@pytest.mark.kill
def test_a_database_locked_by_another_process_is_said_and_the_same_press_works_afterwards(install: Install) -> None:
    installation = install("sqlite")
    installation.constants["storage.db.BUSY_MS"] = 100
    address = installation.begin()
    assert address
    person = Person(user_of(installation), address, never)
    person.sign_in()
    person.opens()
    act = {"id": str(uuid4()), "tap": person.data("reflection.mine") or ""}
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN IMMEDIATE'); print(); input()"
    command = [sys.executable, "-c", code, str(installation.settings.var / "idobata.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        other.stdout.readline()
        for _ in range(2):
            assert person.post("/event", dict(act)) == (503, {"problem": LATER})
        # Who only looks is not kept waiting.
        assert person.now()["home"] == person.shown["home"]
        other.communicate("\n")
    status, answer = person.post("/event", dict(act))
    assert (status, len(answer["cards"])) == (200, 1)
    assert state_of(installation.settings, act["id"]) == "done"
    assert installation.stop() == 0


@pytest.mark.kill
@pytest.mark.postgres
def test_connections_that_the_database_cut_are_made_anew_and_the_same_press_works(install: Install) -> None:
    installation = install("postgres")
    address = installation.begin()
    assert address
    person = Person(user_of(installation), address, never)
    person.sign_in()
    person.opens()
    for _ in range(3):
        cut(installation.settings.database_url)
        cut(installation.settings.keys_url)
        person.taps("reflection")
        person.taps("reflection.quick")
        assert person.field == "about"
        person.acts_once({"tap": person.shown["page"]["buttons"][0]["data"]})
        assert person.field is None
    assert {status for status, _ in person.problems} <= {503}
    for id in person.acts:
        assert state_of(installation.settings, id) == "done"
    assert installation.stop() == 0


def cut(url: str) -> None:
    """Have the server end every other connection to a database."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
