"""A day, by button or typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.kit.errors import Refusal
from handlers.kit.fields.base import Field
from handlers.kit.fields.choice import Option
from handlers.kit.text import clean
from handlers.language.days import read_day
from messages.eras import Era
from messages.words import Words, msg

DAYS_OFFERED = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Field):
    """A day from `first` to `last`: one of the next fourteen by button, any other typed, as seen from `today`."""

    today: date
    first: date
    last: date

    @property
    def options(self) -> tuple[Option, ...]:
        """The days that have a button."""
        days = [self.first + timedelta(days=number) for number in range(DAYS_OFFERED)]
        return tuple(Option(day.strftime("d%Y%m%d"), msg("kit-day", day=day)) for day in days if day <= self.last)

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the day as YYYY-MM-DD; raises Refusal when it is none, or too early or too late."""
        if raw is None or not clean(raw):
            return self.nothing(msg("kit-day-needed"))
        pressed = next((option.key for option in self.options if option.key == raw), None)
        day = date.fromisoformat(pressed[1:]) if pressed else read_day(raw, self.today)
        if day is None:
            raise Refusal(msg("kit-day-unread", example=self.first), self.name)
        if not self.first <= day <= self.last:
            first, last = Era(self.first), Era(self.last)
            raise Refusal(msg("kit-day-outside", day=Era(day), first=first, last=last), self.name)
        return day.isoformat()

    def show(self, value: str, words: Words) -> str:
        """Return the day with its era and weekday."""
        return words.era(Era(date.fromisoformat(value)))
