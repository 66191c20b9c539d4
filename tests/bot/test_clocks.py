"""Clocks that jump, processes that stand still, things that change on the way: nothing twice, nothing missing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from datetime import timedelta
from threading import Thread

import pytest

from bot.writer import Writer
from storage.db import open_database
from storage.fault import set_trap
from storage.leases import LEASE
from tests.bot.test_delivery import Wire
from tests.bot.trouble import MORNING, SOON, Doing, post, rows
from tests.bot.wires import at, delivery_on, goes
from tests.world import ALONE, CENTRE, World

KINDS = [SOON, MORNING]


@pytest.fixture
def nine(troubled: World) -> World:
    """Nine o'clock on a Tuesday."""
    at(troubled, "2026-11-24 09:00")
    return troubled


@pytest.fixture(autouse=True)
def no_trap() -> Iterator[None]:
    """Leave no trap behind."""
    yield
    set_trap(None)


def once_at(point: str, act: Callable[[], object]) -> None:
    """Do something the first time that a point is passed."""

    def trap(here: str) -> None:
        if here == point:
            set_trap(None)
            act()

    set_trap(trap)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("point", ["out.after_claim", "out.before_send"])
def test_a31_who_stood_still_between_claiming_and_sending_sends_nothing_any_more(
    nine: World, kind: str, point: str
) -> None:
    post(nine, ALONE, kind=kind)
    slow, fast = Wire(), Wire()
    work, other = delivery_on(nine, slow), delivery_on(nine, fast)
    nine.run(work.plan())
    once_at(point, lambda: nine.clock.forward(seconds=90))
    nine.run(work.tick())
    assert slow.shown == []
    # Whoever comes first afterwards sends it, once.
    nine.clock.forward(seconds=30)
    for _ in range(2):
        goes(nine, other)
        goes(nine, work)
    assert (len(slow.shown), len(fast.shown)) == (0, 1)
    assert [told.again for told in fast.told] == [False]


@pytest.mark.parametrize("kind", KINDS)
def test_a30_of_two_workers_the_slow_one_is_fenced(nine: World, kind: str) -> None:
    # The second worker takes over in the very moment in which the first wakes up again.
    post(nine, ALONE, kind=kind)
    database = open_database(nine.settings.database)
    writer = Writer(database)
    slow, fast = Wire(), Wire()
    work = delivery_on(nine, slow, writer=writer, database=database)
    other = delivery_on(nine, fast)

    async def race() -> None:
        writer.start()
        await other.plan()
        # Claimed by the first: it does not get further before its lease is over.
        taken = await work.take()
        nine.clock.at += LEASE
        assert (taken, await other.tick()) == (1, 1)
        await work.drain(5)
        await writer.stop()

    nine.run(race())
    database.dispose()
    assert (len(slow.shown), len(fast.shown)) == (0, 1)
    assert rows(nine, "SELECT DISTINCT state FROM outbox") == [("sent",)]


def elsewhere(work: Coroutine[object, object, object]) -> None:
    """Let another program do something to its end while this one stands still."""
    thread = Thread(target=asyncio.run, args=[work])
    thread.start()
    thread.join()


def brought(*wires: Wire) -> list[str]:
    """Return the notices that letters have brought."""
    lines = [line for wire in wires for _, _, text in wire.shown for line in text.split("\n")]
    return [line for line in lines if line.startswith("お知らせ ")]


def test_a31_nothing_new_goes_into_a_letter_that_somebody_else_has_sent_meanwhile(nine: World) -> None:
    subjects = [post(nine, ALONE, kind=MORNING)]
    slow, fast = Wire(), Wire()
    work, other = delivery_on(nine, slow), delivery_on(nine, fast)

    def stands_still() -> None:
        nine.clock.at += LEASE
        elsewhere(other.tick())
        subjects.append(post(nine, ALONE, kind=MORNING))

    nine.run(work.plan())
    once_at("out.after_claim", stands_still)
    nine.run(work.tick())
    assert (brought(slow), brought(fast)) == ([], [f"お知らせ {subjects[0]}"])
    at(nine, "2026-11-25 09:00")
    goes(nine, work)
    assert brought(slow) == [f"お知らせ {subjects[1]}"]


def test_a33_nothing_goes_into_a_letter_for_which_by_another_clock_it_is_not_the_day(nine: World) -> None:
    subject = post(nine, ALONE, kind=MORNING)
    slow, behind = Wire(), Wire()
    work, other = delivery_on(nine, slow), delivery_on(nine, behind)

    def meanwhile() -> None:
        nine.clock.forward(days=-1)
        elsewhere(other.tick())
        nine.clock.forward(days=1)

    nine.run(work.plan())
    once_at("out.after_claim", meanwhile)
    nine.run(work.tick())
    assert rows(nine, "SELECT state FROM outbox WHERE kind = 'morning.letter'") == [("moot",)]
    at(nine, "2026-11-25 09:00")
    goes(nine, work)
    assert brought(slow, behind) == [f"お知らせ {subject}"]


JUMPS = [timedelta(hours=-1), timedelta(days=-1), timedelta(hours=1), timedelta(days=1), timedelta(days=400)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("jump", JUMPS, ids=str)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a33_a_clock_that_jumps_between_ticks_repeats_and_misses_nothing(
    nine: World, kind: str, jump: timedelta
) -> None:
    wire, subjects = Wire(), []
    delivery = delivery_on(nine, wire)
    for moved in (timedelta(), jump, -jump):
        nine.clock.at += moved
        subjects.append(post(nine, ALONE, kind=kind))
        goes(nine, delivery)
    # A year and a bit on, at the latest, each of them has come.
    for day in ("2026-11-25", "2026-11-26", "2028-01-04", "2028-01-05"):
        at(nine, f"{day} 09:00")
        goes(nine, delivery)
    lines = [line for _, _, text in wire.shown for line in text.split("\n")]
    assert sorted(line for line in lines if line[-36:] in map(str, subjects)) == sorted(
        f"お知らせ {subject}" for subject in subjects
    )


@pytest.mark.parametrize("point", ["out.after_claim", "out.before_send", "out.after_send"])
@pytest.mark.parametrize("jump", JUMPS, ids=str)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a33_a_clock_that_jumps_during_a_tick_repeats_and_misses_nothing(
    nine: World, point: str, jump: timedelta
) -> None:
    people = (ALONE, CENTRE)
    subjects = [post(nine, name, kind=SOON) for name in people]
    wire = Wire()
    delivery = delivery_on(nine, wire)

    def moves() -> None:
        nine.clock.at += jump

    once_at(point, moves)
    goes(nine, delivery)
    # And mended again by whoever looks after the machine.
    nine.clock.at -= jump
    for _ in range(3):
        goes(nine, delivery)
        nine.clock.forward(minutes=20)
    nine.clock.at += max(jump, timedelta())
    goes(nine, delivery)
    assert sorted(text for _, _, text in wire.shown) == sorted(f"お知らせ {subject}" for subject in subjects)


def test_a33_a_lease_of_a_clock_that_was_ahead_does_not_hold_anybody_up(nine: World) -> None:
    post(nine, ALONE, kind=SOON)
    database = open_database(nine.settings.database)
    writer = Writer(database)
    nine.clock.forward(days=1)

    async def dies() -> None:
        writer.start()
        await delivery_on(nine, Wire(), writer=writer, database=database).take()
        await writer.stop()

    nine.run(dies())
    database.dispose()
    nine.clock.forward(days=-1)
    post(nine, ALONE, kind=SOON)
    wire = Wire()
    goes(nine, delivery_on(nine, wire))
    assert len(wire.shown) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a35_what_stopped_mattering_between_claiming_and_sending_is_not_said(
    nine: World, doing: Doing, kind: str
) -> None:
    subject = post(nine, ALONE, kind=kind)
    wire = Wire()
    delivery = delivery_on(nine, wire)

    def cancelled() -> None:
        doing.told = lambda _subject: None

    nine.run(delivery.plan())
    once_at("out.after_claim", cancelled)
    goes(nine, delivery)
    assert wire.shown == []
    # It is explained, and it does not come later either.
    assert rows(nine, f"SELECT state FROM outbox WHERE kind = '{kind}'") == [("moot",)]
    doing.told = lambda _subject: f"doch {subject}"
    at(nine, "2026-11-25 09:00")
    goes(nine, delivery)
    assert wire.shown == []


def test_a35_what_was_moved_between_claiming_and_sending_is_said_as_it_stands(nine: World, doing: Doing) -> None:
    post(nine, ALONE, kind=SOON)
    wire = Wire()

    def moved() -> None:
        doing.told = lambda _subject: "15時になりました"

    once_at("out.after_claim", moved)
    goes(nine, delivery_on(nine, wire))
    assert [text for _, _, text in wire.shown] == ["15時になりました"]
