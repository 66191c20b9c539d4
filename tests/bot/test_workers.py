"""Several workers on one PostgreSQL: each event is done once, each notice goes out once, and reaches any tab."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from bot.app import App
from handlers.kit.events import Event, Tapped
from handlers.kit.turn import Traits
from tests.bot.faces.web.client import Client
from tests.bot.trouble import Doing, post, rows
from tests.world import ALONE, CENTRE, World, settings_for

pytestmark = pytest.mark.postgres
TRAITS = Traits(together=True, home=True)


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[tuple[World, App]]:
    """Two programs on one database, in one loop: the second has a folder of its own with the same master key."""
    doing = Doing()
    settings = settings_for(tmp_path / "one", "postgres")
    (tmp_path / "two").mkdir()
    shutil.copy(tmp_path / "one" / "master.key", tmp_path / "two" / "master.key")
    first = World(settings, house=doing.house())
    second = App(settings.model_copy(update={"var": tmp_path / "two"}), first.clock, first.house)
    first.run(second.start(tick=False))
    yield first, second
    first.run(second.stop())
    first.close()


def test_an_event_that_two_workers_get_is_done_once(workers: tuple[World, App]) -> None:
    first, second = workers
    user = first.person()
    events = [Event(f"web:{user}", str(uuid4()), "web", user, Tapped("reflection.quick:")) for _ in range(10)]

    async def both() -> list[bool]:
        work = [app.runtime.handle(event, TRAITS) for event in events for app in (first.app, second)]
        return [answer.again for answer in await asyncio.gather(*work)]

    again = first.run(both())
    assert [sorted(again[place : place + 2]) for place in range(0, 20, 2)] == [[False, True]] * 10
    assert rows(first, "SELECT state, count(*) FROM inbox GROUP BY state") == [("done", 10)]


def test_a_notice_that_two_workers_see_goes_out_once(workers: tuple[World, App]) -> None:
    first, second = workers
    for name in (ALONE, CENTRE) * 20:
        post(first, name)

    async def both() -> int:
        taken = await asyncio.gather(*(app.delivery.tick() for app in (first.app, second) * 6))
        return sum(taken)

    assert first.run(both()) == 40
    assert rows(first, "SELECT state, attempts, count(*) FROM outbox GROUP BY state, attempts") == [("sent", 1, 40)]


def test_what_one_worker_delivers_reaches_a_tab_on_the_other(workers: tuple[World, App]) -> None:
    first, second = workers
    first.app.web.heartbeat = 0.05
    client = Client(first)
    client.comes_in(ALONE)
    stream = client.stream()
    assert stream.next().kind == "hello"
    subject = post(first, ALONE)
    first.run(second.delivery.tick())
    event = stream.next()
    while event.kind == "":
        event = stream.next()
    assert [card["paragraphs"] for card in event.data["cards"]] == [[f"お知らせ {subject}"]]
    # Once: the next beats bring nothing more.
    assert [stream.next().kind for _ in range(3)] == ["", "", ""]
    stream.close()
    client.close()
