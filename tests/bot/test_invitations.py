"""Invitations as the faces use them (A54): one use, one answer for all that is wrong, races, and 100,000 guesses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from bot import coming
from bot.bring import bring
from bot.signins import StoredSignIns
from storage import accounts, invites, networks
from storage.db import Here, Link
from storage.guesses import WINDOW
from storage.invites import Made
from tests.bot.test_joining import two as two
from tests.bot.test_joining import worker
from tests.bot.trouble import rows
from tests.handlers.joining.newcomers import invited
from tests.privacy.two import FILE
from tests.world import World

pytestmark = pytest.mark.each_database

TICK = timedelta(microseconds=1)
NEW = "SELECT count(*) FROM people WHERE agreed_at IS NULL"
USED = "SELECT count(*) FROM invites WHERE used_at IS NOT NULL AND person_id IS NOT NULL"


def take_back(world: World, made: Made) -> None:
    """End an invitation unused."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        assert invites.take_back(here, made.id, world.clock.now())


@pytest.mark.parametrize("way", ["token", "code"])
def test_it_brings_one_person_in_once_with_role_and_account(world: World, way: str) -> None:
    made = invited(world, "chief", "相談室 こかげ", "わたしの覚え")
    with worker(world) as signin:
        assert world.run(signin.join(getattr(made, way), "telegram", "1"))
        assert not world.run(signin.join(getattr(made, way), "telegram", "2"))
        # The other way in is used up with it.
        assert not world.run(signin.join(made.code if way == "token" else made.token, "telegram", "3"))
    with world.app.stores.database.read() as session:
        who = accounts.who(session, "telegram", "1")
    assert who is not None and who.office is not None
    assert (who.person.name, who.person.state, who.office.name) == ("", "joining", "相談室 こかげ")
    assert rows(world, NEW) + rows(world, USED) == [(1,), (1,)]
    assert rows(world, "SELECT role FROM roles WHERE role = 'chief'").count(("chief",)) == 3


def _expired_link(world: World, made: Made) -> str:
    world.clock.forward(days=7)
    return made.token


def _expired_code(world: World, made: Made) -> str:
    world.clock.forward(hours=24)
    return made.code


def _taken_back_link(world: World, made: Made) -> str:
    take_back(world, made)
    return made.token


def _taken_back_code(world: World, made: Made) -> str:
    take_back(world, made)
    return made.code


@pytest.mark.parametrize("spoilt", [_expired_link, _expired_code, _taken_back_link, _taken_back_code])
def test_what_is_over_brings_nobody_in(world: World, spoilt: Callable[[World, Made], str]) -> None:
    token = spoilt(world, invited(world))
    with worker(world) as signin:
        assert world.run(signin.join(token, "telegram", "1")) is False
        assert world.run(signin.use_code(token, "x") if token.isdigit() else signin.use_link(token)) is None
        assert world.run(signin.link_is_open(token)) is False
    assert rows(world, NEW) + rows(world, USED) == [(0,), (0,)]


def test_it_is_good_until_the_last_moment_and_goes_with_it(world: World) -> None:
    made, again = invited(world), invited(world)
    with worker(world) as signin:
        world.clock.at = made.code_until - TICK
        assert world.run(signin.use_code(made.code, "x"))
        world.clock.at = made.until - TICK
        world.tick()
        assert world.run(signin.use_link(again.token))
        world.clock.forward(microseconds=1)
        world.tick()
    assert rows(world, "SELECT count(*) FROM invites") == [(0,)]


def test_an_account_that_belongs_to_somebody_uses_nothing_up(world: World) -> None:
    made = invited(world)
    with worker(world) as signin:
        assert world.run(signin.join(invited(world).token, "telegram", "1"))
        assert not world.run(signin.join(made.token, "telegram", "1"))
        assert not world.run(signin.join(made.code, "telegram", "1"))
        assert rows(world, NEW) == [(1,)]
        assert world.run(signin.join(made.token, "telegram", "2"))


@pytest.mark.parametrize("way", ["token", "code"])
def test_of_two_who_come_at_once_one_comes_in(world: World, two: tuple[StoredSignIns, StoredSignIns], way: str) -> None:
    for number in range(8):
        token = getattr(invited(world), way)

        async def race(token: str = token, number: int = number) -> list[object]:
            web = two[0].use_code(token, f"web-{number}") if token.isdigit() else two[0].use_link(token)
            return list(await asyncio.gather(web, two[1].join(token, "telegram", f"{number}")))

        web, telegram = world.run(race())
        assert (web is not None) != telegram
    assert rows(world, NEW) + rows(world, USED) == [(8,), (8,)]


def test_of_twenty_who_try_one_link_at_once_one_comes_in(
    world: World, two: tuple[StoredSignIns, StoredSignIns]
) -> None:
    token = invited(world).token

    async def rush() -> list[bool]:
        return list(await asyncio.gather(*(two[n % 2].join(token, "telegram", f"{n}") for n in range(20))))

    assert sorted(world.run(rush()))[-2:] == [False, True]
    assert rows(world, NEW) + rows(world, "SELECT count(*) FROM accounts WHERE platform = 'telegram'") == [(1,), (1,)]


@pytest.mark.slow
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_of_a_hundred_thousand_guesses_few_are_ever_looked_up(
    world: World, two: tuple[StoredSignIns, StoredSignIns], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Fifty invitations wait, and a thousand attackers guess for half a day.
    open_codes = {invited(world).code for _ in range(50)}
    looked: list[tuple[datetime, str]] = []
    by_code, begun = coming.taken_by_code, world.clock.now()

    def counted(link: Link, code: str, *rest: Any) -> UUID | None:
        looked.append((world.clock.now(), code))
        return by_code(link, code, *rest)

    monkeypatch.setattr(coming, "taken_by_code", counted)
    came: list[UUID] = []
    for batch in range(100):
        with world.app.stores.database.writer.begin() as link:
            for number in range(batch * 1_000, (batch + 1) * 1_000):
                guesser = ("telegram", f"{number % 1_000}")
                found = two[0].try_code(link, f"{number * 997 % 10**8:08}", guesser, lambda _here, person: person)
                came += [found] if found else []
        world.clock.forward(minutes=7)
    assert len(came) <= 1 and len(came) == len({code for _, code in looked} & open_codes)
    assert 30 <= len(looked) <= 30 * -(-(world.clock.now() - begun) // WINDOW)
    assert [first for (first, _), (later, _) in zip(looked, looked[30:], strict=False) if later - first < WINDOW] == []


def test_six_and_eight_digits_share_one_lock(world: World) -> None:
    made = invited(world)
    with worker(world) as signin:
        for code in ("00000000", "000000", "00000001", "000001", "00000002"):
            world.run(signin.use_code(code if code != made.code else "00000003", "203.0.113.7"))
        assert world.run(signin.use_code(made.code, "203.0.113.7")) is None
        assert world.run(signin.join(made.code, "telegram", "203.0.113.7")) is True


def test_who_is_in_already_is_told_so_and_digits_are_not_looked_up(world: World) -> None:
    made, user = invited(world), world.person()
    with worker(world) as signin:
        known = [world.run(signin.known(token, "web", user)) for token in (made.token, made.code, "00000000")]
        assert [said and said.id for said in known] == ["joining-known"] * 3
        for token in ("wrong", "123456", ""):
            assert world.run(signin.known(token, "web", user)) is None
        assert rows(world, "SELECT count(*) FROM guesses") == [(0,)]
        assert world.run(signin.join(made.token, "telegram", "1"))


def test_a_link_of_another_network_is_explained_and_stays(world: World) -> None:
    bring(world.app.stores.database, FILE, world.clock.now())
    with world.app.stores.database.write() as session:
        there = Here(session, networks.everyone(session)[1].id)
        made = invites.make(there, world.app.stores.keys.digest, world.clock.now(), invites.Wanted("chief"))
    with worker(world) as signin:
        said = world.run(signin.known(made.token, "web", world.person()))
        assert said and said.id == "joining-other-network"
        assert world.run(signin.join(made.token, "telegram", "1"))
    with world.app.stores.database.read() as session:
        who = accounts.who(session, "telegram", "1")
    assert who is not None and who.network.id == there.network_id


def test_only_hashes_of_link_and_digits_are_kept(world: World) -> None:
    made = invited(world)
    (row,) = rows(world, "SELECT * FROM invites")
    assert not any(part in str(value) for value in row for part in (made.token, made.code))
    assert len(made.token) == 43 and len(made.code) == 8 and made.code.isdigit()
    assert isinstance(made.id, UUID)
