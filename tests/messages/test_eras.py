"""Fiscal years, and the last day that a month or a year known alone can be."""

from __future__ import annotations

from datetime import date

import pytest

from messages.eras import Era, april, fiscal_span, fiscal_start, fiscal_year


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 4, 1), 2026),
        (date(2026, 3, 31), 2025),
        (date(2027, 1, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2024, 2, 29), 2023),
    ],
)
def test_a_fiscal_year_begins_in_april(day: date, year: int) -> None:
    assert (fiscal_year(day), fiscal_start(day)) == (year, date(year, 4, 1))
    assert fiscal_span(day) == (date(year, 4, 1), date(year + 1, 4, 1)) == (april(year), april(year + 1))


@pytest.mark.parametrize(
    ("day", "exactly", "last"),
    [
        (date(2025, 4, 7), "day", date(2025, 4, 7)),
        (date(2025, 4, 1), "month", date(2025, 4, 30)),
        (date(2024, 2, 1), "month", date(2024, 2, 29)),
        (date(2023, 2, 1), "month", date(2023, 2, 28)),
        (date(2024, 12, 1), "month", date(2024, 12, 31)),
        (date(2024, 4, 1), "year", date(2025, 3, 31)),
        (date(2024, 1, 1), "calendar", date(2024, 12, 31)),
    ],
)
def test_the_last_day_that_it_can_be(day: date, exactly: str, last: date) -> None:
    assert Era(day, exactly).last == last
