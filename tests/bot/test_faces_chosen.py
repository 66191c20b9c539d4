"""One person on several platforms: what is unasked is said once, where she likes it, or where she is reached."""

from __future__ import annotations

import pytest

from bot.faces.face import Told
from handlers.kit.errors import Undeliverable
from tests.bot.test_delivery import Wire
from tests.bot.trouble import MORNING, SOON, post, rows
from tests.bot.wires import TELEGRAM, at, delivery_on, fine, goes, joins, likes, telephone
from tests.world import ALONE, CENTRE, World

ACCOUNTS = "SELECT user_id, stopped_why FROM accounts WHERE stopped_at IS NOT NULL ORDER BY user_id"


@pytest.fixture
def two(troubled: World) -> tuple[World, Wire, Wire]:
    """Somebody on a telephone and on a page, on a Tuesday at nine."""
    joins(troubled)
    at(troubled, "2026-11-24 09:00")
    return troubled, telephone(), Wire()


def users(*wires: Wire) -> list[list[str]]:
    """Return who was shown something, on each wire."""
    return [[user for user, _, _ in wire.shown] for wire in wires]


@pytest.mark.parametrize("kind", [SOON, MORNING])
@pytest.mark.parametrize(("face", "place"), [(None, 0), (TELEGRAM, 0), ("web", 1), ("slack", 0)])
def test_she_is_told_once_where_she_likes_it(
    two: tuple[World, Wire, Wire], kind: str, face: str | None, place: int
) -> None:
    world, phone, page = two
    likes(world, face=face)
    post(world, ALONE, kind=kind)
    for _ in range(3):
        goes(world, delivery_on(world, phone, page))
    shown: list[list[str]] = [[], []]
    shown[place] = [["700100"], [world.person()]][place]
    assert users(phone, page) == shown
    assert rows(world, "SELECT DISTINCT platform FROM outbox") == [([TELEGRAM, "web"][place],)]


def test_who_has_no_telephone_is_told_on_the_page(two: tuple[World, Wire, Wire]) -> None:
    world, phone, page = two
    likes(world, CENTRE, face=TELEGRAM)
    post(world, CENTRE, kind=SOON)
    goes(world, delivery_on(world, phone, page))
    assert users(phone, page) == [[], [world.person(CENTRE)]]


@pytest.mark.parametrize("why", ["blocked", "gone"])
@pytest.mark.parametrize("kind", [SOON, MORNING])
def test_where_the_telephone_is_stopped_the_page_is_told_instead(
    two: tuple[World, Wire, Wire], kind: str, why: str
) -> None:
    world, phone, page = two
    world.signs_in()
    tried: list[str] = []

    def stopped(user: str) -> None:
        tried.append(user)
        raise Undeliverable(why)

    phone.fails = stopped
    delivery = delivery_on(world, phone, page)
    for _ in range(3):
        post(world, ALONE, kind=kind)
        goes(world, delivery)
    assert rows(world, ACCOUNTS) == [("700100", why)]
    # It is asked once; whatever comes afterwards goes to the page at once.
    assert (tried, users(phone, page)) == (["700100"], [[], [world.person()] * (3 if kind == SOON else 1)])
    assert rows(world, "SELECT count(*) FROM outbox WHERE state = 'dead'") == [(0,)]


def test_one_message_that_is_refused_says_nothing_about_the_account(two: tuple[World, Wire, Wire]) -> None:
    world, phone, page = two

    def refuses(_user: str) -> None:
        raise Undeliverable("refused")

    phone.fails = refuses
    post(world, ALONE, kind=SOON)
    goes(world, delivery_on(world, phone, page))
    assert (rows(world, ACCOUNTS), users(phone, page)) == ([], [[], []])
    assert rows(world, "SELECT state, reason FROM outbox") == [("dead", "refused")]


def test_who_is_stopped_everywhere_is_told_nowhere_and_nothing_is_lost(two: tuple[World, Wire, Wire]) -> None:
    world, phone, _ = two

    def blocked(_user: str) -> None:
        raise Undeliverable("blocked")

    phone.fails = blocked
    world.run(world.app.runtime.stopped("web", world.person(), "gone"))
    likes(world, CENTRE, away_since=world.clock.now())
    post(world, ALONE, kind=SOON)
    item = post(world, ALONE, kind=MORNING)
    delivery = delivery_on(world, phone)
    for day in (24, 25, 26):
        at(world, f"2026-11-{day} 09:00")
        goes(world, delivery)
    found = rows(world, "SELECT kind, state, reason FROM outbox WHERE kind != 'desk.unreached' ORDER BY kind")
    assert found == [("morning.letter", "dead", "blocked"), (MORNING, "waiting", None), (SOON, "dead", "blocked")]
    # She comes back by herself.
    world.run(world.app.runtime.stopped(TELEGRAM, "700100", None))
    phone.fails = lambda _user: None
    at(world, "2026-11-27 09:00")
    goes(world, delivery)
    assert [text.split("\n")[-1] for _, _, text in phone.shown] == [f"お知らせ {item}"]


def test_of_two_accounts_on_one_platform_the_newest_that_is_reached(two: tuple[World, Wire, Wire]) -> None:
    world, phone, page = two
    world.signs_in()
    joins(world, user="700200")
    delivery = delivery_on(world, phone, page)
    for stops in (None, "700200", "700100"):
        if stops:
            world.run(world.app.runtime.stopped(TELEGRAM, stops, "blocked"))
        post(world, ALONE, kind=SOON)
        goes(world, delivery)
    assert users(phone, page) == [["700200", "700100"], [world.person()]]


def test_what_was_stopped_in_the_middle_keeps_its_order_on_the_other_face(two: tuple[World, Wire, Wire]) -> None:
    world, phone, page = two
    subjects = [post(world, ALONE, kind=SOON) for _ in range(5)]
    shown: list[Told] = phone.told

    def after_two(_user: str) -> None:
        if len(shown) == 2:
            raise Undeliverable("blocked")

    phone.fails = after_two
    goes(world, delivery_on(world, phone, page))
    texts = [text for wire in (phone, page) for _, _, text in wire.shown]
    assert texts == [f"お知らせ {subject}" for subject in subjects]
    assert [len(phone.shown), len(page.shown)] == [2, 3]


def test_a_leave_that_begins_between_claim_and_sending_holds_back_what_is_left(two: tuple[World, Wire, Wire]) -> None:
    world, phone, page = two
    for _ in range(2):
        post(world, ALONE, kind=SOON)

    def on_leave(_user: str) -> None:
        likes(world, away_since=world.clock.now())

    phone.fails = on_leave
    delivery = delivery_on(world, phone, page)
    for _ in range(2):
        goes(world, delivery)
    assert users(phone, page) == [["700100"], []]
    likes(world, away_since=None)
    phone.fails = fine
    goes(world, delivery)
    assert users(phone, page) == [["700100", "700100"], []]
