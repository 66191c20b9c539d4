"""In which year of work somebody is, day by day, and which bands that is in."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from handlers.ladder.bands import Since, holding, since
from handlers.language.months import months_on
from handlers.training.grid import Done, Standing
from handlers.training.known import Known
from messages.courses import INITIAL, rules
from messages.ladder import ladder
from storage.careers import Career

SHIPPED = ladder()


def known(*done: Done, practice: date | None = None) -> Known:
    """Return a record."""
    career = Career(practice_on=practice, exactly="month") if practice else None
    return Known(UUID(int=1), done, Standing("unknown"), rules(), career)


@pytest.mark.parametrize(
    ("began", "today", "year"),
    [
        ("2021-04-01", "2021-03-31", None),
        ("2021-04-01", "2021-04-01", 1),
        ("2021-04-01", "2022-03-31", 1),
        ("2021-04-01", "2022-04-01", 2),
        ("2024-02-29", "2025-02-28", 1),
        ("2024-02-29", "2025-03-01", 2),
        ("2024-02-29", "2028-02-28", 4),
        ("2024-02-29", "2028-02-29", 5),
        ("2000-12-31", "2026-12-30", 26),
        ("2000-12-31", "2026-12-31", 27),
    ],
)
def test_the_year_is_the_years_that_have_passed_and_one_more(began: str, today: str, year: int | None) -> None:
    counted = Since(date.fromisoformat(began), "day", "practice")
    assert counted.year(date.fromisoformat(today)) == year
    if year:
        assert counted.begins(year) <= date.fromisoformat(today) < counted.begins(year + 1)


@pytest.mark.parametrize(
    ("year", "keys"),
    [
        (None, ()),
        (1, ("first",)),
        (2, ("first",)),
        (3, ("first", "middle")),
        (5, ("first", "middle")),
        (6, ("middle",)),
        (7, ("middle",)),
        (8, ("middle", "senior")),
        (10, ("middle", "senior")),
        (11, ("senior",)),
        (50, ("senior",)),
    ],
)
def test_every_band_that_holds(year: int | None, keys: tuple[str, ...]) -> None:
    assert tuple(band.key for band in holding(SHIPPED, year)) == keys


def test_years_are_counted_from_what_the_ladder_says() -> None:
    record = known(Done(date(2024, 9, 1), INITIAL, "month"), Done(date(2018, 9, 1), INITIAL), practice=date(2017, 4, 1))
    by_training = ladder([{"count_from": "initial"}])
    assert since(SHIPPED, record) == Since(date(2017, 4, 1), "month", "practice")
    assert since(by_training, record) == Since(date(2018, 9, 1), "day", "initial")
    assert (since(SHIPPED, known()), since(by_training, known())) == (None, None)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-09-20", 12, "2027-09-20"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-31", 1, "2027-01-31"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-10-31", 1, "2026-11-30"),
        ("2027-11-30", 3, "2028-02-29"),
    ],
)
def test_so_many_months_later(day: str, months: int, then: str) -> None:
    assert months_on(date.fromisoformat(day), months) == date.fromisoformat(then)
