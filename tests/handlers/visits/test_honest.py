"""What is offered can be taken, what is promised can be kept, and who has said no is spared."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import pytest

from handlers.kit.errors import Refusal
from handlers.visits import booking, rules
from storage import seats
from storage.seats import Seat
from storage.visits import ASKED, DESK, OFFERED
from tests.handlers.visits.ward import SATO, SUZUKI, TAKAHASHI, TANAKA, TSUKUSHI, Ward, local

OCTOBER = local("2026-10-01", 14)
CHIEFS = {SATO, TAKAHASHI}
# The last day of three holidays; the next working day is Thursday, the 24th.
HOLIDAY = local("2026-09-23", 10)


def declines(ward: Ward, id: UUID, name: str, reason: str = "", *, another: bool = False) -> None:
    """Let a host say no."""
    with ward.at(name) as at:
        booking.decline(at, id, reason, another=another)


def offered(ward: Ward, id: UUID) -> list[datetime]:
    """Return the times that lie with the office."""
    return [datetime.fromisoformat(one) for one in ward.visit(id).times.split()]


def seat(ward: Ward, id: UUID, name: str) -> Seat:
    """Return somebody's seat."""
    with ward.at() as at:
        found = seats.of_person(at.here, id, ward.ids[name])
        assert found
        return found


def chief(names: list[str]) -> str:
    """Return the one chief of some hosts."""
    (one,) = CHIEFS & set(names)
    return one


def refused_by_all_but_one(ward: Ward) -> tuple[UUID, str]:
    """Let one chief say no altogether and the other to the time alone; return the visit and who may be asked still."""
    id = ward.asks(start=OCTOBER)
    first = chief(ward.asked(id))
    other = (CHIEFS - {first}).pop()
    # Only the first one has hours on these days.
    for day in ("2026-09-17", "2026-09-18", "2026-09-24", "2026-09-25"):
        ward.day(other, day, 0, 24 * 60, open=False)
    declines(ward, id, first, another=True)
    declines(ward, id, other)
    return id, other


def test_only_times_are_offered_that_can_be_taken(ward: Ward) -> None:
    id, other = refused_by_all_but_one(ward)
    found = offered(ward, id)
    assert [f"{one.astimezone(OCTOBER.tzinfo):%m-%d}" for one in found] == ["09-28", "09-29", "09-30", "10-01", "10-02"]
    with ward.at(ward.visit(id).guest_id) as at:
        assert booking.choose(at, id, found[0]).state == ASKED
    assert chief(ward.asked(id)) == other


def test_where_only_who_has_said_no_has_time_it_is_the_centres(bare: Ward) -> None:
    bare.hours(SATO, TANAKA, SUZUKI)
    id = bare.asks(start=OCTOBER)
    declines(bare, id, SATO, another=True)
    assert (bare.visit(id).state, bare.visit(id).times) == (DESK, "")
    with bare.at(TANAKA) as at, pytest.raises(Refusal):
        booking.offer(at, id, [local("2026-10-02", 10)])


def test_the_centre_lets_the_office_choose_only_what_can_be(ward: Ward) -> None:
    id, _ = refused_by_all_but_one(ward)
    with ward.at(ward.visit(id).guest_id) as at:
        booking.dateless(at, id)
    with ward.at(TANAKA) as at:
        booking.offer(at, id, [local("2026-09-25", 10), local("2026-09-28", 10)])
    assert offered(ward, id) == [local("2026-09-28", 10)]


def test_a_time_that_fails_goes_from_those_that_are_offered(ward: Ward) -> None:
    id, other = refused_by_all_but_one(ward)
    times = offered(ward, id)
    guest = ward.visit(id).guest_id
    day = times[0].astimezone(OCTOBER.tzinfo).date().isoformat()
    ward.day(other, day, 0, 24 * 60, open=False)
    with ward.at(guest) as at:
        assert booking.choose(at, id, times[0]).state == OFFERED
    assert (offered(ward, id), ward.asked(id)) == (times[1:], [])
    # When none of them can be any more others are looked for.
    for time in times[1:]:
        ward.day(other, time.astimezone(OCTOBER.tzinfo).date().isoformat(), 0, 24 * 60, open=False)
    with ward.at(guest) as at:
        assert booking.choose(at, id, times[1]).state == OFFERED
    assert not set(offered(ward, id)) & set(times)
    assert len(offered(ward, id)) == 5


def test_a_failed_time_with_no_other_goes_to_the_centre(bare: Ward) -> None:
    spans = [[2, 9 * 60, 17 * 60]]
    bare.hours(SATO, TAKAHASHI, TANAKA, SUZUKI, spans=spans)
    id = bare.asks(start=local("2026-09-30", 14))
    for name in (chief(bare.asked(id)), (CHIEFS - {chief(bare.asked(id))}).pop()):
        declines(bare, id, name)
    times = offered(bare, id)
    for name in CHIEFS:
        bare.hours(name, spans=[], from_day=date(2026, 4, 2))
    with bare.at(bare.visit(id).guest_id) as at:
        assert booking.choose(at, id, times[0]).state == DESK
    assert bare.visit(id).times == ""


@pytest.mark.parametrize(
    ("today", "visit", "expected"),
    [
        ("2026-11-23", "2026-11-24", "2026-11-24"),
        ("2026-11-23", "2026-11-25", "2026-11-24"),
        ("2026-11-22", "2026-11-24", "2026-11-24"),
        ("2026-11-20", "2026-11-24", "2026-11-20"),
        ("2026-11-24", "2026-11-24", "2026-11-24"),
    ],
)
def test_hosts_answer_on_a_working_day_or_the_day_itself(today: str, visit: str, expected: str) -> None:
    found = rules.answer_by(date.fromisoformat(today), 2, date.fromisoformat(visit))
    assert found == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-20 10:00", "2026-11-24"),
        ("2026-11-20 18:00", "2026-11-25"),
        ("2026-11-23 10:00", "2026-11-25"),
        ("2026-11-24 10:00", "2026-11-25"),
    ],
)
def test_a_working_day_is_left_for_answers(now: str, expected: str) -> None:
    assert rules.earliest(datetime.fromisoformat(now), 17 * 60) == date.fromisoformat(expected)


def test_on_a_holiday_nothing_is_offered_or_taken_for_the_next_working_day(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    first = chief(ward.asked(id))
    ward.later(days=2)
    declines(ward, id, first)
    declines(ward, id, (CHIEFS - {first}).pop())
    times = offered(ward, id)
    assert f"{times[1].astimezone(OCTOBER.tzinfo):%m-%d}" == "09-25"
    ward.now = HOLIDAY
    with ward.at(ward.visit(id).guest_id) as at:
        assert booking.choose(at, id, times[0]).state == OFFERED
    assert offered(ward, id) == times[1:]
    with ward.at(ward.visit(id).guest_id) as at:
        visit = booking.choose(at, id, times[1])
        assert (visit.state, str(visit.answer_by), str(visit.told_by)) == (ASKED, "2026-09-24", "2026-09-24")


def test_what_a_host_offers_may_be_sooner(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    host = chief(ward.asked(id))
    ward.now = local("2026-09-18", 10)
    with ward.at(host) as at:
        booking.propose(at, id, local("2026-09-24", 10))
    ward.now = HOLIDAY
    with ward.at(ward.visit(id).guest_id) as at:
        visit = booking.choose(at, id, local("2026-09-24", 10))
        assert (visit.state, str(visit.answer_by)) == (ASKED, "2026-09-24")


def test_who_has_said_no_is_asked_last_for_another_time(ward: Ward) -> None:
    id = ward.settled(start=OCTOBER)
    pair = ward.comes(id)
    first = chief(pair)
    other = (CHIEFS - {first}).pop()
    third = "森 あおい"
    ward.add(third, TSUKUSHI, "chief")
    ward.hours(third)
    # By turn she would be after the other.
    with ward.at(TANAKA) as at:
        booking.swap(at, id, ward.ids[first], ward.ids[other])
    ward.accept(id, other)
    ward.day(other, "2026-10-02", 0, 24 * 60, open=False)
    with ward.at(ward.visit(id).guest_id) as at:
        booking.move(at, id, local("2026-10-02", 10))
    assert ward.asked(id) == [third]


def test_why_she_has_said_no_is_kept_until_she_comes(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    first = chief(ward.asked(id))
    declines(ward, id, first, "health")
    with ward.at(TANAKA) as at:
        booking.assign(at, id, local("2026-10-05", 10), [ward.ids[first], ward.ids[TANAKA]])
    assert (seat(ward, id, first).state, seat(ward, id, first).reason) == (seats.ASKED, "health")
    with ward.at(TANAKA) as at:
        booking.assign(at, id, local("2026-10-06", 10), [ward.ids[(CHIEFS - {first}).pop()], ward.ids[TANAKA]])
    assert (seat(ward, id, first).state, seat(ward, id, first).reason) == (seats.RELEASED, "health")
    with ward.at(TANAKA) as at:
        booking.assign(at, id, local("2026-10-07", 10), [ward.ids[first], ward.ids[TANAKA]])
    declines(ward, id, first)
    assert (seat(ward, id, first).state, seat(ward, id, first).reason) == (seats.DECLINED, "health")
    with ward.at(TANAKA) as at:
        booking.assign(at, id, local("2026-10-08", 10), [ward.ids[first], ward.ids[TANAKA]])
    ward.accept(id, first)
    assert (seat(ward, id, first).state, seat(ward, id, first).reason) == (seats.COMES, "")
