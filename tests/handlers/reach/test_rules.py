"""When steps are due and who is asked first, as tables and as properties."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.days import is_working_day
from handlers.reach import rules
from handlers.reach.rules import Helper, Promise, Times

TOKYO = ZoneInfo("Asia/Tokyo")
TIMES = Times(510, 1035, (), (1, 2, 3))


def at(text: str) -> datetime:
    """Return a moment in Tokyo of 2026 or 2027, written 11-24 16:00."""
    year = 2027 if text < "06" else 2026
    return datetime.strptime(f"{year}-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("asked", "evenings"),
    [
        # In the middle of a Tuesday: the evenings of Wednesday, Thursday, Friday.
        ("11-24 16:00", ["11-25", "11-26", "11-27"]),
        # Before the centre opens, and to the minute: the whole of Tuesday lies before it.
        ("11-24 08:29", ["11-24", "11-25", "11-26"]),
        ("11-24 08:30", ["11-24", "11-25", "11-26"]),
        ("11-24 08:31", ["11-25", "11-26", "11-27"]),
        # In the evening of a Thursday, with a weekend between.
        ("11-26 20:00", ["11-27", "11-30", "12-01"]),
        # 勤労感謝の日 on a Monday: the long weekend counts for nothing.
        ("11-20 10:00", ["11-24", "11-25", "11-26"]),
        ("11-22 03:00", ["11-24", "11-25", "11-26"]),
        # 年末年始, with a weekend on each side.
        ("12-28 11:00", ["01-04", "01-05", "01-06"]),
        ("12-31 23:59", ["01-04", "01-05", "01-06"]),
        # Golden Week 2027: 29 April is a Thursday, 3 to 5 May are Monday to Wednesday.
        ("04-28 16:00", ["04-30", "05-06", "05-07"]),
    ],
)
def test_the_steps_wait_for_whole_working_days(asked: str, evenings: list[str]) -> None:
    due = [TIMES.due(at(asked), step) for step in (1, 2, 3)]
    assert due == [at(f"{day} 17:15") for day in evenings]
    assert rules.promised(at(asked), TIMES) == Promise(1, due[0].date())
    assert rules.advised_by(at(asked), TIMES) == Promise(3, due[2].date())


def test_closed_days_count_as_holidays() -> None:
    closed = Times(510, 1035, ("2026-11-25", "2026-11-27"), (1, 2, 3))
    assert [closed.due(at("11-24 16:00"), step).date().day for step in (1, 2, 3)] == [26, 30, 1]


def test_a_centre_that_works_until_midnight_promises_the_day_that_ends_then() -> None:
    late = Times(510, 1440, (), (1, 2, 3))
    assert rules.promised(at("11-24 16:00"), late) == Promise(1, date(2026, 11, 25))


@pytest.mark.parametrize(
    ("steps", "promise", "advice"),
    [
        ((1, 2, 3), (1, 25), (3, 27)),
        ((0, 2, 3), (2, 26), (3, 27)),
        ((0, 0, 1), (3, 25), (3, 25)),
        ((2, 3, 0), (1, 26), (2, 27)),
        ((0, 0, 0), None, None),
    ],
)
def test_steps_that_are_left_out_are_not_promised(
    steps: tuple[int, int, int], promise: tuple[int, int] | None, advice: tuple[int, int] | None
) -> None:
    times = Times(510, 1035, (), steps)
    expected = [one and Promise(one[0], date(2026, 11, one[1])) for one in (promise, advice)]
    assert [rules.promised(at("11-24 16:00"), times), rules.advised_by(at("11-24 16:00"), times)] == expected
    assert times.first(at("11-24 16:00")) == (times.due(at("11-24 16:00"), promise[0]) if promise else None)


@pytest.mark.parametrize(
    ("steps", "taken", "now", "newest"),
    [
        ((1, 2, 3), 0, "11-25 17:15", 1),
        ((1, 2, 3), 0, "11-26 17:14", 1),
        # Down for a day, a week: the newest is taken, what was missed is not made up for.
        ((1, 2, 3), 0, "11-26 17:15", 2),
        ((1, 2, 3), 0, "12-04 09:00", 3),
        ((1, 2, 3), 1, "12-04 09:00", 3),
        ((1, 0, 3), 0, "11-26 18:00", 1),
        ((1, 2, 0), 0, "12-04 09:00", 2),
        # Set back: only the next one, which somebody has found to be due.
        ((1, 2, 3), 1, "11-20 09:00", 2),
        ((1, 2, 3), 3, "12-04 09:00", None),
        ((0, 0, 0), 0, "12-04 09:00", None),
    ],
)
def test_of_several_overdue_steps_the_newest_is_taken(
    steps: tuple[int, int, int], taken: int, now: str, newest: int | None
) -> None:
    assert Times(510, 1035, (), steps).newest(at("11-24 16:00"), taken, at(now)) == newest


def test_after_a_late_step_a_whole_working_day_passes_before_the_next() -> None:
    begun = at("11-24 16:00")
    assert TIMES.next(begun, 1, at("11-25 17:15")) == at("11-26 17:15")
    assert TIMES.next(begun, 1, at("11-26 17:10")) == at("11-27 17:15")
    assert TIMES.next(begun, 3, at("11-27 17:15")) is None
    assert TIMES.latest(3, begun) is None


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda one: one.replace(tzinfo=TOKYO))
CLOSED = st.sets(st.dates(date(2026, 1, 1), date(2028, 2, 1)).map(date.isoformat), max_size=30)


@given(MOMENTS, CLOSED, st.integers(1, 10))
def test_so_many_whole_working_days_lie_before_each_evening(begun: datetime, closed: set[str], count: int) -> None:
    end = Times(510, 1035, closed, ()).evening(begun, count)
    day, whole = begun.date(), 0
    while day <= end.date():
        opens = datetime.combine(day, datetime.min.time(), TOKYO) + timedelta(minutes=510)
        whole += is_working_day(day, closed) and opens >= begun.replace(second=0, microsecond=0)
        day += timedelta(days=1)
    assert whole == count
    assert is_working_day(end.date(), closed)


@given(MOMENTS, MOMENTS, CLOSED, st.integers(1, 10))
def test_who_asks_later_never_waits_less_long(one: datetime, other: datetime, closed: set[str], count: int) -> None:
    times = Times(510, 1035, closed, ())
    early, late = sorted((one, other))
    assert times.evening(early, count) <= times.evening(late, count)


QUESTION = UUID(int=9)
NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


def helper(
    number: int, lately: int = 0, days_ago: int | None = None, *, allowed: int = 2, busy: bool = False
) -> Helper:
    """Return somebody who may be asked."""
    last = None if days_ago is None else NOW - timedelta(days=days_ago)
    return Helper(UUID(int=number), allowed, lately, busy, last)


@pytest.mark.parametrize(
    ("helpers", "turn"),
    [
        ([helper(1, days_ago=3, lately=1), helper(2, days_ago=30), helper(3, days_ago=9)], [2, 3, 1]),
        ([helper(1, days_ago=30), helper(2)], [2, 1]),
        ([helper(1, lately=2, days_ago=1), helper(2, lately=1, days_ago=1, allowed=1), helper(3, allowed=0)], []),
        ([helper(1, busy=True), helper(2, lately=4, days_ago=0, allowed=5)], [2]),
    ],
)
def test_who_was_asked_longest_ago_comes_first(helpers: list[Helper], turn: list[int]) -> None:
    assert [one.person_id.int for one in rules.in_turn(helpers, QUESTION)] == turn


def test_among_newcomers_it_is_not_always_the_same_who_comes_first() -> None:
    newcomers = [helper(number) for number in range(1, 5)]
    first = {rules.in_turn(newcomers, UUID(int=number))[0].person_id.int for number in range(60)}
    assert first == {1, 2, 3, 4}
    assert rules.in_turn(newcomers, QUESTION) == rules.in_turn(newcomers[::-1], QUESTION)


def test_only_who_sees_an_audience_is_asked() -> None:
    roles = {UUID(int=1): {"counsellor"}, UUID(int=2): {"chief"}, UUID(int=3): {"centre"}}
    everybody = [UUID(int=number) for number in (1, 2, 3, 4)]
    assert rules.hearers(roles, "chiefs", everybody) == [UUID(int=2), UUID(int=3)]
    assert rules.hearers(roles, "all", everybody) == everybody


@pytest.mark.parametrize(
    ("steps", "step", "choices"),
    [
        ([1, 2, 3], 1, [0, 1]),
        ([1, 2, 3], 3, [0, 3, 4, 5, 7, 10]),
        ([1, 2, 5], 2, [0, 2, 3, 4]),
        ([0, 0, 0], 2, [0, 1, 2, 3, 4, 5, 7, 10]),
        ([4, 0, 7], 2, [0, 5]),
    ],
)
def test_the_steps_keep_their_order(steps: list[int], step: int, choices: list[int]) -> None:
    assert rules.choices(steps, step) == choices
    for wait in choices:
        assert rules.usable([*steps[: step - 1], wait, *steps[step:]])


@pytest.mark.parametrize("steps", [None, [], [1, 2], [1, 1, 2], [3, 2, 1], [1, 2, 6], [0, 2, 2]])
def test_other_days_are_none(steps: object) -> None:
    assert not rules.usable(steps)
