"""Two real processes: one token polled twice (A20), one that stood still (A31), clocks that differ and jump (A33)."""

from __future__ import annotations

import shutil
import signal
import time
from pathlib import Path

import pytest

from messages.words import msg, words_of
from tests.faults.beside import Beside
from tests.faults.conftest import Install
from tests.faults.phone import Phone, is_letter, joined
from tests.faults.process import Installation
from tests.faults.reflecting import reflect
from tests.faults.stores import rows
from tests.faults.test_kill_unasked import (
    DELIVERING,
    LETTER,
    PLANNING,
    QUESTION,
    planned,
    steps,
    wait_for,
    written,
)
from tests.world import ALONE, settings_for

pytestmark = pytest.mark.kill

USER = 700100200
YET = "reflection.yet:"
TWICE = words_of().say(msg("telegram-twice"))
LEASE = "storage.leases.LEASE"
LEASE_SECONDS = 0.4


def beside_it(installation: Installation, install: Install, folder: Path, *, alone: bool) -> Installation:
    """Return a second copy of a program: on the same databases, or `alone` with databases of its own."""
    settings = installation.settings
    if alone:
        other = settings_for(
            folder, "sqlite", telegram_token=settings.telegram_token, telegram_url=settings.telegram_url
        )
    else:
        folder.mkdir()
        shutil.copy(settings.var / "master.key", folder / "master.key")
        other = settings.model_copy(update={"var": folder})
    second = install(other)
    second.constants = dict(installation.constants)
    return second


def said(installation: Installation) -> list[str]:
    """Return what a program has said on standard output, its address aside."""
    assert installation.process
    return [line for line in installation.process.out.read_text().splitlines() if "http://" not in line]


def taken(*installations: Installation) -> list[str]:
    """Return the updates that were done, in all of these databases."""
    found = [row for one in installations for row in rows(one.settings, "SELECT external_id, state FROM inbox")]
    assert {state for _, state in found} <= {"done"}
    return sorted(id for id, _ in found)


def test_a20_two_that_poll_one_token_do_nothing_twice_and_who_waited_goes_on_alone(
    with_telegram: Install, install: Install, beside: Beside, backend: str, tmp_path: Path
) -> None:
    first = with_telegram(backend)
    joined(first, ALONE, USER)
    # On SQLite a copy somewhere else: what both get at the same moment both may do, each in its own database.
    alone = backend == "sqlite"
    second = beside_it(first, install, tmp_path / "second", alone=alone)
    stores = [first]
    if alone:
        joined(second, ALONE, USER)
        stores = [first, second]
    phone = Phone(beside, USER, lambda: None)
    assert first.begin()
    phone.looks_home()
    assert second.begin()
    wait_for(lambda: said(second))
    for _ in range(3):
        phone.looks_home()
    if not alone:
        phone.reflects()
    first.kill()
    phone.looks_home()
    found = taken(*stores)
    assert {*found} == {*map(str, phone.acts)}
    if not alone:
        assert (len(found), phone.unmarked_repeats()) == (len(phone.acts), [])
        phone.check_home()
    assert {*said(first), *said(second)} == {TWICE}


def waited_for(with_telegram: Install) -> Installation:
    """Return one on PostgreSQL in which somebody with a telephone will be asked something."""
    first = with_telegram("postgres")
    joined(first, ALONE, USER)
    written(first)
    return first


def at_the_same_hour(first: Installation, install: Install, folder: Path) -> Installation:
    """Return another program on the same database by whose clock it is the same hour."""
    second = beside_it(first, install, folder, alone=False)
    second.clock_ahead = first.clock_ahead
    return second


def test_a31_who_was_paused_longer_than_a_lease_sends_nothing_any_more(
    with_telegram: Install, install: Install, beside: Beside, tmp_path: Path
) -> None:
    first = waited_for(with_telegram)
    planned(first)
    first.constants[LEASE] = LEASE_SECONDS
    second = at_the_same_hour(first, install, tmp_path / "second")
    # It has claimed the letter, and for a second it does not go on; meanwhile the whole process is stopped.
    assert first.begin("out.after_claim:sleep:1", ticks=DELIVERING)
    wait_for(lambda: rows(first.settings, LETTER)[0][1] == "sending", first)
    assert first.process
    first.process.signal(signal.SIGSTOP)
    time.sleep(LEASE_SECONDS)
    assert second.begin(ticks=DELIVERING)
    wait_for(lambda: rows(first.settings, LETTER)[0][1] == "sent", first)
    settled = rows(first.settings, LETTER)
    first.process.signal(signal.SIGCONT)
    # Asked to stop it finishes what it has begun.
    assert first.stop() == 0
    assert rows(first.settings, LETTER) == settled
    told = [one for one in beside.shown(USER) if is_letter(one)]
    assert [one.marked for one in told] == [False]


JUMPS = [{"hours": 1}, {"hours": -1}, {"days": -1}]


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a33_a_program_that_starts_at_another_time_repeats_nothing_and_misses_nothing(
    install: Install, jump: dict[str, float]
) -> None:
    installation = install("sqlite")
    person = written(installation)
    address = installation.begin(ticks=PLANNING | DELIVERING)
    assert address
    wait_for(lambda: [row[1] for row in rows(installation.settings, QUESTION)] == ["sent"], installation)
    installation.kill()
    installation.forward(**jump)
    address = installation.begin(ticks=PLANNING | DELIVERING)
    assert address
    person.meet(address)
    # Signed in as before, and her page says what it said.
    assert len(steps(person)) == 1
    reflect(person)
    assert installation.stop() == 0
    installation.forward(**{name: -value for name, value in jump.items()})
    installation.forward(days=8)
    address = installation.begin(ticks=PLANNING | DELIVERING)
    assert address
    person.meet(address)
    wait_for(lambda: [row[1] for row in rows(installation.settings, QUESTION)] == ["sent", "sent"], installation)
    assert len(steps(person)) == 2
    told = person.insist("/poll", {"cursor": "1"})[1]["notices"]
    asked = [button["data"] for one in told for card in one["cards"] for button in card["buttons"]]
    assert len([data for data in asked if data.startswith(YET)]) == 2


@pytest.mark.postgres
@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a33_two_whose_clocks_differ_ask_once_or_mark_it(
    with_telegram: Install, install: Install, beside: Beside, tmp_path: Path, jump: dict[str, float]
) -> None:
    first = waited_for(with_telegram)
    second = at_the_same_hour(first, install, tmp_path / "second")
    second.forward(**jump)
    for one in (first, second):
        assert one.begin(ticks=PLANNING | DELIVERING)
    wait_for(lambda: rows(first.settings, LETTER), first)
    # To each the other's leases seem to be over: so long they may take from one another what is being sent.
    time.sleep(0.5)
    assert [one.stop() for one in (first, second)] == [0, 0]
    # Somebody sets the clock: what is in doubt comes with the next morning's letter.
    first.forward(days=1)
    assert first.begin(ticks=PLANNING | DELIVERING)
    wait_for(lambda: [row[1] for row in rows(first.settings, QUESTION)] == ["sent"], first)
    told = [one for one in beside.shown(USER) if is_letter(one)]
    assert len([one for one in told if not one.marked]) <= 1
    assert 1 <= len(told) <= 2


@pytest.mark.postgres
def test_a33_what_a_clock_behind_has_let_go_meanwhile_comes_the_next_morning(
    with_telegram: Install, install: Install, beside: Beside, tmp_path: Path
) -> None:
    first = waited_for(with_telegram)
    planned(first)
    second = at_the_same_hour(first, install, tmp_path / "second")
    second.forward(days=-1)
    # It has claimed the letter and stands still; by the other's clock the letter is not today's.
    assert first.begin("out.after_claim:sleep:1", ticks=DELIVERING)
    wait_for(lambda: rows(first.settings, LETTER)[0][1] == "sending", first)
    assert first.process
    first.process.signal(signal.SIGSTOP)
    assert second.begin(ticks=DELIVERING)
    wait_for(lambda: rows(first.settings, LETTER)[0][1] == "moot", first)
    first.process.signal(signal.SIGCONT)
    assert [one.stop() for one in (first, second)] == [0, 0]
    first.forward(days=1)
    assert first.begin(ticks=PLANNING | DELIVERING)
    wait_for(lambda: [row[1] for row in rows(first.settings, QUESTION)] == ["sent"], first)
    assert [one.marked for one in beside.shown(USER) if is_letter(one)] == [False]
