"""Six-digit codes: one a person, ten minutes, one use, kept only under a key; and who guesses too often."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from bot.app import Stores
from storage import accounts, guesses, signins
from storage.db import Here, open_database
from storage.guesses import WINDOW
from storage.keys import Keys
from storage.seal import new_key
from storage.signins import CODE_MINUTES, Holder, SignIn
from tests.storage.conftest import InNetwork
from tests.storage.test_db import together
from tests.world import START

TICK = timedelta(microseconds=1)
LATE = START + timedelta(minutes=CODE_MINUTES)
ME, YOU = b"m" * 32, b"y" * 32


@pytest.fixture
def account(here: InNetwork, person: UUID) -> UUID:
    """The web account of somebody."""
    with here() as inside:
        return accounts.ensure(inside, person, "web").id


def make(stores: Stores, here: InNetwork, account: UUID) -> str:
    """Return a new code of an account."""
    with here() as inside:
        return signins.make_code(inside, account, stores.keys.digest, START)


def use(stores: Stores, code: str, now: datetime = START) -> Holder | None:
    """Use a code."""
    with stores.database.write() as session:
        return signins.use_code(session, code, stores.keys.digest, now)


def left(stores: Stores) -> int:
    """Return how many codes there are, used ones too."""
    with stores.database.read() as session:
        return session.scalar(select(func.count()).select_from(SignIn).where(SignIn.kind == "code")) or 0


@pytest.mark.slow
def test_a_code_is_six_digits_and_only_its_keyed_hash_is_kept(stores: Stores, here: InNetwork, account: UUID) -> None:
    code = make(stores, here, account)
    assert (len(code), code.isascii(), code.isdigit()) == (6, True, True)
    with stores.database.read() as session:
        (row,) = session.execute(select(*SignIn.__table__.columns)).all()
    assert row.token_hash == stores.keys.digest(f"code:{code}")
    plain = {f"{number:06}".encode() for number in range(10**6)}
    assert row.token_hash not in {hashlib.sha256(one).digest() for one in plain}
    values = [value for name, value in row._mapping.items() if name not in ("id", "network_id", "account_id")]
    assert [value for value in values if code in str(value)] == []


def test_what_the_digest_says_depends_on_the_master_key_and_does_not_use_it_raw(stores: Stores) -> None:
    one, other = new_key(), new_key()
    digest = Keys(stores.keys.engine, one).digest("code:000000")
    assert digest == Keys(stores.keys.engine, one).digest("code:000000")
    assert digest != Keys(stores.keys.engine, other).digest("code:000000")
    assert digest != Keys(stores.keys.engine, one).digest("code:000001")
    assert digest != hmac.digest(one, b"code:000000", "sha256")
    assert len(digest) == 32


def test_a_code_works_once_and_says_whose_it_was(
    stores: Stores, here: InNetwork, network: UUID, person: UUID, account: UUID
) -> None:
    code = make(stores, here, account)
    assert use(stores, code) == Holder(network, person)
    assert use(stores, code) is None


def test_a_code_is_good_for_ten_minutes(stores: Stores, here: InNetwork, account: UUID) -> None:
    code = make(stores, here, account)
    assert use(stores, code, LATE) is None
    assert use(stores, code, LATE - TICK) is not None


def test_a_new_code_ends_the_old_one_whichever_account_asks(
    stores: Stores, here: InNetwork, persons: list[UUID], account: UUID
) -> None:
    with here() as inside:
        phone = accounts.ensure(inside, persons[0], "telegram").id
        somebody = accounts.ensure(inside, persons[1], "web").id
    hers, old = make(stores, here, somebody), make(stores, here, account)
    new = make(stores, here, phone)
    assert left(stores) == 2
    assert [use(stores, code) is not None for code in (old, new, hers)] == [False, True, True]


def test_digits_that_somebody_has_are_drawn_again(
    stores: Stores, here: InNetwork, persons: list[UUID], account: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: Iterator[int] = iter([7, 7, 7, 41])
    monkeypatch.setattr(secrets, "randbelow", lambda below: next(drawn) if below == 10**6 else -1)
    with here() as inside:
        other = accounts.ensure(inside, persons[1], "web").id
    assert make(stores, here, account) == "000007"
    assert make(stores, here, other) == "000041"
    holders = [use(stores, code) for code in ("000007", "000041")]
    assert [holder and holder.person_id for holder in holders] == persons[:2]


def test_a_code_is_no_link_and_no_session_and_neither_is_a_code(stores: Stores, here: InNetwork, account: UUID) -> None:
    code = make(stores, here, account)
    with stores.database.write() as session:
        inside = Here(session, session.get_one(accounts.Account, (_network(stores), account)).network_id)
        tokens = [signins.make_link(inside, account, START), signins.make_session(inside, account, START)]
        for word in (code, f"code:{code}"):
            assert signins.use_link(session, word, START) is None
            assert signins.user_of(session, word, START) is None
        assert [signins.use_code(session, word, stores.keys.digest, START) for word in (*tokens, "", "\ud800")] == [
            None
        ] * 4
    assert use(stores, code) is not None


def _network(stores: Stores) -> UUID:
    with stores.database.read() as session:
        return session.scalars(select(SignIn.network_id)).one()


def test_a_code_leads_to_its_own_network_only(
    stores: Stores, here: InNetwork, account: UUID, elsewhere: tuple[UUID, UUID]
) -> None:
    network, stranger = elsewhere
    with stores.database.write() as session:
        there = Here(session, network)
        code = signins.make_code(there, accounts.ensure(there, stranger, "web").id, stores.keys.digest, START)
    mine = make(stores, here, account)
    assert use(stores, code) == Holder(network, stranger)
    holder = use(stores, mine)
    assert holder is not None and holder.network_id != network


def test_of_two_that_use_a_code_at_once_one_comes_in(stores: Stores, here: InNetwork, persons: list[UUID]) -> None:
    with here() as inside:
        owners = [accounts.ensure(inside, person, "web").id for person in persons]
        codes = [signins.make_code(inside, owner, stores.keys.digest, START) for owner in owners]
    came: list[str] = []
    url = stores.database.writer.url.render_as_string(hide_password=False)
    others = [open_database(url) for _ in range(2)]

    def redeem() -> None:
        database = others.pop()
        for code in codes:
            with database.write() as session:
                if signins.use_code(session, code, stores.keys.digest, START):
                    came.append(code)
        database.dispose()

    assert together([redeem, redeem]) == []
    assert sorted(came) == sorted(codes)
    assert len(codes) > 5


def test_who_uses_a_code_and_who_asks_for_a_new_one_never_block_each_other(
    stores: Stores, here: InNetwork, person: UUID, account: UUID
) -> None:
    code = make(stores, here, account)
    user = str(person)

    def ask_again() -> None:
        for _ in range(20):
            with stores.database.write() as session:
                assert accounts.who(session, "web", user, lock=True)
                inside = Here(session, _network(stores))
                signins.make_code(inside, account, stores.keys.digest, START)

    def redeem() -> None:
        for number in range(20):
            with stores.database.write() as session:
                holder = signins.use_code(session, code, stores.keys.digest, START)
                if holder:
                    accounts.join(Here(session, holder.network_id), holder.person_id, "telegram", f"{number}")

    assert together([ask_again, redeem]) == []
    assert left(stores) == 1


def test_of_two_people_who_take_an_account_at_once_one_gets_it(
    stores: Stores, here: InNetwork, persons: list[UUID]
) -> None:
    got: list[bool] = []

    def join() -> None:
        with here() as inside:
            got.append(accounts.join(inside, persons[1], "telegram", "1"))

    second = threading.Thread(target=join)
    with here() as inside:
        assert accounts.join(inside, persons[0], "telegram", "1")
        second.start()
        # It waits for this transaction, or has looked already and found the place free.
        second.join(0.3)
    second.join()
    assert got == [False]
    with stores.database.read() as session:
        who = accounts.who(session, "telegram", "1")
    assert who is not None and who.person.id == persons[0]


def test_five_of_one_or_thirty_of_all_are_too_many(stores: Stores) -> None:
    with stores.database.writer.begin() as link:
        for _ in range(5):
            assert not guesses.too_many(link, ME, START)
            guesses.add(link, ME, START)
        assert guesses.too_many(link, ME, START)
        assert not guesses.too_many(link, YOU, START)
        for number in range(25):
            assert not guesses.too_many(link, YOU, START)
            guesses.add(link, bytes([number]) * 32, START)
        assert guesses.too_many(link, YOU, START)


def test_after_ten_minutes_a_guess_no_longer_counts(stores: Stores) -> None:
    with stores.database.writer.begin() as link:
        for number in range(5):
            guesses.add(link, ME, START + timedelta(minutes=number))
        assert guesses.too_many(link, ME, START + WINDOW - TICK)
        assert not guesses.too_many(link, ME, START + WINDOW)
        counted = []
        for now in (WINDOW - TICK, WINDOW, WINDOW + timedelta(minutes=3), WINDOW + timedelta(minutes=4)):
            guesses.sweep(link, START + now)
            counted.append(guesses.count(link, START - TICK))
    assert counted == [5, 4, 1, 0]
