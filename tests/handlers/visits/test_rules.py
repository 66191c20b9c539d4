"""The rules of days as tables: holidays, notice, far days, leave, closed days, deadlines; wherever the server is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from handlers.kit.errors import Refusal
from handlers.visits import booking, rules
from storage import people, visits
from tests.handlers.visits.ward import (
    SATO,
    SUZUKI,
    TAKAHASHI,
    TANAKA,
    TSUKUSHI,
    Ward,
    local,
)

WEDNESDAY = date(2026, 9, 16)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-09-16", 0, "2026-09-16"),
        ("2026-09-16", 1, "2026-09-17"),
        ("2026-09-16", 2, "2026-09-18"),
        # 敬老の日, 国民の休日 between two holidays, 秋分の日.
        ("2026-09-16", 3, "2026-09-24"),
        ("2026-09-18", 1, "2026-09-24"),
        ("2026-09-19", 1, "2026-09-24"),
        # The turn of the year, and 成人の日.
        ("2026-12-28", 1, "2027-01-04"),
        ("2027-01-08", 1, "2027-01-12"),
        ("2028-02-28", 1, "2028-02-29"),
    ],
)
def test_working_days_after(day: str, count: int, expected: str) -> None:
    assert rules.working_after(date.fromisoformat(day), count) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        ("2026-10-01", "2026-09-18"),
        ("2026-09-24", "2026-09-18"),
        ("2026-09-18", "2026-09-17"),
        ("2026-09-17", "2026-09-16"),
        # On the very day, and for whoever is late: until its evening.
        ("2026-09-16", "2026-09-16"),
    ],
)
def test_hosts_answer_in_two_working_days_and_before_the_visit(visit: str, expected: str) -> None:
    assert rules.answer_by(WEDNESDAY, 2, date.fromisoformat(visit)) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-09-19 00:01", "2026-09-24"),
        ("2026-09-24 08:00", "2026-09-24"),
        ("2026-09-24 09:00", "2026-09-25"),
        ("2026-12-28 17:00", "2027-01-04"),
    ],
)
def test_the_centre_answers_on_the_working_day_that_begins_next(now: str, expected: str) -> None:
    assert rules.told_by(datetime.fromisoformat(now), 510) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("caps", "visits", "full"),
    [
        ((None, None, None), ["2026-10-01"], []),
        ((1, None, None), ["2026-10-01"], ["2026-10-01"]),
        ((2, None, None), ["2026-10-01"], []),
        ((None, 1, None), ["2026-09-28"], ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"]),
        ((None, 1, None), ["2026-10-05"], ["2026-10-05", "2026-10-06", "2026-10-07"]),
        ((None, None, 2), ["2026-10-20", "2026-10-30"], [f"2026-10-0{day}" for day in range(1, 8)]),
        ((None, None, 1), ["2026-09-30"], []),
        ((0, None, None), [], [f"2026-10-0{day}" for day in range(1, 8)]),
    ],
)
def test_caps(caps: rules.Caps, visits: list[str], full: list[str]) -> None:
    first = date(2026, 10, 1)
    found = rules.full_days(caps, map(date.fromisoformat, visits), first, 7)
    assert [date.fromordinal(first.toordinal() + one).isoformat() for one in sorted(found)] == full


def days(ward: Ward, count: int) -> list[str]:
    """Return the first of each day's times."""
    return [one.split()[0] for one in ward.times(most=count)]


def test_no_holiday_weekend_or_closed_day_is_offered(ward: Ward) -> None:
    ward.set(closed_days=["2026-09-28"])
    found = list(dict.fromkeys(days(ward, 6)))
    assert found == ["09-24", "09-25", "09-29", "09-30", "10-01", "10-02"]


def test_not_the_turn_of_the_year(ward: Ward) -> None:
    ward.now = local("2026-12-22", 10)
    assert list(dict.fromkeys(days(ward, 3))) == ["12-25", "12-28", "01-04"]


def test_a_holiday_that_hosts_have_opened_themselves_is_offered(ward: Ward) -> None:
    for name in (SATO, TANAKA):
        ward.day(name, "2026-09-26", 10 * 60, 11 * 60, open=True)
    ward.set(closed_days=[])
    assert "09-26 10:00" in ward.times(most=5)


@pytest.mark.parametrize("opened", [False, True])
def test_lunch_is_free_unless_a_host_says_so_for_a_day(ward: Ward, opened: bool) -> None:
    if opened:
        for name in (SATO, TANAKA):
            ward.day(name, "2026-09-24", 11 * 60 + 30, 13 * 60, open=True)
    starts = [one[6:] for one in ward.times(most=5000) if one.startswith("09-24")]
    assert ("11:00" in starts, "13:00" in starts, "16:00" in starts, "16:15" in starts) == (True, True, True, False)
    assert [one for one in starts if "11:00" < one < "13:00"] == (
        ["11:15", "11:30", "11:45", "12:00", "12:15", "12:30", "12:45"] if opened else []
    )


def test_what_a_host_takes_out_wins_over_what_she_has_added(ward: Ward) -> None:
    for name in (SATO, TAKAHASHI):
        ward.day(name, "2026-09-24", 0, 24 * 60, open=True)
        ward.day(name, "2026-09-24", 0, 24 * 60, open=False)
    assert ward.times()[0] == "09-25 09:00"


def test_the_newest_week_counts_from_its_day_on(ward: Ward) -> None:
    for name in (SATO, TAKAHASHI):
        ward.hours(name, spans=[(4, 13 * 60, 15 * 60)], from_day=date(2026, 9, 28))
    assert ward.times(most=4) == ["09-24 09:00", "09-25 09:00", "10-02 13:00", "10-09 13:00"]


def test_notice_binds_the_office_and_no_coordinator(ward: Ward) -> None:
    with pytest.raises(Refusal, match="booking-notice"):
        ward.asks(start=local("2026-09-17", 14))
    id = ward.asks(start=local("2026-09-17", 14), booked_by=ward.ids[TANAKA])
    assert ward.visit(id).booked_by == ward.ids[TANAKA]


@pytest.mark.parametrize(
    ("start", "why"),
    [
        (local("2026-09-15", 14), "booking-past"),
        (local("2026-09-16", 9, 59), "booking-past"),
        (local("2026-09-18", 14), "booking-notice"),
        (local("2026-12-16", 14), "booking-furthest"),
        (local("2027-02-28", 14), "booking-furthest"),
        (local("2026-09-22", 14), "booking-notice"),
        (local("2026-09-27", 14), "booking-taken"),
        (local("2026-10-01", 8), "booking-taken"),
        (local("2026-10-01", 16, 30), "booking-taken"),
        (local("2026-10-01", 12, 0), "booking-taken"),
    ],
)
def test_what_fits_no_rule_is_refused_and_nothing_is_kept(ward: Ward, start: datetime, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        ward.asks(start=start)
    with ward.at() as at:
        assert visits.in_states(at.here, visits.STATES) == []


def test_the_furthest_day_is_still_offered(ward: Ward) -> None:
    assert ward.asks(start=local("2026-12-15", 14))


@pytest.mark.parametrize(("until", "first"), [(None, None), (date(2026, 9, 29), "09-29 09:00")])
def test_nobody_is_asked_for_a_day_of_her_leave(ward: Ward, until: date | None, first: str | None) -> None:
    with ward.at() as at:
        for name in (SATO, TAKAHASHI):
            person = people.get(at.here, ward.ids[name])
            assert person
            person.away_since, person.away_until = ward.now, until
    assert ward.times()[:1] == ([first] if first else [])


def test_without_any_hours_the_day_is_the_centres(bare: Ward) -> None:
    wanted = bare.wanted()
    with bare.at() as at:
        found = booking.times(at, wanted)
    assert (list(found.times), found.hours, list(found.why)) == ([], False, ["hours"])


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the server stand in New York."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    os.environ.pop("TZ", None)
    time.tzset()


@pytest.mark.usefixtures("in_new_york")
def test_the_clock_is_the_networks_wherever_the_server_stands(ward: Ward) -> None:
    # Already Thursday in Tokyo, still Wednesday in New York.
    ward.now = local("2026-09-17", 1)
    assert ward.times(most=3) == ["09-25 09:00", "09-28 09:00", "09-29 09:00"]
    id = ward.asks(start=local("2026-10-01", 9))
    assert str(ward.visit(id).answer_by) == "2026-09-24"
    assert ward.taken(id)[TSUKUSHI] == "10-01 09:00-10:00"
    ward.tick(local("2026-09-24", 23, 59))
    assert ward.visit(id).state == "asked"
    ward.tick(local("2026-09-25", 0, 1))
    assert ward.visit(id).state == "desk"


def test_a_zone_that_changes_its_clock_keeps_the_hours_of_the_day(bare: Ward) -> None:
    bare.set(zone="America/New_York")
    bare.hours(SATO, TAKAHASHI, TANAKA, SUZUKI)
    wanted = bare.wanted()
    with bare.at() as at:
        found = booking.times(at, wanted, first=date(2026, 10, 29), last=date(2026, 11, 4), most=4).times
        shown = [f"{at.network.local(one):%m-%d %H:%M %z}" for one in found]
    assert shown == ["10-29 09:00 -0400", "10-30 09:00 -0400", "11-02 09:00 -0500", "11-04 09:00 -0500"]
    bare.asks(start=found[2])
    with bare.at() as at:
        again = booking.times(at, wanted, first=date(2026, 10, 29), last=date(2026, 11, 4), most=4).times
    assert found[2] not in again


def test_a_time_between_quarters_holds_all_that_it_touches(ward: Ward) -> None:
    id = ward.asks(start=local("2026-10-01", 14, 10))
    assert set(ward.taken(id).values()) == {"10-01 13:30-15:45", "10-01 14:00-15:15"}
