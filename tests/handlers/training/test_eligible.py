"""From which opening day on somebody may take a course, and the early warning of who begins late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from handlers.training.eligible import May, Tight, may, warning, years_on
from handlers.training.grid import standing
from handlers.training.known import Known
from messages.courses import rules
from storage.careers import Career
from storage.runs import CourseRun
from tests.handlers.training.test_grid import TODAY, done

HOLDS = rules("東京都")
DAY = timedelta(days=1)
BEGAN = date(2024, 6, 15)


def on(course: str, *told: str, practice: date | None = BEGAN, exactly: str = "day") -> May:
    """Return from when on somebody may take a course of whom this is told."""
    return may(course, known(practice, *told, exactly=exactly))


def test_the_first_renewal_needs_two_years_to_the_day() -> None:
    found = on("renewal", "initial 2023-12-08")
    assert found == May("practice", date(2026, 6, 15))
    assert [found.opens(date(2026, 6, day)) for day in (14, 15, 16)] == [False, True, True]


@pytest.mark.parametrize(
    ("practice", "exactly", "early", "full"),
    [
        (date(2024, 6, 1), "month", date(2026, 6, 1), date(2026, 6, 30)),
        # A leap day may be the one: two years are full on 1 March.
        (date(2024, 2, 1), "month", date(2026, 2, 1), date(2026, 3, 1)),
        (date(2024, 4, 1), "year", date(2026, 4, 1), date(2027, 3, 31)),
    ],
)
def test_of_a_month_or_a_year_the_last_day_counts(practice: date, exactly: str, early: date, full: date) -> None:
    found = on("renewal", "initial 2023-12-08", practice=practice, exactly=exactly)
    assert found == May("practice", full, early)
    days = (early - DAY, early, full - DAY, full)
    assert [found.opens(day) for day in days] == [False, True, True, True]
    # Between them the exact day decides: nobody is kept from it, and nobody is told that she may.
    assert [found.decides(day) for day in days] == [False, True, True, False]


def test_a_day_that_is_known_leaves_nothing_open() -> None:
    found = on("renewal", "initial 2023-12-08")
    assert (found.early, found.first) == (None, found.on)
    assert not any(found.decides(BEGAN.replace(year=2026) + n * DAY) for n in (-1, 0, 1))


def test_a_renewal_of_which_the_year_alone_is_known_counts_from_its_end() -> None:
    long_ago = date(2012, 4, 1)
    year = on("chief", "initial 2012-10-05", "renewal 2016", practice=long_ago)
    assert year == May("chief", date(2020, 3, 31), date(2019, 4, 1))
    # A second one that is known better may be the earlier one.
    both = on("chief", "initial 2012-10-05", "renewal 2016", "renewal 2017-01-10", practice=long_ago)
    assert both == May("chief", date(2020, 1, 10), date(2019, 4, 1))
    late = on("chief", "initial 2012-10-05", "renewal 2016-11", practice=date(2016, 4, 1), exactly="year")
    assert late == May("chief", date(2020, 3, 31), date(2019, 11, 1))


def test_who_has_completed_one_need_only_be_practising() -> None:
    assert on("renewal", "initial 2012-10-05", "renewal 2016-11-01") == May("practising")
    assert on("renewal", "initial 2012-10-05", "chief 2016-11-01") == May("practising")
    assert on("renewal", "initial 2012-10-05", "specialty 2016-11-01") == May("practice", date(2026, 6, 15))


def test_after_a_lapse_the_next_one_is_a_first_one_again() -> None:
    found = on("renewal", "initial 2012-10-05", "renewal 2016-11-01", "initial 2024-05-01")
    assert found == May("practice", date(2026, 6, 15))
    assert on("renewal", "initial 2012-10-05", "initial 2024-05-01", "renewal 2026-08-01") == May("practising")


def test_who_has_not_said_since_when_is_kept_from_nothing() -> None:
    unsaid, unknown = on("renewal", "initial 2023-12-08", practice=None), on("renewal", practice=None)
    assert (unsaid, unknown) == (May("no-practice"), May("no-initial"))
    assert [(one.known, one.opens(TODAY)) for one in (unsaid, unknown)] == [(False, True), (False, True)]


def test_chief_needs_three_years_after_a_renewal_and_in_practice() -> None:
    told = ("initial 2012-10-05", "renewal 2016-11-01", "renewal 2020-11-01")
    assert on("chief", *told, practice=date(2012, 4, 1)) == May("chief", date(2019, 11, 1))
    # Who began to practise after it counts from then on.
    assert on("chief", *told, practice=BEGAN) == May("chief", date(2027, 6, 15))
    assert on("chief", *told, practice=None) == May("chief", date(2019, 11, 1))
    assert on("chief", "initial 2012-10-05") == May("no-renewal")


def test_everything_else_is_for_anybody() -> None:
    assert [on(course) for course in ("initial", "specialty", "instructor", "group", "own")] == [May("anybody")] * 5


@pytest.mark.parametrize(
    ("since", "years", "full"),
    [
        (date(2024, 2, 29), 2, date(2026, 3, 1)),
        (date(2024, 2, 29), 3, date(2027, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2022, 2, 28), 2, date(2024, 2, 28)),
        (date(2022, 3, 1), 2, date(2024, 3, 1)),
        (date(2026, 7, 1), 2, date(2028, 7, 1)),
    ],
)
def test_when_so_many_years_are_full(since: date, years: int, full: date) -> None:
    assert years_on(since, years) == full


def known(practice: date | None, *told: str, moved: dict[date, date] | None = None, exactly: str = "day") -> Known:
    """Return what is known of somebody, as it stands on 22 November 2026."""
    hers = tuple(done(*told))
    career = Career(practice_on=practice, exactly=exactly) if practice else None
    return Known(uuid4(), hers, standing(hers, HOLDS, TODAY, moved), HOLDS, career)


def run(opens: date, ends: date | None = None, course: str = "renewal", off: bool = False) -> CourseRun:
    """Return a run of a course."""
    days = [{"day": day.isoformat()} for day in (opens, ends or opens)]
    return CourseRun(course=course, opens_on=opens, days=days, off_at=datetime(2026, 1, 1, tzinfo=UTC) if off else None)


# Who completed the initial training in fiscal year 2023 has until 31 March 2029.
LAST, FULL = date(2029, 3, 31), date(2028, 7, 1)
HERS = known(date(2026, 7, 1), "initial 2023-12-08")


def test_who_begins_late_is_warned_on_the_day_on_which_she_says_so() -> None:
    assert warning(HERS, [], TODAY) == Tight("last-year", FULL, LAST)


def test_a_course_that_opens_too_early_does_not_help() -> None:
    early = [run(date(2026, 6, 10)), run(FULL - DAY), run(date(2027, 6, 8))]
    assert warning(HERS, early, TODAY) == Tight("last-year", FULL, LAST, FULL - DAY)


def test_one_run_in_time_is_enough() -> None:
    assert warning(HERS, [run(FULL - DAY), run(FULL)], TODAY) is None
    assert warning(HERS, [run(date(2029, 1, 15), LAST)], TODAY) is None


@pytest.mark.parametrize(
    "other",
    [
        run(FULL, off=True),
        run(FULL, course="chief"),
        run(date(2029, 1, 15), LAST + DAY),
        run(date(2030, 5, 1)),
    ],
    ids=["called off", "another course", "that ends too late", "behind the deadline"],
)
def test_a_run_that_is_none_for_her(other: CourseRun) -> None:
    assert warning(HERS, [other], TODAY) == Tight("last-year", FULL, LAST)


@pytest.mark.parametrize(
    ("practice", "why"),
    [
        (date(2026, 3, 31), None),
        (date(2026, 4, 1), None),
        (date(2026, 4, 2), "last-year"),
        (date(2027, 3, 31), "last-year"),
        (date(2027, 4, 1), "after"),
        (None, None),
    ],
)
def test_where_a_whole_fiscal_year_is_left_nobody_is_alarmed(practice: date | None, why: str | None) -> None:
    found = warning(known(practice, "initial 2023-12-08"), [], TODAY)
    assert (found and found.why) == why


def test_the_warning_of_a_month_counts_from_its_end_and_says_so() -> None:
    # The last day of March 2026 leaves the whole last year; some day of April may not.
    hers = known(date(2026, 3, 1), "initial 2023-12-08", exactly="month")
    assert warning(hers, [], TODAY) is None
    hers = known(date(2026, 4, 1), "initial 2023-12-08", exactly="month")
    assert warning(hers, [], TODAY) == Tight("last-year", date(2028, 4, 30), LAST, roughly=True)
    assert warning(hers, [run(date(2028, 4, 29))], TODAY) == Tight(
        "last-year", date(2028, 4, 30), LAST, date(2028, 4, 29), roughly=True
    )
    assert warning(hers, [run(date(2028, 4, 30))], TODAY) is None


def test_a_deadline_that_was_moved_counts() -> None:
    late = known(date(2027, 4, 1), "initial 2023-12-08", moved={LAST: date(2029, 9, 30)})
    assert warning(late, [], TODAY) is None
    later = known(date(2027, 5, 1), "initial 2023-12-08", moved={LAST: date(2029, 9, 30)})
    assert warning(later, [], TODAY) == Tight("last-year", date(2029, 5, 1), date(2029, 9, 30))


def test_whom_it_does_not_concern() -> None:
    assert warning(known(date(2020, 4, 1), "initial 2023-12-08"), [], TODAY) is None
    assert warning(known(date(2026, 7, 1)), [], TODAY) is None
    assert warning(known(date(2026, 7, 1), "initial 2018-08-20"), [], TODAY) is None
    assert (
        warning(known(date(2026, 7, 1), "initial 2015-12-08", "renewal 2018-06-01", "renewal 2022"), [], TODAY) is None
    )
