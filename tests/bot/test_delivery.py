"""Delivery: what is due is said once, and what cannot be said waits, ends, or is explained."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from bot.delivery import FIRST_WAIT, MOST_ATTEMPTS, Delivery
from bot.faces.face import Intake, Told
from bot.turns import Turns
from bot.writer import Writer
from handlers.kit.errors import Undeliverable
from handlers.kit.turn import Traits
from messages.words import words_of
from storage import accounts, networks, shown
from storage.db import EVERYWHERE, Database, Here, open_database
from storage.leases import LEASE
from storage.outbox import outbox
from tests.bot.trouble import Doing, Trouble, post, rows
from tests.world import ALONE, CENTRE, World


class Wire:
    """A platform of the tests' own: it remembers what it showed to whom, or fails as it is told to."""

    platform = "web"
    traits = Traits(together=True, home=True)

    def __init__(self, fails: Callable[[str], None] = lambda _user: None, *, repeatable: bool = True) -> None:
        self.shown: list[tuple[str, str, str]] = []
        self.told: list[Told] = []
        self.wiped: list[tuple[str, str]] = []
        self.fails = fails
        self.repeatable = repeatable

    async def listen(self, intake: Intake) -> None:
        """Nobody speaks here."""

    async def close(self) -> None:
        """Nothing is open."""

    async def show(self, user_id: str, told: Told) -> str:
        """Remember what is shown."""
        self.fails(user_id)
        await asyncio.sleep(0)
        said = [words_of().say(paragraph) for card in told.scene.cards for paragraph in card.paragraphs]
        self.shown.append((user_id, told.id, "\n".join(said)))
        self.told.append(told)
        return f"ref-{len(self.shown)}"

    async def redraw(self, user_id: str, shown: Callable[[], None]) -> None:
        """Nobody waits here."""

    async def put(self, chat: str, topic: str, told: Told, *, under: str = "", stands: str = "") -> str:
        """Nothing stands in places here."""
        raise Undeliverable("gone")

    async def wipe(self, user_id: str, reference: str, shown_at: datetime) -> None:
        """Remember what was taken away."""
        self.fails(user_id)
        self.wiped.append((user_id, reference))


def delivery_to(world: World, wire: Wire, writer: Writer | None = None, database: Database | None = None) -> Delivery:
    """Return a delivery on the world's database that shows on this wire."""
    turns = Turns(database or world.app.stores.database, world.app.stores.keys, world.app.house, world.clock)
    return Delivery(writer or world.app.writer, turns, world.clock, [wire])


def states(world: World) -> list[tuple[object, ...]]:
    """Return (state, attempts, reference, reason) of every notice."""
    return rows(world, "SELECT state, attempts, reference, reason FROM outbox ORDER BY id")


def test_what_is_due_is_said_once(troubled: World) -> None:
    subject, wire = post(troubled, ALONE), Wire()
    delivery = delivery_to(troubled, wire)
    assert [troubled.run(delivery.tick()) for _ in range(3)] == [1, 0, 0]
    assert [(user, said) for user, _, said in wire.shown] == [(troubled.person(), f"お知らせ {subject}")]
    assert states(troubled) == [("sent", 1, "ref-1", "")]


def test_the_same_kind_about_the_same_subject_is_one_notice(troubled: World) -> None:
    subject, wire = post(troubled, ALONE), Wire()
    post(troubled, ALONE, subject=subject)
    troubled.run(delivery_to(troubled, wire).tick())
    post(troubled, ALONE, subject=subject)
    assert troubled.run(delivery_to(troubled, wire).tick()) == 0
    assert (len(wire.shown), len(states(troubled))) == (1, 1)


def test_what_is_not_due_yet_waits(troubled: World) -> None:
    post(troubled, ALONE)
    wire = Wire()
    troubled.clock.at -= timedelta(microseconds=1)
    assert troubled.run(delivery_to(troubled, wire).tick()) == 0
    assert (states(troubled), wire.shown) == ([("waiting", 0, None, None)], [])


@pytest.mark.slow
def test_after_downtime_everything_comes_once_and_in_order(troubled: World) -> None:
    subjects = []
    for _ in range(120):
        troubled.clock.forward(seconds=1)
        subjects.append(post(troubled, ALONE))
    troubled.clock.forward(days=3)
    wire = Wire()
    delivery = delivery_to(troubled, wire)
    assert [troubled.run(delivery.tick()) for _ in range(4)] == [50, 50, 20, 0]
    assert [said for _, _, said in wire.shown] == [f"お知らせ {subject}" for subject in subjects]


def test_two_deliveries_at_once_take_each_notice_once(troubled: World, doing: Doing) -> None:
    subjects = [post(troubled, name) for name in (ALONE, CENTRE) for _ in range(30)]
    wires = [Wire(), Wire(), Wire()]
    databases = [open_database(troubled.settings.database) for _ in wires]
    writers = [Writer(database) for database in databases]
    for writer in writers:
        writer.start()
    works = [delivery_to(troubled, *parts) for parts in zip(wires, writers, databases, strict=True)]

    async def at_once() -> int:
        taken = 0
        for _ in range(4):
            taken += sum(await asyncio.gather(*(work.tick() for work in works)))
        for writer in writers:
            await writer.stop()
        return taken

    assert troubled.run(at_once()) == len(subjects)
    for database in databases:
        database.dispose()
    shown = [said for wire in wires for _, _, said in wire.shown]
    assert sorted(shown) == sorted(f"お知らせ {subject}" for subject in subjects)
    assert rows(troubled, "SELECT DISTINCT state, attempts FROM outbox") == [("sent", 1)]


def test_who_has_no_account_cannot_be_told(troubled: World) -> None:
    post(troubled, ALONE)
    post(troubled, CENTRE)
    with troubled.app.stores.database.write() as session:
        user = troubled.person()
        session.execute(text("DELETE FROM accounts WHERE user_id = :user"), {"user": user})
    wire = Wire()
    assert troubled.run(delivery_to(troubled, wire).tick()) == 2
    assert states(troubled) == [("dead", 1, "", "no_account"), ("sent", 1, "ref-1", "")]
    assert [user for user, _, _ in wire.shown] == [troubled.person(CENTRE)]


def test_an_account_on_a_platform_that_is_not_here_is_none(troubled: World) -> None:
    post(troubled, ALONE)
    with troubled.app.stores.database.write() as session:
        session.execute(text("UPDATE accounts SET platform = 'elsewhere'"))
        assert accounts.who(session, "web", troubled.person()) is None
    troubled.run(delivery_to(troubled, Wire()).tick())
    assert states(troubled) == [("dead", 1, "", "no_account")]


def test_a_platform_that_says_never_is_believed(troubled: World) -> None:
    post(troubled, ALONE)

    def never(_user: str) -> None:
        raise Undeliverable("blocked")

    delivery = delivery_to(troubled, Wire(never))
    troubled.run(delivery.tick())
    troubled.clock.forward(days=30)
    assert troubled.run(delivery.tick()) == 0
    assert states(troubled) == [("dead", 1, "", "blocked")]


def fails(_user: str) -> None:
    """Be a platform that cannot be reached."""
    raise Trouble("token=himitsu")


def waits(world: World) -> timedelta:
    """Return how long the one notice waits from now."""
    with world.app.stores.database.read() as session:
        due: datetime = session.scalars(select(outbox.c.due_at).execution_options(**EVERYWHERE)).one()
    return due - world.clock.now()


def test_a_platform_that_cannot_be_reached_is_tried_again_ever_later_and_then_no_more(
    troubled: World, capfd: pytest.CaptureFixture[str]
) -> None:
    post(troubled, ALONE)
    delivery = delivery_to(troubled, Wire(fails))
    for attempt in range(MOST_ATTEMPTS - 1):
        assert troubled.run(delivery.tick()) == 1
        assert states(troubled) == [("waiting", attempt + 1, "", "")]
        wait, mean = waits(troubled), FIRST_WAIT * 2**attempt
        assert mean / 2 <= wait <= mean * 3 / 2
        troubled.clock.at += wait - timedelta(microseconds=1)
        assert troubled.run(delivery.tick()) == 0
        troubled.clock.at += timedelta(microseconds=1)
    assert troubled.run(delivery.tick()) == 1
    assert states(troubled) == [("dead", MOST_ATTEMPTS, "", "attempts")]
    troubled.clock.forward(days=30)
    assert troubled.run(delivery.tick()) == 0
    assert "himitsu" not in "".join(capfd.readouterr())


def test_one_that_fails_does_not_hold_up_the_others(troubled: World) -> None:
    for name in (ALONE, CENTRE, ALONE, CENTRE):
        post(troubled, name)
    alone = troubled.person()

    def not_her(user: str) -> None:
        if user == alone:
            raise Trouble

    wire = Wire(not_her)
    troubled.run(delivery_to(troubled, wire).tick())
    assert [user for user, _, _ in wire.shown] == [troubled.person(CENTRE)] * 2
    assert sorted(str(state) for state, *_ in states(troubled)) == ["sent", "sent", "waiting", "waiting"]


def test_what_no_longer_matters_is_not_said(troubled: World, doing: Doing) -> None:
    post(troubled, ALONE)
    doing.told = lambda _subject: None
    wire = Wire()
    assert troubled.run(delivery_to(troubled, wire).tick()) == 1
    assert (states(troubled), wire.shown) == ([("moot", 1, "", "")], [])


def test_a_kind_that_the_program_no_longer_has_is_not_said(troubled: World) -> None:
    post(troubled, ALONE)
    with troubled.app.stores.database.write() as session:
        session.execute(text("UPDATE outbox SET kind = 'gone.kind'"))
    wire = Wire()
    troubled.run(delivery_to(troubled, wire).tick())
    assert (states(troubled), wire.shown) == ([("moot", 1, "", "")], [])


def test_what_was_being_said_when_the_program_stopped_is_said_again_under_the_same_id(troubled: World) -> None:
    post(troubled, ALONE)
    wire = Wire()
    delivery = delivery_to(troubled, wire)
    troubled.run(delivery.tick())
    with troubled.app.stores.database.write() as session:
        # As it stands after a kill between showing and writing that down.
        now = troubled.clock.now()
        lease = {"state": "sending", "sent_at": None, "lease_until": now + LEASE, "begun_at": now}
        session.execute(update(outbox).values(lease).execution_options(**EVERYWHERE))
    troubled.clock.at += LEASE - timedelta(microseconds=1)
    assert troubled.run(delivery.tick()) == 0
    troubled.clock.at += timedelta(microseconds=1)
    assert [troubled.run(delivery.tick()) for _ in range(2)] == [1, 0]
    assert (len(wire.shown), len({id for _, id, _ in wire.shown})) == (2, 1)
    assert states(troubled) == [("sent", 2, "ref-2", "")]


def test_a_message_that_cannot_be_taken_away_now_holds_up_no_other(troubled: World) -> None:
    alone, other = troubled.person(), troubled.person(CENTRE)
    with troubled.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        for user in (alone, other):
            shown.note(here, UUID(user), "web", user, [("a", f"ref-{user}")], troubled.clock.now())
            shown.forget(here, UUID(user), "a")
    broken = {alone}

    def sometimes(user: str) -> None:
        if user in broken:
            raise Trouble

    wire = Wire(sometimes)
    delivery = delivery_to(troubled, wire)
    troubled.run(delivery.wipe())
    assert wire.wiped == [(other, f"ref-{other}")]
    broken.clear()
    troubled.run(delivery.wipe())
    assert len(wire.wiped) == 1
    troubled.clock.forward(minutes=1)
    troubled.run(delivery.wipe())
    assert wire.wiped[1:] == [(alone, f"ref-{alone}")]
    assert rows(troubled, "SELECT count(*) FROM shown") == [(0,)]
