"""The five-year grid: worked examples, each edge with the day before and after it, leap days, zones, odd records."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from handlers.training.grid import Done, Standing, Window, standing
from messages.courses import rules
from messages.eras import fiscal_year
from storage.networks import Network

HOLDS = rules("東京都")
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
Moved = dict[date, date]


def done(*told: str) -> list[Done]:
    """Return completions from lines: 'initial 2021-11-20', 'renewal 2016-11' (a month), 'chief 2020' (a year)."""
    found = []
    for line in told:
        course, day = line.split()
        rest = {4: "-04-01", 7: "-01", 10: ""}[len(day)]
        exactly = {4: "year", 7: "month", 10: "day"}[len(day)]
        found.append(Done(date.fromisoformat(day + rest), course, exactly))
    return found


def stands(*told: str, on: date = TODAY, moved: Moved | None = None) -> Standing:
    """Return how somebody stands of whom this is told."""
    return standing(done(*told), HOLDS, on, moved)


def windows(found: Standing) -> list[tuple[int, int, str | None]]:
    """Return the windows: their first and last fiscal year, and the course that filled each."""
    return [(one.first, one.last, one.filled.course if one.filled else None) for one in found.windows]


# The worked examples of the field's own description, as they stand on 22 November 2026: what is told, and what follows.
EXAMPLES = {
    "A, nothing since the initial one": (
        ["initial 2021-11-20"],
        ("runs", date(2027, 3, 31), [(2022, 2026, None)]),
    ),
    "B, completed early": (
        ["initial 2021-11-20", "renewal 2024-09-10"],
        ("runs", date(2032, 3, 31), [(2022, 2026, "renewal"), (2027, 2031, None)]),
    ),
    "C, on the last day of a fiscal year": (
        ["initial 2022-03-31"],
        ("runs", date(2027, 3, 31), [(2022, 2026, None)]),
    ),
    "C, on the first day of the next": (
        ["initial 2022-04-01"],
        ("runs", date(2028, 3, 31), [(2023, 2027, None)]),
    ),
    "D, a chief has one too": (
        ["initial 2012-10-05", "renewal 2016-11-01", "chief 2020-12-18"],
        ("runs", date(2028, 3, 31), [(2013, 2017, "renewal"), (2018, 2022, "chief"), (2023, 2027, None)]),
    ),
    "E, nothing in five years": (
        ["initial 2018-08-20"],
        ("lapsed", date(2024, 3, 31), [(2019, 2023, None)]),
    ),
    "E, taken again": (
        ["initial 2018-08-20", "initial 2024-10-05"],
        ("runs", date(2030, 3, 31), [(2025, 2029, None)]),
    ),
    "F, who begins to practise late": (
        ["initial 2023-12-08"],
        ("runs", date(2029, 3, 31), [(2024, 2028, None)]),
    ),
    "G, two in one window": (
        ["initial 2011-09-09", "renewal 2012-05", "renewal 2015-05"],
        ("lapsed", date(2022, 3, 31), [(2012, 2016, "renewal"), (2017, 2021, None)]),
    ),
    "H, in the year in which the era changed": (
        ["initial 2020-02-10", "renewal 2022-12-01"],
        ("runs", date(2030, 3, 31), [(2020, 2024, "renewal"), (2025, 2029, None)]),
    ),
    "I, a course that was cancelled": (
        ["initial 2015"],
        ("lapsed", date(2021, 3, 31), [(2016, 2020, None)]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES)
def test_worked_examples(example: str) -> None:
    told, (kind, deadline, expected) = EXAMPLES[example]
    found = stands(*told)
    assert (found.kind, found.deadline, windows(found), found.unsure) == (kind, deadline, expected, "")


def test_a_course_that_was_cancelled_and_a_year_that_was_granted() -> None:
    told, moved = "initial 2015", {date(2021, 3, 31): date(2022, 3, 31)}
    assert stands(told, on=date(2022, 3, 31), moved=moved).kind == "runs"
    found = stands(told, moved=moved)
    assert (found.kind, found.deadline, found.lapsed_on) == ("lapsed", date(2022, 3, 31), date(2022, 4, 1))
    # Completed in the year that was granted: what follows is nowhere written, so the next end is shown and doubted.
    late = stands(told, "renewal 2021-11-05", on=date(2022, 4, 1), moved=moved)
    assert (windows(late), late.deadline) == ([(2016, 2020, "renewal"), (2021, 2025, None)], date(2026, 3, 31))
    assert late.unsure == "moved"


@pytest.mark.parametrize(
    ("year", "ends"),
    [(2005, (2011, 2016, 2021, 2026)), (2009, (2015, 2020, 2025, 2030)), (2011, (2017, 2022, 2027, 2032))],
)
def test_hyogos_series(year: int, ends: tuple[int, ...]) -> None:
    # Its table names fiscal years: H17 until H22, H27, R2, R7; H21 until H26, ...; H23 until H28, ...
    told = [f"initial {year}-10-01"]
    for end in ends:
        assert stands(*told, on=date(end, 3, 31)).deadline == date(end, 3, 31)
        assert stands(*told, on=date(end, 3, 31)).kind == "runs"
        assert stands(*told, on=date(end, 4, 1)).kind == "lapsed"
        told.append(f"renewal {end - 3}-10-01")


# A completion, the window into which it falls (None: into none that counts), for who began in fiscal year 2011.
INTO = {
    "2011-10-06": None,
    "2012-03-31": None,
    "2012-04-01": 2012,
    "2014-11-11": 2012,
    "2016-02-29": 2012,
    "2017-03-30": 2012,
    "2017-03-31": 2012,
    "2017-04-01": None,
}


@pytest.mark.parametrize("day", INTO)
def test_each_edge_of_a_window(day: str) -> None:
    found = stands("initial 2011-10-05", f"renewal {day}", on=date(2017, 4, 1))
    filled = [one.first for one in found.windows if one.filled]
    assert filled == ([INTO[day]] if INTO[day] else [])
    assert found.kind == ("runs" if INTO[day] else "lapsed")


@pytest.mark.parametrize("begun", [date(y, m, d) for y in (2015, 2019, 2020, 2023) for m, d in ((3, 31), (4, 1))])
@pytest.mark.parametrize("leap", [0, 1])
def test_the_day_before_and_after_each_deadline(begun: date, leap: int) -> None:
    told = [Done(begun, "initial")]
    for number in range(4):
        end = date(begun.year + (6 if begun.month == 4 else 5) + 5 * number, 3, 31)
        kinds = [standing(told, HOLDS, end + n * DAY).kind for n in (-1, 0, 1)]
        assert kinds == ["runs", "runs", "lapsed"]
        assert standing(told, HOLDS, end + DAY).lapsed_on == end + DAY
        told.append(Done(end - leap * DAY, ("renewal", "chief")[number % 2]))
        assert standing(told, HOLDS, end).deadline == date(end.year + 5, 3, 31)


def test_leap_days() -> None:
    assert stands("initial 2020-02-29").deadline == date(2025, 3, 31)
    assert stands("initial 2024-02-29").deadline == date(2029, 3, 31)
    assert windows(stands("initial 2018-05-01", "renewal 2024-02-29")) == [(2019, 2023, "renewal"), (2024, 2028, None)]
    assert stands("initial 2018-05-01", on=date(2024, 2, 29)).kind == "runs"


def test_a_fiscal_year_is_that_of_its_april() -> None:
    days = [date(2019, 3, 31), date(2019, 4, 1), date(2019, 5, 1), date(2020, 2, 29), date(2020, 3, 31)]
    assert [fiscal_year(day) for day in days] == [2018, 2019, 2019, 2019, 2019]


@pytest.mark.parametrize("told", ["2021", "2021-04", "2021-11", "2022-03", "2021-04-01", "2022-03-31"])
def test_a_month_or_a_fiscal_year_is_enough(told: str) -> None:
    # Nothing in the grid is finer than a fiscal year.
    assert stands(f"initial {told}").deadline == date(2027, 3, 31)
    found = stands("initial 2016-06-01", f"renewal {told}")
    assert windows(found) == [(2017, 2021, "renewal"), (2022, 2026, None)]


def test_what_is_not_over_yet_does_not_count() -> None:
    assert stands("initial 2026-11-23").kind == "unknown"
    assert stands("initial 2021-11-20", "renewal 2026-11-23").deadline == date(2027, 3, 31)
    assert stands("initial 2018-08-20", "initial 2024-10-05", on=date(2024, 10, 4)).kind == "lapsed"


def test_of_whom_no_initial_training_is_known_nothing_is_said() -> None:
    found = stands("renewal 2019-10-01", "chief 2022-10-01", "specialty 2024")
    assert found == Standing("unknown")
    assert (found.window, found.deadline, found.lapsed_on) == (None, None, None)


def test_only_what_counts_fills_a_window() -> None:
    told = ["initial 2021-11-20", *(f"{course} 2024-06-01" for course in ("specialty", "instructor", "group", "own"))]
    assert windows(stands(*told)) == [(2022, 2026, None)]


def test_windows_that_ended_are_told_too() -> None:
    found = stands("initial 2012-05-01", "renewal 2015-06-01", "initial 2023-11-01")
    assert [(one.first, one.deadline) for one in found.before] == [(2013, date(2018, 3, 31)), (2018, date(2023, 3, 31))]
    assert (found.start, windows(found)) == (Done(date(2023, 11, 1), "initial"), [(2024, 2028, None)])


# Two initial trainings without a lapse between them: the older grid holds while it runs, the newer one after it.
TWO = ["initial 2018-08-20", "initial 2021-10-05"]


def test_two_initial_trainings_are_shown_by_the_earlier_end_and_doubted() -> None:
    found = stands(*TWO, on=date(2024, 3, 31))
    assert (found.kind, found.deadline, found.unsure) == ("runs", date(2024, 3, 31), "starts")
    found = stands(*TWO, on=date(2024, 4, 1))
    assert (found.kind, found.deadline, found.unsure) == ("runs", date(2027, 3, 31), "starts")
    assert stands(*TWO, on=date(2027, 4, 1)).kind == "lapsed"
    # Before the second one nobody doubted anything.
    assert stands(*TWO, on=date(2021, 10, 4)).unsure == ""


def test_a_third_one_after_the_end_is_a_new_beginning() -> None:
    found = stands(*TWO, "initial 2024-04-01")
    assert (found.start, found.deadline, found.unsure) == (done("initial 2024-04-01")[0], date(2030, 3, 31), "")


def test_two_of_one_fiscal_year_are_no_doubt() -> None:
    assert stands("initial 2021", "initial 2021-11-20").unsure == ""
    assert stands("initial 2021-11-20", "initial 2022-03-31").deadline == date(2027, 3, 31)


def test_an_issuers_word_settles_what_is_unsure() -> None:
    end = date(2024, 3, 31)
    found = stands(*TWO, on=end, moved={end: end})
    assert (found.deadline, found.unsure) == (end, "")
    late = ["initial 2015", "renewal 2021-11-05"]
    granted = {date(2021, 3, 31): date(2022, 3, 31)}
    said = granted | {date(2026, 3, 31): date(2027, 3, 31)}
    assert (stands(*late, moved=said).deadline, stands(*late, moved=said).unsure) == (date(2027, 3, 31), "")
    # And what follows a window that was filled in its plain time is as sure as ever.
    later = stands(*late, "renewal 2024-06-01", moved=said)
    assert (later.deadline, later.unsure) == (date(2031, 3, 31), "")
    assert stands(*late, "renewal 2024-06-01", moved=granted).unsure == "moved"


def test_a_deadline_that_was_moved_holds_to_the_day() -> None:
    end, granted = date(2024, 3, 31), date(2024, 9, 30)
    for day, kind in ((granted, "runs"), (granted + DAY, "lapsed")):
        assert stands("initial 2018-08-20", on=day, moved={end: granted}).kind == kind
    for day, filled in ((granted, "renewal"), (granted + DAY, None)):
        found = stands("initial 2018-08-20", f"renewal {day}", moved={end: granted})
        assert windows(found)[0] == (2019, 2023, filled)


def test_a_deadline_is_never_brought_forward_and_one_of_no_grid_does_nothing() -> None:
    end = date(2027, 3, 31)
    assert stands("initial 2021-11-20", moved={end: date(2026, 12, 31)}).deadline == end
    assert stands("initial 2021-11-20", moved={date(2026, 3, 31): date(2028, 3, 31)}).window == Window(2022, 2026)


def test_the_order_in_which_it_was_told_does_not_matter() -> None:
    told = done("initial 2012-10-05", "renewal 2016-11-01", "chief 2020-12-18", "initial 2023-05-01")
    assert standing(told, HOLDS, TODAY) == standing(reversed(told), HOLDS, TODAY)


@pytest.fixture(params=["UTC", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"])
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """A server that stands somewhere else."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    os.environ.pop("TZ") if before is None else os.environ.__setitem__("TZ", before)
    time.tzset()


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        ("Asia/Tokyo", datetime(2027, 3, 31, 15, tzinfo=UTC)),
        ("UTC", datetime(2027, 4, 1, tzinfo=UTC)),
        ("Pacific/Honolulu", datetime(2027, 4, 1, 10, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2027, 3, 31, 11, tzinfo=UTC)),
    ],
)
def test_the_last_day_ends_at_the_networks_own_midnight(zone: str, midnight: datetime) -> None:
    network, second = Network(zone=zone), timedelta(seconds=1)
    kinds = [stands("initial 2021-11-20", on=network.local(at).date()).kind for at in (midnight - second, midnight)]
    assert kinds == ["runs", "lapsed"]


def test_windows_follow_one_another_without_a_gap() -> None:
    found = stands("initial 2007", *(f"renewal {year}" for year in (2009, 2014, 2020, 2024)))
    assert [two.first - one.last for one, two in pairwise(found.windows)] == [1, 1, 1, 1]
    assert all(one.deadline == one.regular == date(one.last + 1, 3, 31) for one in found.windows)
