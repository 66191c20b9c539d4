"""Where nobody can know whether a message arrived: answers come again and say so, letters are carried by the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.delivery import MOST_ATTEMPTS
from handlers.kit.errors import Doubtful, TryLater
from storage.fault import set_trap
from storage.leases import LEASE
from tests.bot.test_delivery import Wire
from tests.bot.trouble import KIND, MORNING, SOON, Trouble, post, rows
from tests.bot.wires import at, delivery_on, goes, joins, telephone
from tests.world import ALONE, World

KINDS = "SELECT kind, state, doubtful FROM outbox ORDER BY kind, state, doubtful"


class Killed(BaseException):
    """The program ends here."""


class Line:
    """What becomes of the next messages: shown, unless something stands here to be raised."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)

    def __call__(self, _user: str) -> None:
        """Raise the next error."""
        if self.errors:
            raise self.errors.pop(0)


@pytest.fixture
def reached(troubled: World) -> World:
    """Somebody with a telephone, on a Tuesday at nine."""
    joins(troubled)
    at(troubled, "2026-11-24 09:00")
    return troubled


@pytest.fixture(autouse=True)
def no_trap() -> Iterator[None]:
    """Leave no trap behind."""
    yield
    set_trap(None)


def stop_at(point: str) -> None:
    """Let the program be killed when it passes a point."""

    def trap(here: str) -> None:
        if here == point:
            set_trap(None)
            raise Killed

    set_trap(trap)


def flags(wire: Wire) -> list[tuple[bool, bool]]:
    """Return (letter, again) of what was shown."""
    return [(told.letter, told.again) for told in wire.told]


def found(world: World) -> list[tuple[object, object, bool]]:
    """Return (kind, state, doubtful) of every notice."""
    return [(kind, state, bool(doubtful)) for kind, state, doubtful in rows(world, KINDS)]


@pytest.mark.parametrize("kind", [KIND, SOON])
def test_an_answer_in_doubt_is_sent_again_and_says_so(reached: World, kind: str) -> None:
    post(reached, ALONE, kind=kind)
    wire = telephone(Line(Doubtful("broken")))
    delivery = delivery_on(reached, wire)
    goes(reached, delivery)
    assert (wire.told, found(reached)) == ([], [(kind, "waiting", True)])
    reached.clock.forward(minutes=1)
    goes(reached, delivery)
    assert (flags(wire), found(reached)) == ([(False, True)], [(kind, "sent", True)])


def test_a_letter_in_doubt_is_not_sent_again_but_carried_by_the_next_which_says_so(reached: World) -> None:
    first = post(reached, ALONE, kind=MORNING)
    wire = telephone(Line(Doubtful("broken")))
    delivery = delivery_on(reached, wire)
    for _ in range(3):
        goes(reached, delivery)
        reached.clock.forward(hours=1)
    assert wire.told == []
    assert found(reached) == [("morning.letter", "ambiguous", True), (MORNING, "waiting", True)]
    second = post(reached, ALONE, kind=MORNING)
    at(reached, "2026-11-25 09:00")
    goes(reached, delivery)
    (text,) = [text for _, _, text in wire.shown]
    assert text.split("\n")[2:] == [f"お知らせ {first}", f"お知らせ {second}"]
    assert flags(wire) == [(True, True)]
    letters = [("morning.letter", "ambiguous", True), ("morning.letter", "sent", False)]
    assert found(reached) == [*letters, (MORNING, "sent", False), (MORNING, "sent", True)]


def test_a_letter_after_a_certain_failure_says_nothing_of_a_repeat(reached: World) -> None:
    post(reached, ALONE, kind=MORNING)
    wire = telephone(Line(TryLater("away", 30)))
    delivery = delivery_on(reached, wire)
    goes(reached, delivery)
    reached.clock.forward(minutes=1)
    goes(reached, delivery)
    assert flags(wire) == [(True, False)]


def killed_in(world: World, point: str, wire: Wire) -> None:
    """Plan and deliver until the program is killed at a point; then wait until its lease is over."""
    delivery = delivery_on(world, wire)
    world.run(delivery.plan())
    stop_at(point)
    with pytest.raises(Killed):
        world.run(delivery.tick())
    world.clock.at += LEASE


@pytest.mark.parametrize("point", ["out.before_send", "out.after_send"])
@pytest.mark.parametrize(
    ("kind", "make", "after"),
    [
        (SOON, telephone, [(False, True)]),
        (SOON, Wire, [(False, False)]),
        (MORNING, telephone, []),
        (MORNING, Wire, [(True, False)]),
    ],
    ids=["answer on a telephone", "answer on a page", "letter on a telephone", "letter on a page"],
)
def test_killed_between_beginning_and_writing_down(
    reached: World, point: str, kind: str, make: Callable[[], Wire], after: list[tuple[bool, bool]]
) -> None:
    post(reached, ALONE, kind=kind)
    before = make()
    killed_in(reached, point, before)
    # Seen or not: the next program cannot tell.
    assert len(before.told) == (point == "out.after_send")
    wire = make()
    goes(reached, delivery_on(reached, wire))
    assert flags(wire) == after
    at(reached, "2026-11-25 09:00")
    goes(reached, delivery_on(reached, wire))
    assert flags(wire) == (after or [(True, True)])


def test_killed_before_anything_was_begun_nothing_is_in_doubt(reached: World) -> None:
    post(reached, ALONE, kind=SOON)
    killed_in(reached, "out.after_claim", telephone())
    wire = telephone()
    goes(reached, delivery_on(reached, wire))
    assert flags(wire) == [(False, False)]


def test_the_doubt_is_remembered_when_the_next_try_certainly_fails(reached: World) -> None:
    post(reached, ALONE, kind=SOON)
    killed_in(reached, "out.before_send", telephone())
    wire = telephone(Line(TryLater("limit", 30), Trouble()))
    delivery = delivery_on(reached, wire)
    for _ in range(3):
        goes(reached, delivery)
        reached.clock.forward(minutes=2)
    assert flags(wire) == [(False, True)]


def test_what_breaks_off_for_a_reason_that_nobody_foresaw_is_in_doubt_too(reached: World) -> None:
    for kind in (SOON, MORNING):
        post(reached, ALONE, kind=kind)
    wire = telephone(Line(Trouble()))
    delivery = delivery_on(reached, wire)
    goes(reached, delivery)
    reached.clock.forward(minutes=1)
    goes(reached, delivery)
    assert flags(wire) == [(False, True), (True, False)]


def test_a_platform_that_always_breaks_off_is_not_asked_for_ever(reached: World) -> None:
    post(reached, ALONE, kind=SOON)
    wire = telephone(Line(*[Doubtful("broken")] * 100))
    delivery = delivery_on(reached, wire)
    for _ in range(2 * MOST_ATTEMPTS):
        goes(reached, delivery)
        reached.clock.forward(minutes=25)
    assert found(reached)[-1] == (SOON, "dead", True)
    assert rows(reached, f"SELECT attempts, reason FROM outbox WHERE kind = '{SOON}'") == [(MOST_ATTEMPTS, "attempts")]


def test_the_first_doubt_is_always_followed_by_a_repeat(reached: World) -> None:
    post(reached, ALONE, kind=SOON)
    away = [TryLater("away", 60)] * (MOST_ATTEMPTS + 2)
    wire = telephone(Line(*away, Doubtful("broken")))
    delivery = delivery_on(reached, wire)
    for _ in range(MOST_ATTEMPTS + 4):
        goes(reached, delivery)
        reached.clock.forward(minutes=25)
    assert flags(wire) == [(False, True)]


def test_what_is_in_doubt_is_not_overtaken(reached: World) -> None:
    subjects = [post(reached, ALONE, kind=SOON) for _ in range(3)]
    wire = telephone(Line(Doubtful("broken")))
    delivery = delivery_on(reached, wire)
    goes(reached, delivery)
    reached.clock.forward(minutes=1)
    goes(reached, delivery)
    assert [text for _, _, text in wire.shown] == [f"お知らせ {subject}" for subject in subjects]
    assert flags(wire) == [(False, True), (False, False), (False, False)]


def test_on_a_page_that_knows_its_ids_nothing_has_to_say_that_it_is_a_repeat(reached: World) -> None:
    post(reached, ALONE, kind=SOON)
    killed_in(reached, "out.after_send", telephone())
    # Meanwhile she likes the page better.
    page = Wire()
    goes(reached, delivery_on(reached, page))
    assert flags(page) == [(False, False)]
