"""Several processes press at once: no quarter of an hour is given twice, nothing is half done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from handlers.kit.errors import BotError, Stale
from handlers.visits import booking
from storage import cells, seats, visit_steps, visits
from storage.cells import Cell
from storage.visit_steps import VisitStep
from storage.visits import LIVE, SETTLED, Visit
from tests.faults.process import ROOT
from tests.handlers.visits.ward import MINAMO, SATO, SUZUKI, TAKAHASHI, TSUKUSHI, Ward, local

# So long a storm may take on a machine that is busy with other things.
PATIENCE = 1800
OCTOBER = local("2026-10-01", 14)


def storm(ward: Ward, processes: int, presses: int) -> Counter[str]:
    """Let several processes press at once; return what became of it all."""
    url = ward.database.writer.url.render_as_string(hide_password=False)
    argv = [sys.executable, "-m", "tests.handlers.visits.storm", url, str(presses), *map(str, range(processes))]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        argv, cwd=ROOT, text=True, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True
    ) as started:
        try:
            return together(started, processes)
        finally:
            # Where one has failed the others are not left behind.
            with suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)


def together(started: subprocess.Popen[str], processes: int) -> Counter[str]:
    """Let processes that are ready press at once, to their end; return what became of it all."""
    assert started.stdout and started.stderr
    for _ in range(processes):
        assert started.stdout.readline() == "ready\n", started.stderr.read()
    out, err = started.communicate("go\n" * processes, timeout=PATIENCE)
    assert (started.returncode, err) == (0, ""), err
    came: Counter[str] = Counter()
    for line in out.splitlines():
        came.update(json.loads(line))
    assert len(out.splitlines()) == processes
    return came


def agrees(ward: Ward) -> None:
    """Check what is kept: nobody is in two places, held is what is said, each thing happened once."""
    with ward.at() as at:
        taken: list[tuple[object, int]] = []
        expected = set()
        for visit in visits.in_states(at.here, LIVE):
            mine = set(cells.of_visit(at.here, visit.id))
            held = seats.of_visit(at.here, visit.id, seats.HOLDING)
            times = [one for one in (visit.start_at, visit.moving_to) if one and mine]
            for start in times:
                span = cells.cell_of(start), cells.cell_of(start + timedelta(minutes=visit.minutes - 1))
                expected |= {(visit.office_id, cell) for cell in range(span[0], span[1] + 1)}
                ends = span[0] - visit.buffer // 15, span[1] + visit.buffer // 15
                hosts = {one.person_id for one in held if {(one.person_id, end) for end in ends} <= mine}
                expected |= {(host, cell) for host in hosts for cell in range(ends[0], ends[1] + 1)}
            assert {one.person_id for one in held} <= {who for who, _ in mine} or not times
            taken += list(mine)
        assert len(taken) == len(set(taken))
        assert set(taken) == expected
        assert at.here.session.scalar(select(func.count()).select_from(Cell)) == len(taken)
        for what in ("settled", "off"):
            its = select(func.count()).where(VisitStep.what == what).group_by(VisitStep.visit_id)
            assert set(at.here.session.scalars(its)) <= {1}
        off = at.here.session.scalar(select(func.count()).select_from(Visit).where(Visit.state == "off"))
        assert off == at.here.session.scalar(select(func.count()).where(VisitStep.what == "off"))


@pytest.mark.slow
def test_whatever_is_pressed_at_once_nothing_is_given_twice(ward: Ward) -> None:
    came = storm(ward, 3, 70)
    agrees(ward)
    assert came["request done"] and came["accept done"] and came["cancel done"] and came["others"]
    assert (came["no others"], came["later"] > sum(came.values()) // 100) == (0, False)


@pytest.mark.soak
def test_whatever_is_pressed_at_once_thousands_of_times(ward: Ward) -> None:
    came = storm(ward, 4, 1500)
    agrees(ward)
    print(sum(came.values()), dict(came))
    # Hardly anybody has had to wait for longer than the program waits.
    assert (sum(came.values()) > 5000, came["later"] > sum(came.values()) // 100) == (True, False)


def at_once(*acts: Callable[[], str | None]) -> list[str | None]:
    """Do things at the same moment, each in a thread of its own; return what each came to."""

    def does(act: Callable[[], str | None]) -> str | None:
        try:
            return act()
        except BotError as error:
            return str(error)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(does, acts))


@pytest.mark.parametrize("many", [2, 8])
def test_of_many_who_want_the_last_time_one_gets_it_and_the_others_get_others(ward: Ward, many: int) -> None:
    only = [ward.ids[TAKAHASHI], ward.ids[SUZUKI]]
    offices = [f"相談室 {number}" for number in range(many)]
    for office in offices:
        ward.add_office(office, office)
    wanted = [ward.wanted(office, OCTOBER, unwanted=only) for office in offices]

    def asks(one: booking.Wanted) -> str:
        with ward.at() as at:
            return booking.request(at, one).state

    came = at_once(*[partial(asks, one) for one in wanted])
    assert sorted(came, key=str) == ["asked", *["booking-taken"] * (many - 1)]
    with ward.at() as at:
        assert len(visits.in_states(at.here, LIVE)) == 1
        assert all(booking.times(at, one).times for one in wanted)


@pytest.mark.parametrize("round", range(5))
def test_two_hosts_who_say_yes_at_once_settle_it_once(ward: Ward, round: int) -> None:
    id = ward.asks(start=OCTOBER)
    hosts = ward.asked(id)

    def yes(name: str) -> str:
        with ward.at(name) as at:
            return booking.accept(at, id).state

    # Each presses twice.
    came = at_once(*[partial(yes, name) for name in (*hosts, *hosts)])
    assert sorted(came, key=str) == ["asked", "seat", "seat", "settled"]
    with ward.at() as at:
        assert [one.what for one in visit_steps.of_visits(at.here, [id])] == ["asked", "settled"]


@pytest.mark.parametrize("round", range(3))
def test_one_who_says_yes_and_one_who_says_no_at_once(ward: Ward, round: int) -> None:
    id = ward.asks(start=OCTOBER)
    first, second = ward.asked(id)

    def says(name: str, *, yes: bool) -> None:
        with ward.at(name) as at:
            if yes:
                booking.accept(at, id)
            else:
                booking.decline(at, id)

    assert at_once(lambda: says(first, yes=True), lambda: says(second, yes=False)) == [None, None]
    assert (ward.comes(id), len(ward.asked(id)), second in ward.asked(id)) == ([first], 1, False)
    agrees(ward)


@pytest.mark.parametrize("round", range(3))
def test_taking_off_and_saying_yes_at_once(ward: Ward, round: int) -> None:
    id = ward.asks(start=OCTOBER)
    first, second = ward.asked(id)
    ward.accept(id, first)

    def yes() -> str:
        with ward.at(second) as at:
            return booking.accept(at, id).state

    def off() -> str:
        with ward.at(ward.ids[first]) as at:
            return booking.cancel(at, id).state

    came = at_once(yes, off)
    assert came in ([SETTLED, "off"], ["visit", "off"])
    assert (ward.visit(id).state, ward.taken(id)) == ("off", {})


def test_a_move_and_a_request_for_the_same_time(ward: Ward) -> None:
    only = [ward.ids[TAKAHASHI], ward.ids[SUZUKI]]
    id = ward.settled(start=OCTOBER, unwanted=only)
    later = OCTOBER + timedelta(days=1)
    wanted = ward.wanted(MINAMO, later, unwanted=only)

    def move() -> str:
        with ward.at(SATO) as at:
            return booking.move(at, id, later).state

    def ask() -> str:
        with ward.at() as at:
            return booking.request(at, wanted).state

    came = at_once(move, ask)
    assert came in ([SETTLED, "booking-taken"], ["booking-nobody", "asked"])
    agrees(ward)


def test_what_came_too_late_changes_nothing(ward: Ward) -> None:
    id = ward.settled(office=TSUKUSHI)
    out = ward.comes(id)[0]
    with ward.at() as at:
        booking.cancel(at, id)
    before = ward.told(id)
    acts: tuple[Callable[[booking.At], object], ...] = (
        lambda at: booking.accept(at, id),
        lambda at: booking.decline(at, id),
        lambda at: booking.move(at, id, OCTOBER + timedelta(days=1)),
        lambda at: booking.swap(at, id, ward.ids[out]),
        lambda at: booking.propose(at, id, OCTOBER + timedelta(days=1)),
        lambda at: booking.choose(at, id, OCTOBER + timedelta(days=1)),
        lambda at: booking.assign(at, id, OCTOBER, [ward.ids[out]], agreed=True),
        lambda at: booking.dateless(at, id),
        lambda at: booking.finish(at, id, "held"),
        lambda at: booking.cancel(at, id),
    )
    for act in acts:
        with pytest.raises(Stale), ward.at(out) as at:
            act(at)
    assert (ward.visit(id).state, ward.told(id), ward.taken(id)) == ("off", before, {})
