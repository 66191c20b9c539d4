"""In which year of her work somebody is, and which bands that is in; pure, and nobody is told what she is.

年目 is the years that have passed, and one more (世田谷区 相談支援専門員のキャリアラダー). Bands overlap: all hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.training.eligible import years_on
from handlers.training.known import Known
from messages.courses import INITIAL
from messages.ladder import PRACTICE, Band, Ladder


@dataclass(frozen=True, slots=True)
class Since:
    """From which day years are counted, how exactly it is known, and which of the two it is."""

    on: date
    exactly: str
    count_from: str

    def year(self, today: date) -> int | None:
        """Return in which year she is on a day, the first being 1; None before it began."""
        passed = today.year - self.on.year
        year = passed + (years_on(self.on, passed) <= today)
        return year if today >= self.on else None

    def begins(self, year: int) -> date:
        """Return the first day of a year of work."""
        return years_on(self.on, year - 1)


def since(ladder: Ladder, known: Known) -> Since | None:
    """Return from when somebody's years are counted, by what the ladder says; None where her record has no such day."""
    if ladder.count_from == PRACTICE:
        career = known.career
        return Since(career.practice_on, career.exactly, PRACTICE) if career and career.practice_on else None
    first = min((one for one in known.done if one.course == INITIAL), default=None)
    return Since(first.on, first.exactly, ladder.count_from) if first else None


def holding(ladder: Ladder, year: int | None) -> tuple[Band, ...]:
    """Return every band that a year of work is in; none where the year is not known."""
    return tuple(band for band in ladder.bands if year is not None and band.holds(year))
