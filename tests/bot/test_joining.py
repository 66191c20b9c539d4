"""Codes as the faces use them (A54): limits across people and workers, two redeemers at once, other networks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest

from bot.bring import bring
from bot.signins import StoredSignIns
from bot.writer import Writer
from storage import accounts, drafts, networks, people, signins
from storage.db import Here, open_database
from tests.bot.trouble import rows
from tests.chat import Chat
from tests.privacy.two import FILE, STRANGER
from tests.world import ALONE, CENTRE, World


def code_for(world: World, user: str) -> str:
    """Return a new code of somebody, made at the world's time."""
    with world.app.stores.database.write() as session:
        who = accounts.who(session, "web", user)
        assert who is not None
        here = Here(session, who.network.id)
        return signins.make_code(here, who.account.id, world.app.stores.keys.digest, world.clock.now())


def others(code: str, count: int) -> list[str]:
    """Return so many codes that are not this one."""
    return [f"{(int(code) + 1 + number) % 10**6:06}" for number in range(count)]


@contextmanager
def worker(world: World) -> Iterator[StoredSignIns]:
    """Give the sign-ins of another worker on the same databases."""
    stores = world.app.stores
    database = open_database(stores.database.writer.url.render_as_string(hide_password=False))
    writer = Writer(database)
    writer.start()
    yield StoredSignIns(database, stores.keys, writer, world.clock, demo=False)
    world.run(writer.stop())
    database.dispose()


@pytest.fixture
def two(world: World) -> Iterator[tuple[StoredSignIns, StoredSignIns]]:
    """Two workers."""
    with worker(world) as one, worker(world) as other:
        yield one, other


def test_of_two_redeemers_at_once_one_wins(world: World, two: tuple[StoredSignIns, StoredSignIns]) -> None:
    names = [person.id for person in _people(world)]
    for number, person in enumerate(names):
        code = code_for(world, str(person))

        async def race(code: str = code, number: int = number) -> list[object]:
            work = [two[0].use_code(code, f"web-{number}"), two[1].join(code, "telegram", f"{number}")]
            return list(await asyncio.gather(*work))

        web, telegram = world.run(race())
        assert (web is not None) != telegram
        assert len(rows(world, "SELECT id FROM sign_ins WHERE kind = 'code' AND used_at IS NULL")) == 0
    assert len(names) > 5


def _people(world: World) -> list[people.Person]:
    with world.app.stores.database.read() as session:
        return people.everyone(Here(session, networks.ids(session)[0]))


def test_of_one_code_and_twenty_who_try_it_at_once_one_comes_in(
    world: World, two: tuple[StoredSignIns, StoredSignIns]
) -> None:
    code = code_for(world, world.person())

    async def rush() -> list[bool]:
        return list(await asyncio.gather(*(two[n % 2].join(code, "telegram", f"{n}") for n in range(20))))

    assert sorted(world.run(rush()))[-2:] == [False, True]
    assert rows(world, "SELECT count(*) FROM accounts WHERE platform = 'telegram'") == [(1,)]


def test_a_hundred_wrong_guesses_of_several_people_close_the_door_to_all(
    world: World, two: tuple[StoredSignIns, StoredSignIns]
) -> None:
    code = code_for(world, world.person())
    wrong = others(code, 100)

    async def guess() -> list[bool]:
        return list(await asyncio.gather(*(two[n % 2].join(wrong[n], "telegram", f"{n % 25}") for n in range(100))))

    assert set(world.run(guess())) == {False}
    # Several at once and on several workers, but never one more than counts.
    assert rows(world, "SELECT count(*) FROM guesses") == [(30,)]
    assert world.run(two[0].join(code, "telegram", "somebody else")) is False
    assert world.run(two[1].use_code(code, "198.51.100.1")) is None
    world.clock.forward(minutes=10)
    assert world.run(two[0].use_code(code_for(world, world.person()), "198.51.100.1")) is not None


def test_one_who_guesses_wrong_closes_the_door_to_herself_alone(
    world: World, two: tuple[StoredSignIns, StoredSignIns]
) -> None:
    code = code_for(world, world.person())

    async def guess() -> list[str | None]:
        wrong = others(code, 40)
        return list(await asyncio.gather(*(two[n % 2].use_code(wrong[n], "203.0.113.7") for n in range(40))))

    assert set(world.run(guess())) == {None}
    assert rows(world, "SELECT count(*) FROM guesses") == [(5,)]
    assert world.run(two[1].use_code(code, "203.0.113.7")) is None
    assert world.run(two[1].join(code, "telegram", "203.0.113.7")) is True, "an address is nobody's id on Telegram"


def test_ten_minutes_after_the_first_wrong_one_there_is_one_more_try(world: World) -> None:
    with worker(world) as signin:
        code = code_for(world, world.person())
        for wrong in others(code, 5):
            world.run(signin.use_code(wrong, "x"))
            world.clock.forward(minutes=1)
        world.clock.at += timedelta(minutes=5, microseconds=-1)
        assert world.run(signin.use_code(code_for(world, world.person()), "x")) is None
        world.clock.at += timedelta(microseconds=1)
        again = code_for(world, world.person())
        assert world.run(signin.use_code(others(again, 1)[0], "x")) is None
        assert world.run(signin.use_code(again, "x")) is None, "five within ten minutes once more"
        world.clock.forward(minutes=1)
        assert world.run(signin.use_code(code_for(world, world.person()), "x")) is not None


def test_an_account_that_belongs_to_somebody_is_not_given_away(world: World) -> None:
    with worker(world) as signin:
        assert world.run(signin.join(code_for(world, world.person(CENTRE)), "telegram", "1"))
        code = code_for(world, world.person())
        assert world.run(signin.join(code, "telegram", "1")) is False
        assert world.run(signin.join(code, "telegram", "2")) is True, "the code was not used up by that"
    with world.app.stores.database.read() as session:
        whose = [accounts.who(session, "telegram", user) for user in ("1", "2")]
    assert [who and who.person.name for who in whose] == [CENTRE, ALONE]


def test_networks_of_one_moment_are_always_in_one_order(world: World) -> None:
    bring(world.app.stores.database, FILE, world.clock.now())
    with world.app.stores.database.write() as session:
        before = [one.id for one in networks.everyone(session)]
        # On PostgreSQL a row that was changed stands elsewhere.
        networks.everyone(session)[0].terms = {"well": "いど"}
    with world.app.stores.database.read() as session:
        assert [one.id for one in networks.everyone(session)] == before == sorted(before)


def test_a_code_of_another_network_leads_there_and_nowhere_else(world: World) -> None:
    bring(world.app.stores.database, FILE, world.clock.now())
    with world.app.stores.database.read() as session:
        here = Here(session, networks.everyone(session)[1].id)
        stranger = people.by_name(here, STRANGER)[0].id
    with worker(world) as signin:
        assert world.run(signin.join(code_for(world, str(stranger)), "telegram", "1"))
        assert world.run(signin.join(code_for(world, world.person()), "telegram", "2"))
        token = world.run(signin.use_code(code_for(world, str(stranger)), "x"))
        assert token is not None and world.run(signin.user_of(token)) == str(stranger)
    with world.app.stores.database.read() as session:
        one, other = (accounts.who(session, "telegram", user) for user in ("1", "2"))
    assert one is not None and other is not None
    assert (one.network.id, one.person.id) == (here.network_id, stranger)
    assert other.person.name == ALONE and other.network.id != here.network_id


def test_joining_lays_what_is_half_written_aside(world: World) -> None:
    chat = Chat(world, world.person()).opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    page = chat.page
    assert page is not None
    with worker(world) as signin:
        # Made without the card, which would lay it aside as well.
        assert world.run(signin.join(code_for(world, world.person()), "telegram", "1"))
    with world.app.stores.database.read() as session:
        who = accounts.who(session, "telegram", "1")
        assert who is not None
        (draft,) = drafts.of_person(Here(session, who.network.id), UUID(world.person()), world.clock.now())
    assert (draft.in_hand, draft.version) == (False, page["version"])


def test_the_sweep_takes_codes_and_guesses_when_their_time_is_over(world: World) -> None:
    with worker(world) as signin:
        code = code_for(world, world.person())
        world.run(signin.use_code(others(code, 1)[0], "x"))
    counts = "SELECT (SELECT count(*) FROM guesses), (SELECT count(*) FROM sign_ins WHERE kind = 'code')"
    world.clock.at += timedelta(minutes=10, microseconds=-1)
    world.tick()
    assert rows(world, counts) == [(1, 1)]
    world.clock.at += timedelta(microseconds=1)
    world.tick()
    assert rows(world, counts) == [(0, 0)]
