"""An error at every fault point: one calm sentence, nothing half done, and the next press works."""

from __future__ import annotations

import pytest

from tests.faults.conftest import Install
from tests.faults.lives import user_of
from tests.faults.person import Person, paragraphs
from tests.faults.process import Installation
from tests.faults.reflecting import READ, SORRY, TEXTS, listed, reads, reflect
from tests.faults.stores import in_the_clear, rows
from tests.faults.test_kill import PRESS, check_gone, check_kept
from tests.faults.test_kill_unasked import DELIVERING, LETTER, delivered, never, planned, wait_for, written
from tests.spread import BACKENDS, spread

pytestmark = pytest.mark.kill

# A start and a sign-in pass these four times.
AT_START = ("rx.before_begin", "rx.before_commit", "rx.after_commit")


def every_other(point: str) -> str:
    """Return traps for an error at every second passing, from the first press on."""
    return ",".join(f"{point}:error:{n}" for n in range(5 if point in AT_START else 1, 99, 2))


def person_of(installation: Installation, fault: str) -> Person:
    """Start with an error and sign in."""
    address = installation.begin(fault)
    assert address
    person = Person(user_of(installation), address, never)
    person.sign_in()
    person.opens()
    return person


def begun_anew(installation: Installation, person: Person) -> None:
    """Stop and start without errors."""
    assert installation.stop() == 0
    address = installation.begin()
    assert address
    person.meet(address)


@pytest.mark.parametrize(("point", "backend"), spread(PRESS, BACKENDS))
def test_an_error_at_every_second_press_is_a_calm_sentence_and_nothing_is_lost(
    install: Install, point: str, backend: str
) -> None:
    installation = install(backend)
    person = person_of(installation, every_other(point))
    reflect(person)
    failed = rows(installation.settings, "SELECT body IS NULL FROM inbox WHERE state = 'failed'")
    # A turn that fails is answered and its body kept, sealed; an error around it is said to the page.
    if point == "rx.mid_turn":
        assert set(failed) == {(False,)}
        assert person.problems == []
    else:
        assert failed == []
        assert set(person.problems) == {(500, SORRY)}
    assert len(failed) + len(person.problems) >= 8
    check_kept(installation)
    begun_anew(installation, person)
    assert reads(person) == [READ]
    assert installation.stop() == 0
    assert in_the_clear(TEXTS, installation.settings.var, installation.printed) == []


@pytest.mark.parametrize("point", ["key.before_make", "key.after_make"])
def test_an_error_while_a_key_is_made_begins_nothing_and_the_next_press_begins(install: Install, point: str) -> None:
    installation = install("sqlite")
    person = person_of(installation, f"{point}:error:1")
    person.taps("reflection")
    person.taps("reflection.quick")
    assert person.field is None
    assert [card["paragraphs"] for card in person.shown["cards"]] == [[SORRY]]
    assert rows(installation.settings, "SELECT id FROM drafts") == []
    reflect(person)
    check_kept(installation)


@pytest.mark.parametrize("again", [True, False])
def test_an_error_after_a_key_was_shredded_leaves_nothing_that_opens(install: Install, again: bool) -> None:
    installation = install("sqlite")
    person = person_of(installation, "key.after_shred:error:1")
    reflect(person)
    id = listed(person)[0]
    person.acts_once({"tap": f"reflection.erase:{id}"})
    assert paragraphs(person.shown) == [SORRY]
    assert reads(person) == []
    if again:
        person.acts_once({"tap": f"reflection.erase:{id}"})
        assert [card["key"] for card in person.shown["cards"]] == [id]
    else:
        begun_anew(installation, person)
    check_gone(installation)


# Each with what is logged, and how the letter stands then: what has been shown is left to the end of its lease.
DELIVERY = {
    "out.after_claim": ("tick.failed", "sending"),
    "out.after_carry": ("notice.failed", "waiting"),
    "out.before_send": ("notice.failed", "waiting"),
    "out.after_send": ("notice.stuck", "sending"),
}


@pytest.mark.parametrize("point", DELIVERY)
def test_an_error_while_delivering_is_tried_again_and_the_question_seen_once(install: Install, point: str) -> None:
    installation = install("sqlite")
    person = written(installation)
    planned(installation)
    # Twice, for what fails beside others is tried once more by itself.
    assert installation.begin(f"{point}:error:1,{point}:error:2", ticks=DELIVERING)
    process = installation.process
    assert process
    event, state = DELIVERY[point]
    wait_for(lambda: event in process.err.read_text())
    wait_for(lambda: rows(installation.settings, LETTER)[0][1] == state)
    assert installation.stop() == 0
    installation.forward(seconds=61)
    delivered(installation, person)


def test_an_error_while_the_tables_are_made_ends_the_start_and_the_next_one_makes_them(
    install: Install, backend: str, untouched_of: Install
) -> None:
    installation = untouched_of(backend)
    process = installation.command("run", fault="migrate.before_commit:error:2")
    assert process.wait() == 1
    person = person_of(installation, "")
    reflect(person)
    assert reads(person) == [READ]
