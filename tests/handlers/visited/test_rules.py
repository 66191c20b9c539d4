"""When what comes after a visit is asked, as a table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from handlers.visited import rules
from tests.handlers.visited.steps import TOKYO

HOURS = (540, 1080)


def local(text: str) -> datetime:
    """Return a moment in Tokyo."""
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-11-24", 1, "2026-12-24"),
        ("2026-11-24", 3, "2027-02-24"),
        # The last of a month; what is no working day waits for the next one.
        ("2027-01-29", 1, "2027-03-01"),
        ("2026-11-30", 3, "2027-03-01"),
        ("2027-10-29", 1, "2027-11-29"),
        ("2026-12-01", 1, "2027-01-04"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2027-12-31", 2, "2028-02-29"),
    ],
)
def test_months_later_is_a_working_day(day: str, months: int, then: str) -> None:
    assert rules.months_after(date.fromisoformat(day), months) == date.fromisoformat(then)


@pytest.mark.parametrize(
    ("now", "day", "evening"),
    [
        ("2026-11-24 15:30", "2026-11-24", True),
        ("2026-11-24 17:59", "2026-11-24", True),
        ("2026-11-24 18:00", "2026-11-24", False),
        ("2026-11-24 08:59", "2026-11-24", False),
        ("2026-11-25 10:00", "2026-11-24", False),
        # A Saturday, and a public holiday.
        ("2026-11-28 15:00", "2026-11-28", False),
        ("2026-11-23 15:00", "2026-11-23", False),
    ],
)
def test_that_evening_only_within_her_hours(now: str, day: str, *, evening: bool) -> None:
    assert rules.is_evening(local(now), date.fromisoformat(day), HOURS) is evening


@pytest.mark.parametrize(
    ("now", "evening", "again"),
    [
        ("2026-11-24 15:30", True, "2026-11-25"),
        ("2026-11-24 19:00", False, "2026-11-26"),
        ("2026-11-27 15:30", True, "2026-11-30"),
        ("2026-11-27 19:00", False, "2026-12-01"),
        ("2026-11-25 08:00", False, "2026-11-26"),
    ],
)
def test_the_reminder_is_on_the_working_day_after_she_was_asked(now: str, again: str, *, evening: bool) -> None:
    assert rules.again_on(local(now), 540, (), evening=evening) == date.fromisoformat(again)


def test_half_an_hour_is_left_to_leave() -> None:
    start = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
    for minutes, over in ((89, False), (90, True)):
        assert rules.is_over(start, 60, start + timedelta(minutes=minutes)) is over


def test_quiet_weeks_end_on_a_working_day_and_promises_are_recalled_on_one() -> None:
    assert rules.quiet_until(date(2026, 11, 24)) == date(2026, 12, 8)
    # Over the turn of the year, and with a day on which the centre is closed.
    assert rules.quiet_until(date(2026, 12, 17)) == date(2027, 1, 4)
    assert rules.quiet_until(date(2026, 11, 24), {"2026-12-08"}) == date(2026, 12, 9)
    assert rules.remind_on(date(2026, 12, 7)) == date(2026, 12, 4)
    assert rules.later_on(date(2026, 12, 25)) == date(2027, 1, 4)
