"""Invitations as rows: who may use them, until when, what is kept of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.app import Stores
from storage import invites, people
from storage.db import open_database
from storage.invites import Invite, Made, Used, Wanted
from storage.signins import hash_of
from tests.storage.conftest import InNetwork
from tests.storage.test_db import together
from tests.world import START

TICK = timedelta(microseconds=1)


def make(stores: Stores, here: InNetwork, wanted: Wanted | None = None, by: UUID | None = None) -> Made:
    """Return a new invitation, of the command line or of a coordinator."""
    with here() as inside:
        if by:
            people.set_roles(inside, by, ["coordinator"])
        return invites.make(inside, stores.keys.digest, START, wanted or Wanted("counsellor"), by)


def test_what_was_wanted_is_what_is_used(stores: Stores, here: InNetwork, network: UUID, person: UUID) -> None:
    made = make(stores, here, Wanted("chief", None, "あの方"), person)
    with here() as inside:
        (one,) = invites.open_ones(inside, START)
        assert (one.made_by, one.role, one.office_id, one.name) == (person, "chief", None, "あの方")
        assert invites.use_link(inside.session, made.token, START) == Used(network, made.id, "chief", None)
        assert invites.use_link(inside.session, made.token, START) is None
        assert invites.use_code(inside.session, made.code, stores.keys.digest, START) is None
        assert invites.open_ones(inside, START) == []


@pytest.mark.parametrize(("after", "link", "code"), [(23, True, True), (24, True, False), (24 * 7, False, False)])
def test_the_link_lives_for_a_week_and_the_digits_for_a_day(
    stores: Stores, here: InNetwork, after: int, link: bool, code: bool
) -> None:
    now, digest = START + timedelta(hours=after), stores.keys.digest
    made, again = make(stores, here), make(stores, here)
    with here() as inside:
        assert (invites.network_of(inside.session, made.token, now) is not None) == link
        assert (invites.use_link(inside.session, made.token, now) is not None) == link
        assert (invites.use_code(inside.session, again.code, digest, now) is not None) == code


def test_what_was_taken_back_is_over_and_says_for_whom_it_was(stores: Stores, here: InNetwork) -> None:
    made = make(stores, here, Wanted("manager", None, "x"))
    with here() as inside:
        assert invites.take_back(inside, made.id, START) == Wanted("manager", None, "x")
        assert invites.take_back(inside, made.id, START) is None
        assert invites.use_link(inside.session, made.token, START) is None
        assert invites.network_of(inside.session, made.token, START) is None


@pytest.mark.parametrize("ends", ["paused_at", "removed_at", "left_at", "role"])
def test_who_may_invite_no_more_brings_nobody_in_by_what_she_made_before(
    stores: Stores, here: InNetwork, person: UUID, ends: str
) -> None:
    made, digest = make(stores, here, Wanted("coordinator"), person), stores.keys.digest
    with here() as inside:
        maker = people.get(inside, person)
        assert maker is not None
        if ends == "role":
            people.set_roles(inside, person, ["chief"])
        else:
            setattr(maker, ends, START)
        inside.session.flush()
        assert invites.open_ones(inside, START) == []
        assert invites.network_of(inside.session, made.token, START) is None
        assert invites.use_link(inside.session, made.token, START) is None
        assert invites.use_code(inside.session, made.code, digest, START) is None
        assert invites.take_back(inside, made.id, START) is None
        people.set_roles(inside, person, ["coordinator"])
        maker.paused_at = maker.removed_at = maker.left_at = None
        inside.session.flush()
        assert invites.use_link(inside.session, made.token, START) is not None


def test_what_was_used_cannot_be_taken_back(stores: Stores, here: InNetwork, person: UUID) -> None:
    made = make(stores, here, Wanted("chief", None, "x"))
    with here() as inside:
        assert invites.use_code(inside.session, made.code, stores.keys.digest, START)
        assert invites.take_back(inside, made.id, START) is None
        invites.came(inside, made.id, person)
        found = invites.of_person(inside, person)
        assert (found and found.id, invites.names(inside)) == (made.id, {person: "x"})


def test_digits_that_another_has_are_drawn_again(
    stores: Stores, here: InNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: Iterator[int] = iter([7, 7, 7, 41])
    monkeypatch.setattr(secrets, "randbelow", lambda below: next(drawn) if below == 10**8 else -1)
    assert [make(stores, here).code for _ in range(2)] == ["00000007", "00000041"]


def test_only_hashes_are_kept_and_the_digits_only_under_a_key(stores: Stores, here: InNetwork) -> None:
    made = make(stores, here)
    with stores.database.read() as session:
        (row,) = session.execute(select(*Invite.__table__.columns)).all()
    assert (row.token_hash, row.code_hash) == (
        hash_of(made.token),
        stores.keys.digest(f"invite:{made.code}"),
    )
    assert [value for value in row if made.token in str(value) or made.code in str(value)] == []
    assert len(made.token) >= 22, "128 bits at the least"


def test_the_sweep_takes_what_has_expired(stores: Stores, here: InNetwork) -> None:
    made = make(stores, here)
    left = []
    for now in (made.until - TICK, made.until):
        with stores.database.writer.begin() as link:
            invites.sweep(link, now)
        with stores.database.read() as session:
            left.append(len(session.scalars(select(Invite.id)).all()))
    assert left == [1, 0]


@pytest.mark.parametrize("way", ["token", "code"])
def test_of_two_that_use_it_at_once_one_comes_in(stores: Stores, here: InNetwork, way: str) -> None:
    made = [make(stores, here) for _ in range(10)]
    came: list[UUID] = []
    url = stores.database.writer.url.render_as_string(hide_password=False)
    others = [open_database(url) for _ in range(2)]

    def redeem() -> None:
        database = others.pop()
        for one in made:
            with database.write() as session:
                use = (
                    invites.use_link(session, one.token, START)
                    if way == "token"
                    else invites.use_code(session, one.code, stores.keys.digest, START)
                )
                came.extend([use.id] if use else [])
        database.dispose()

    assert together([redeem, redeem]) == []
    assert sorted(came) == sorted(one.id for one in made)
