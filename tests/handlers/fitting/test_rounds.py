"""How long a round of all offices takes: tables of hours, caps and what was held."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.fitting.rounds import Giving, ahead, capacity, monthly, months_after, pace_of
from storage.hosts import Span

NEEDED = ("chief", "centre")
# Sixty minutes and half an hour of travel each way.
MINUTES = 120
TODAY, YEAR_ENDS = date(2026, 9, 16), date(2027, 4, 1)
MORNING: Span = (3, 9 * 60, 12 * 60)
AFTERNOON: Span = (3, 13 * 60, 17 * 60)


@pytest.mark.parametrize(
    ("giving", "a_month"),
    [
        (Giving("chief"), 0.0),
        # Three hours hold one visit, four hold two.
        (Giving("chief", (MORNING,)), 52 / 12),
        (Giving("chief", (AFTERNOON,)), 2 * 52 / 12),
        (Giving("chief", (MORNING, AFTERNOON)), 3 * 52 / 12),
        (Giving("chief", (MORNING, AFTERNOON), a_day=1), 52 / 12),
        (Giving("chief", (MORNING, AFTERNOON), a_week=2), 2 * 52 / 12),
        (Giving("chief", (MORNING, AFTERNOON), a_month=2), 2),
        (Giving("chief", (MORNING, AFTERNOON), a_month=0), 0),
        # Two hours in two pieces are none, and hours that end before they begin neither.
        (Giving("chief", ((0, 540, 600), (0, 660, 720))), 0),
        (Giving("chief", ((0, 720, 540),)), 0),
    ],
)
def test_what_a_host_can_give_in_a_month(giving: Giving, a_month: float) -> None:
    assert monthly(giving, MINUTES) == pytest.approx(a_month)


def test_the_pool_that_gives_least_says_how_many_pairs_there_are() -> None:
    chiefs = [Giving("chief", (MORNING,), a_month=1)] * 5
    centre = [Giving("centre", (MORNING, AFTERNOON))] * 2
    assert capacity([*chiefs, *centre], NEEDED, MINUTES) == 5
    assert capacity(chiefs, NEEDED, MINUTES) == 0
    assert capacity([], NEEDED, MINUTES) == 0
    # Advisers are none of the pair.
    assert capacity([*chiefs, Giving("adviser", (MORNING,))], NEEDED, MINUTES) == 0


@pytest.mark.parametrize(("held", "pace"), [(0, None), (2, None), (3, 0.5), (12, 2.0)])
def test_as_few_as_two_say_nothing_of_the_pace(held: int, pace: float | None) -> None:
    assert pace_of(held) == pace


@pytest.mark.parametrize(
    ("months", "then"), [(0, (2026, 9)), (3, (2026, 12)), (4, (2027, 1)), (17, (2028, 2)), (28, (2029, 1))]
)
def test_months_are_counted_over_the_years(months: int, then: tuple[int, int]) -> None:
    assert months_after(TODAY, months) == then


FIVE = [Giving("chief", (AFTERNOON,), a_month=1)] * 5 + [Giving("centre", (MORNING, AFTERNOON))] * 3


@pytest.mark.parametrize(
    ("givings", "offices", "held", "coming", "ends", "left"),
    [
        # Five a month: thirty-two offices take seven months.
        (FIVE, 32, 0, 0, (2027, 4), 32),
        # They give five a month, but twelve were held in six: so it goes on, sixteen months.
        (FIVE, 32, 12, 0, (2028, 1), 32),
        # Eleven were held in six: 17.5 months, said as the month in which the last one falls.
        (FIVE, 32, 11, 0, (2028, 3), 32),
        # More were held than caps allow now: never faster than these.
        (FIVE, 32, 60, 0, (2027, 4), 32),
        # What is coming takes room of the year.
        (FIVE, 32, 0, 30, (2027, 4), 2),
        (FIVE, 32, 0, 40, (2027, 4), 0),
        # Nothing can be said without hours, without offices, or beyond ten years.
        ([], 32, 12, 0, None, 0),
        (FIVE, 0, 0, 0, None, 32),
        ([Giving("chief", (MORNING,), a_month=1), Giving("centre", (MORNING,))], 121, 0, 0, None, 6),
        ([Giving("chief", (MORNING,), a_month=1), Giving("centre", (MORNING,))], 120, 0, 0, (2036, 9), 6),
    ],
)
def test_when_a_round_is_over_and_what_the_year_still_allows(
    givings: list[Giving], offices: int, held: int, coming: int, ends: tuple[int, int] | None, left: int
) -> None:
    found = ahead(
        TODAY,
        givings=givings,
        pools=NEEDED,
        minutes=MINUTES,
        offices=offices,
        held=held,
        coming=coming,
        year_ends=YEAR_ENDS,
    )
    assert (found.ends, found.left) == (ends, left)


def test_it_says_of_how_many_it_was_counted() -> None:
    common = {"pools": NEEDED, "minutes": MINUTES, "offices": 32, "coming": 0, "year_ends": YEAR_ENDS}
    found = ahead(TODAY, givings=FIVE, held=12, **common)  # type: ignore[arg-type]
    assert (found.hosts, found.offices, found.can, found.pace) == ({"chief": 5, "centre": 3}, 32, 5, 2.0)
