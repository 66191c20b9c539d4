"""What is asked of a cohort in one's own words: 12月10日 14時から, 1時間半, until when, and a month, as 令和8年9月."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

from handlers.kit.errors import Refusal
from handlers.kit.fields import Answers, Day, Number, Text, When
from handlers.kit.fields.when import wish
from handlers.language import dates, lengths
from handlers.language.datewords.written import written
from messages.eras import Era
from messages.words import Words, msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(When):
    """A wish that is one moment: one day, and when it begins; an end, or that it goes on from there, is not kept."""

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the wish as it is kept; raises Refusal for what is no single moment."""
        # Named, for dataclasses with slots are made twice and lose what `super()` alone would look at.
        value = When.read(self, raw, words)
        if value is None:
            return None
        found = wish(value)
        if found.start is None or found.first != found.last:
            raise Refusal(msg("cohort-time-how"), self.name)
        return written(replace(found, end=None, onward=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Number):
    """How long something lasts, in one's own words; the answer is its minutes."""

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the minutes' digits; raises Refusal when it is no length, or too short or too long."""
        found = lengths.minutes(raw or "")
        return Number.read(self, raw if found is None else str(found), words)

    def show(self, value: str, words: Words) -> str:
        """Return how many minutes."""
        return words.say(msg("poll-minutes", count=int(value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(Day):
    """The last day for answers, which lies before each of the `times` that are asked about."""

    times: tuple[str, ...]

    def seen(self, answers: Answers) -> Self:
        """Return the question that takes only days before the earliest time."""
        days = [day for name in self.times if (kept := answers.get(name)) and (day := wish(kept).first)]
        # Where time has passed since and no day is left, the form's last look says so.
        last = min([self.last, *(day - timedelta(days=1) for day in days)])
        return replace(self, last=max(last, self.first))


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
