"""Sign-ins: only hashes are kept, a link works once, and wrong, used and expired look alike."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.app import Stores
from storage import accounts, signins
from storage.signins import LINK_DAYS, SESSION_DAYS, Owner, SignIn
from tests.storage.conftest import InNetwork
from tests.storage.test_db import together
from tests.world import START

TICK = timedelta(microseconds=1)


@pytest.fixture
def account(here: InNetwork, person: UUID) -> UUID:
    """The web account of somebody."""
    with here() as inside:
        return accounts.ensure(inside, person, "web").id


def test_a_token_has_256_random_bits(here: InNetwork, account: UUID) -> None:
    with here() as inside:
        tokens = [signins.make_link(inside, account, START) for _ in range(20)]
    assert len(set(tokens)) == 20
    assert {len(token) for token in tokens} == {43}


def test_only_a_tokens_hash_is_kept(stores: Stores, here: InNetwork, account: UUID) -> None:
    with here() as inside:
        tokens = [signins.make_link(inside, account, START), signins.make_session(inside, account, START)]
    with stores.database.read() as session:
        rows = [tuple(row) for row in session.execute(select(*SignIn.__table__.columns))]
        hashes = set(session.scalars(select(SignIn.token_hash)))
    assert hashes == {hashlib.sha256(token.encode()).digest() for token in tokens}
    for token in tokens:
        assert token not in repr(rows)


def test_a_link_works_once(stores: Stores, here: InNetwork, network: UUID, account: UUID) -> None:
    with here() as inside:
        token = signins.make_link(inside, account, START)
    with stores.database.write() as session:
        assert signins.link_is_open(session, token, START)
        assert signins.link_is_open(session, token, START)
        assert signins.use_link(session, token, START) == Owner(network, account)
        assert not signins.link_is_open(session, token, START)
        assert signins.use_link(session, token, START) is None


def test_of_two_that_use_a_link_at_once_one_comes_in(stores: Stores, here: InNetwork, account: UUID) -> None:
    with here() as inside:
        tokens = [signins.make_link(inside, account, START) for _ in range(8)]
    came: list[str] = []

    def use() -> None:
        for token in tokens:
            with stores.database.write() as session:
                if signins.use_link(session, token, START):
                    came.append(token)

    assert together([use, use, use]) == []
    assert sorted(came) == sorted(tokens)


def test_a_link_is_good_for_seven_days(stores: Stores, here: InNetwork, account: UUID) -> None:
    with here() as inside:
        token = signins.make_link(inside, account, START)
    end = START + timedelta(days=LINK_DAYS)
    with stores.database.write() as session:
        assert not signins.link_is_open(session, token, end)
        assert signins.use_link(session, token, end) is None
        assert signins.link_is_open(session, token, end - TICK)
        assert signins.use_link(session, token, end - TICK) is not None


def test_wrong_used_expired_and_of_the_other_kind_look_alike(stores: Stores, here: InNetwork, account: UUID) -> None:
    with here() as inside:
        used, old = (signins.make_link(inside, account, START) for _ in range(2))
        session_token = signins.make_session(inside, account, START)
    late = START + timedelta(days=LINK_DAYS)
    with stores.database.write() as session:
        signins.use_link(session, used, START)
        tried = [(used, START), (old, late), (session_token, START), ("wrong", START), ("", START), ("\ud800", START)]
        assert [signins.use_link(session, token, now) for token, now in tried] == [None] * 6
        assert [signins.link_is_open(session, token, now) for token, now in tried] == [False] * 6
        assert [signins.user_of(session, token, START) for token in (used, old, "wrong", "", "\ud800")] == [None] * 5


def test_a_session_lasts_thirty_days_or_until_it_is_ended(stores: Stores, here: InNetwork, account: UUID) -> None:
    with here() as inside:
        token, other = (signins.make_session(inside, account, START) for _ in range(2))
        user = inside.session.get_one(accounts.Account, (inside.network_id, account)).user_id
    end = START + timedelta(days=SESSION_DAYS)
    with stores.database.write() as session:
        assert signins.user_of(session, token, end - TICK) == user
        assert [signins.user_of(session, token, now) for now in (end, end + TICK)] == [None, None]
        signins.end_session(session, token)
        signins.end_session(session, token)
        assert signins.user_of(session, token, START) is None
        assert signins.user_of(session, other, START) == user


def test_ending_a_session_with_a_links_token_changes_nothing(stores: Stores, here: InNetwork, account: UUID) -> None:
    with here() as inside:
        link = signins.make_link(inside, account, START)
    with stores.database.write() as session:
        signins.end_session(session, link)
        assert signins.link_is_open(session, link, START)


def test_the_sweep_takes_what_has_expired(stores: Stores, here: InNetwork, account: UUID) -> None:
    with here() as inside:
        signins.make_link(inside, account, START)
        signins.make_session(inside, account, START)
    kinds = select(SignIn.kind).order_by(SignIn.kind)
    left = []
    with stores.database.writer.begin() as link:
        for now in (timedelta(days=LINK_DAYS) - TICK, timedelta(days=LINK_DAYS), timedelta(days=SESSION_DAYS)):
            signins.sweep(link, START + now)
            left.append(list(link.scalars(kinds)))
    assert left == [["link", "session"], ["session"], []]
