"""Eras and fiscal years: 令和8年, R8, 平成37年度 (as texts before 2019 counted on), 昭和63年."""

from __future__ import annotations

# The years before the first of each era (元号法), and how many years it is written with: the old era was counted on.
_BEFORE = {"令和": (2018, 99), "r": (2018, 99), "平成": (1988, 60), "h": (1988, 60)}
_BEFORE |= {"昭和": (1925, 64), "s": (1925, 64)}
YEARS = (1926, 2200)


def year_of(era: str | None, number: str) -> int | None:
    """Return the year of a number in an era, or of four digits; None where there is none."""
    if era is None:
        return int(number) if YEARS[0] <= int(number) <= YEARS[1] else None
    before, most = _BEFORE[era]
    count = 1 if number == "元" else int(number)
    return before + count if 1 <= count <= most else None


def likely_years(number: int, near: int) -> list[int]:
    """Return the years that two digits may mean, of the western calendar or of 令和, close to a year."""
    return [year for year in (2000 + number, 2018 + number) if near - 1 <= year <= near + 3]
