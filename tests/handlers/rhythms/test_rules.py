"""When each of the month's questions is right: month ends on holidays, the turn of the year, leap years."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from handlers.kit import days
from handlers.language.counts import read_count
from handlers.rhythms import rules

PERSON = UUID("00000000-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    ("kind", "month", "first", "last"),
    [
        (rules.BEGIN, "2026-12-01", "2026-12-01", "2026-12-23"),
        (rules.END, "2026-12-01", "2026-12-24", "2026-12-31"),
        (rules.CASE, "2026-12-01", "2026-12-10", "2026-12-31"),
        # The turn of the year, and 成人の日 on the Monday after the 10th.
        (rules.BEGIN, "2027-01-01", "2027-01-04", "2027-01-26"),
        (rules.CASE, "2027-01-01", "2027-01-12", "2027-01-31"),
        # February ends on a Sunday, and in a leap year on the 29th.
        (rules.END, "2027-02-01", "2027-02-24", "2027-02-28"),
        (rules.END, "2028-02-01", "2028-02-25", "2028-02-29"),
        # Golden week: 昭和の日 is a Thursday, and Saturday 1 May is followed by three holidays.
        (rules.END, "2027-04-01", "2027-04-27", "2027-04-30"),
        (rules.BEGIN, "2027-05-01", "2027-05-06", "2027-05-26"),
    ],
)
def test_from_when_to_when(kind: str, month: str, first: str, last: str) -> None:
    found = rules.span(kind, date.fromisoformat(month))
    assert [day.isoformat() for day in found] == [first, last]


def test_on_every_day_of_ten_years_the_two_numbers_are_never_asked_together() -> None:
    day, asked = date(2026, 1, 1), dict.fromkeys(rules.KINDS, 0)
    while day < date(2036, 1, 1):
        right = [kind for kind in rules.KINDS if rules.is_right(kind, day)]
        assert not {rules.BEGIN, rules.END} <= set(right), day
        for kind in right:
            asked[kind] += days.is_working_day(day) and day == rules.span(kind, rules.month_of(day))[0]
        day += timedelta(days=1)
    # Each comes on the first of its days, which is a working day, in each of the 120 months.
    assert asked == dict.fromkeys(rules.KINDS, 120)


def test_a_month_in_which_the_centre_is_closed_has_none() -> None:
    closed = {(date(2027, 6, 1) + timedelta(days=number)).isoformat() for number in range(30)}
    for kind in (rules.BEGIN, rules.CASE):
        first, last = rules.span(kind, date(2027, 6, 1), closed)
        assert last < first


@pytest.mark.parametrize(
    ("kind", "today", "found"),
    [
        (rules.CASE, "2026-12-10", ["2026-12-11", "2026-12-17"]),
        # A week later is past the month, or past the turn of the year.
        (rules.CASE, "2026-12-25", ["2026-12-28"]),
        (rules.CASE, "2026-12-28", []),
        (rules.BEGIN, "2026-12-22", ["2026-12-23"]),
        (rules.END, "2027-04-28", ["2027-04-30"]),
        # The end's question is about to come.
        (rules.BEGIN, "2027-04-26", []),
    ],
)
def test_to_which_days_it_can_be_put_off(kind: str, today: str, found: list[str]) -> None:
    assert [day.isoformat() for day in rules.later(kind, date.fromisoformat(today)).values()] == found


def test_each_month_and_each_day_has_ids_of_its_own() -> None:
    months = [date(2026, number, 1) for number in range(1, 13)]
    ids = [id for kind in rules.KINDS for month in months for id in rules.subjects(PERSON, kind, month)]
    assert len(ids) == len(set(ids)) == 3 * (365 + 12)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("12", 12),
        ("１２", 12),
        ("12件", 12),
        ("十二件です。", 12),
        ("百二十", 120),
        ("二〇", 20),
        ("0", 0),
        ("ゼロ", 0),
        ("なし", 0),
        ("残り3件", 3),
        ("あと ３ 件", 3),
        ("1200", 1200),
        ("", None),
        ("-3", None),
        ("3.5", None),
        ("12か13", None),
        ("12/3", None),
        ("たくさん", None),
        ("x" * 200, None),
        ("9" * 20, None),
    ],
)
def test_numbers_as_people_type_them(text: str, count: int | None) -> None:
    assert read_count(text) == count
