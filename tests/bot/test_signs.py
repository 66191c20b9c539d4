"""Signs of life: what stood before whose eyes, whom nothing reaches, and a gap that people are told of honestly."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.signs import Signs
from bot.turns import Turns
from bot.writer import Writer
from storage.db import EVERYWHERE, open_database
from storage.outbox import outbox
from tests.bot.faces.web.client import Client
from tests.bot.trouble import MORNING, SOON, post, rows
from tests.bot.wires import TELEGRAM, at, delivery_on, goes, joins, likes, telephone
from tests.world import ALONE, CENTRE, World

KEEPS = timedelta(hours=24)
SOURCE = "telegram:4711"
GAP = [
    "11月24日（火）の9時ごろから{until}時ごろまで、こちらが止まっていました。",
    "そのあいだに書いてくださったものは、届いていないかもしれません。"
    "お手数ですが、もう一度送ってください。前に残したものは、そのままあります。",
]


@pytest.fixture
def heard(troubled: World) -> World:
    """Two people with telephones, and a platform that was heard on a Tuesday at nine."""
    joins(troubled, ALONE, "700100")
    joins(troubled, CENTRE, "700200")
    at(troubled, "2026-11-24 09:00")
    troubled.run(troubled.app.runtime.heard(TELEGRAM, SOURCE, KEEPS))
    return troubled


def beat(world: World, **later: float) -> None:
    """Let the platform be heard so much later."""
    world.clock.forward(**later)
    world.run(world.app.runtime.heard(TELEGRAM, SOURCE, KEEPS))


@pytest.mark.parametrize(
    ("hours", "until"),
    [(23, None), (24, None), (25, "11月25日（水）の10"), (8 * 24, "12月2日（水）の9")],
    ids=["23 hours", "24 hours", "25 hours", "8 days"],
)
def test_a15_a_gap_longer_than_what_the_platform_keeps_is_told_once(
    heard: World, hours: int, until: str | None
) -> None:
    wire = telephone()
    delivery = delivery_on(heard, wire)
    beat(heard, hours=hours)
    for _ in range(3):
        goes(heard, delivery)
        beat(heard, seconds=30)
    told = "\n".join(GAP).format(until=until)
    expected = [("700100", told), ("700200", told)] if until else []
    assert sorted((user, text) for user, _, text in wire.shown) == expected


def test_a15_each_gap_is_told(heard: World) -> None:
    wire = telephone()
    delivery = delivery_on(heard, wire)
    for _ in range(2):
        beat(heard, days=2)
        goes(heard, delivery)
    assert len({text for _, _, text in wire.shown}) == 2
    assert len(wire.shown) == 4


def test_who_is_not_on_the_platform_hears_nothing_of_its_gap(heard: World) -> None:
    beat(heard, days=2)
    people = rows(heard, "SELECT p.name FROM outbox o JOIN people p ON p.id = o.person_id ORDER BY p.name")
    assert people == sorted([(ALONE,), (CENTRE,)])


def test_a_platform_that_was_never_heard_before_has_no_gap(troubled: World) -> None:
    joins(troubled)
    beat(troubled, days=9)
    assert rows(troubled, "SELECT * FROM gaps") == []


def test_a_clock_that_was_set_back_and_forth_makes_no_gap(heard: World) -> None:
    for hours in (-30, 31, -1, 0.5):
        beat(heard, hours=hours)
    assert rows(heard, "SELECT * FROM gaps") == []


def test_two_workers_that_hear_the_platform_again_at_once_tell_it_once(heard: World) -> None:
    databases = [open_database(heard.settings.database) for _ in range(3)]
    writers = [Writer(database) for database in databases]
    turns = Turns(heard.app.stores.database, heard.app.stores.keys, heard.app.house, heard.clock)
    signs = [Signs(writer, turns, heard.clock) for writer in writers]
    heard.clock.forward(days=2)

    async def at_once() -> None:
        for writer in writers:
            writer.start()
        await asyncio.gather(*(one.heard(TELEGRAM, source, KEEPS) for one in signs for source in (SOURCE, "new")))
        for writer in writers:
            await writer.stop()

    heard.run(at_once())
    for database in databases:
        database.dispose()
    assert rows(heard, "SELECT count(*) FROM gaps") == [(1,)]
    assert rows(heard, "SELECT count(*) FROM outbox") == [(2,)]


def test_an_account_is_stopped_from_the_first_time_on_and_revived(heard: World) -> None:
    def stopped() -> list[tuple[object, ...]]:
        return rows(heard, "SELECT user_id, stopped_why FROM accounts WHERE stopped_at IS NOT NULL")

    heard.run(heard.app.runtime.stopped(TELEGRAM, "700100", "blocked"))
    first = rows(heard, "SELECT stopped_at FROM accounts WHERE user_id = '700100'")
    heard.clock.forward(days=1)
    heard.run(heard.app.runtime.stopped(TELEGRAM, "700100", "gone"))
    assert stopped() == [("700100", "blocked")]
    assert rows(heard, "SELECT stopped_at FROM accounts WHERE user_id = '700100'") == first
    heard.run(heard.app.runtime.stopped(TELEGRAM, "700100", None))
    heard.run(heard.app.runtime.stopped(TELEGRAM, "nobody", "blocked"))
    assert stopped() == []


def unseen(world: World) -> list[str]:
    """Return the kinds of what was sent and stands before nobody's eyes yet."""
    found = rows(world, "SELECT kind FROM outbox WHERE state = 'sent' AND seen_at IS NULL ORDER BY kind")
    return [str(kind) for (kind,) in found]


def sent_at(world: World) -> datetime:
    """Return when the last notice was sent."""
    with world.app.stores.database.read() as session:
        found: datetime | None = session.scalar(
            select(outbox.c.sent_at).order_by(outbox.c.sent_at.desc()).execution_options(**EVERYWHERE)
        )
    assert found
    return found


def test_seen_is_what_was_sent_to_that_page_up_to_that_moment(heard: World) -> None:
    likes(heard, face="web")
    for _ in range(2):
        post(heard, ALONE, kind=SOON)
        heard.tick()
        heard.clock.forward(minutes=1)
    user, runtime = heard.person(), heard.app.runtime
    last = sent_at(heard)
    for platform, who, until in (
        ("web", user, last - timedelta(minutes=2)),
        ("web", heard.person(CENTRE), last),
        ("web", "nobody", last),
        (TELEGRAM, "700100", last),
    ):
        heard.run(runtime.seen(platform, who, until))
    assert unseen(heard) == [SOON, SOON]
    heard.run(runtime.seen("web", user, last - timedelta(microseconds=1)))
    assert unseen(heard) == [SOON]
    heard.run(runtime.seen("web", user, last))
    assert unseen(heard) == []


@pytest.fixture
def browser(troubled: World) -> Iterator[Client]:
    """Somebody's page, on a Tuesday at nine."""
    at(troubled, "2026-11-24 09:00")
    client = Client(troubled)
    yield client.comes_in(ALONE)
    client.close()


@pytest.mark.parametrize("kind", [SOON, MORNING])
def test_what_comes_to_an_open_page_and_is_seen_there_is_seen(troubled: World, browser: Client, kind: str) -> None:
    stream = browser.stream(browser.shown["cursor"])
    assert stream.next().kind == "hello"
    post(troubled, ALONE, kind=kind)
    # Writing down what was shown takes its time.
    slow = troubled.clock.now

    def passing() -> datetime:
        troubled.clock.at += timedelta(milliseconds=1)
        return slow()

    troubled.clock.now = passing  # type: ignore[method-assign]
    troubled.tick()
    event = stream.next()
    assert (event.kind, unseen(troubled)) == ("notice", [kind] if kind == SOON else ["morning.letter", MORNING])
    assert browser.post("/seen", {"cursor": event.data["cursor"]}).json == {"ok": True}
    assert unseen(troubled) == []
    stream.close()


def test_what_is_seen_before_it_is_written_down_is_seen_too(troubled: World, browser: Client) -> None:
    post(troubled, ALONE, kind=MORNING)
    wire = telephone()
    wire.platform, wire.repeatable = "web", True
    delivery = delivery_on(troubled, wire)
    troubled.run(delivery.plan())

    looks: list[asyncio.Task[None]] = []

    def looked(_user: str) -> None:
        seen = troubled.app.runtime.seen("web", browser.world.person(), troubled.clock.now())
        looks.append(asyncio.get_running_loop().create_task(seen))

    async def told() -> None:
        await delivery.tick()
        # A look that waits for the row that the delivery holds ends after it.
        await asyncio.gather(*looks)

    wire.fails = looked
    troubled.run(told())
    assert (len(wire.shown), unseen(troubled)) == (1, [])


def test_a_page_cannot_have_seen_what_is_still_to_come(troubled: World, browser: Client) -> None:
    assert browser.post("/seen", {"cursor": "9" * 16}).json == {"ok": True}
    troubled.clock.forward(minutes=1)
    post(troubled, ALONE, kind=SOON)
    troubled.tick()
    assert unseen(troubled) == [SOON]


def test_only_who_has_come_in_says_what_she_has_seen(troubled: World) -> None:
    client = Client(troubled)
    assert client.post("/seen", {"cursor": "1"}).status == 401
    client.close()
