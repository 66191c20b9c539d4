"""A day with its hour, and a month that is over, in one's own words: 12月10日 14時, R8.12.10 午後2時半; 令和8年9月."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.kit.errors import Refusal
from handlers.kit.fields import Text, When
from handlers.kit.fields.when import wish
from handlers.language import dates
from messages.eras import Era
from messages.words import Words, msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(When):
    """A wish that is one moment: one day, and when it begins; where an end is said too, only its beginning counts."""

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the wish as it is kept; raises Refusal for what is no single moment."""
        # Named, for dataclasses with slots are made twice and lose what `super()` alone would look at.
        value = When.read(self, raw, words)
        if value is None:
            return None
        found = wish(value)
        if found.start is None or found.onward or found.first != found.last:
            raise Refusal(msg("cohort-time-how"), self.name)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Month(Text):
    """A month that has begun, in one's own words, as seen from `today`; the answer is its first day (ISO)."""

    today: date
    most: int = 30
    lines: int = 1

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the month's first day; raises Refusal for what is no month, or still to come."""
        text = Text.read(self, raw, words)
        if text is None:
            return None
        if self.stands(text):
            return text
        found = dates.read(text, self.today, past=True)
        sure = found.fault is None and found.first is not None and found.kind in ("day", "month")
        if not sure or found.first is None or found.first > self.today:
            raise Refusal(msg("cohort-make-month-how"), self.name)
        return found.first.replace(day=1).isoformat()

    def stands(self, value: str) -> bool:
        """Tell whether an answer is a month as it is kept."""
        try:
            return date.fromisoformat(value).day == 1
        except ValueError:
            return False

    def show(self, value: str, words: Words) -> str:
        """Return the month with its era."""
        return words.era(Era(date.fromisoformat(value), "month"))
