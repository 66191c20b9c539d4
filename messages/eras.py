"""Days with the Japanese era, as papers write them: 令和9年3月31日（水）, 令和3年11月, 令和4〜8年度; fiscal years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Exactly = Literal["day", "month", "year", "calendar"]
# From the newest on; what was before has no trainings.
ERAS = (("reiwa", date(2019, 5, 1)), ("heisei", date(1989, 1, 8)), ("showa", date(1926, 12, 25)))


@dataclass(frozen=True, slots=True)
class Era:
    """A day to be said with its era, as exactly as it is known; as a parameter of a message it is said like a date.

    'day' with its weekday, 'month', 'year' the fiscal year in which it lies, 'calendar' its year from January on.
    """

    day: date
    exactly: str = "day"

    @property
    def last(self) -> date:
        """The last day that it can be: of a month or a year known alone, its end."""
        match self.exactly:
            case "month":
                year, month = divmod(self.day.year * 12 + self.day.month, 12)
                return date(year, month + 1, 1) - timedelta(days=1)
            case "year":
                return date(fiscal_year(self.day) + 1, 3, 31)
            case "calendar":
                return date(self.day.year, 12, 31)
        return self.day


@dataclass(frozen=True, slots=True)
class EraYears:
    """Fiscal years from the first to the last, both by their number: 令和4〜8年度."""

    first: int
    last: int


def fiscal_year(day: date) -> int:
    """Return the fiscal year in which a day lies: it begins on 1 April (地方自治法 208条)."""
    return day.year if day.month >= 4 else day.year - 1


def april(year: int) -> date:
    """Return the first day of a fiscal year."""
    return date(year, 4, 1)


def fiscal_start(day: date) -> date:
    """Return 1 April of the fiscal year in which a day lies."""
    return april(fiscal_year(day))


def fiscal_span(day: date) -> tuple[date, date]:
    """Return the first day of the fiscal year in which a day lies, and of the next one."""
    return fiscal_start(day), april(fiscal_year(day) + 1)


def year_of(day: date) -> tuple[str, int]:
    """Return the key of a day's era and its year there; a year before all of them is that of the calendar."""
    for key, since in ERAS:
        if day >= since:
            return key, day.year - since.year + 1
    return "none", day.year


def fiscal_year_of(year: int) -> tuple[str, int]:
    """Return the era and year of a fiscal year: 令和元年度 began in 平成31年, and all of it is called so."""
    return year_of(date(year, 10, 1))
