"""Fields: one thing to ask each. Text, Choice and Day so far; another kind comes with the first form that needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.kit.errors import Refusal
from handlers.kit.text import clean, command_form, graphemes
from handlers.language.days import read_day
from messages.words import Msg, Words, msg

CODE_POINTS = 16

# A field's answer: a text or an option's key; None where the person went on without one.
Answers = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What all fields have: a name, what is asked, and when.

    `heading` and `lead` stand above the question; `label` names the answer afterwards (default: the heading or the
    question). An optional field has a way on without an answer, named by `skip`. `after` names fields that must be
    answered first; `when` says, from their answers, whether this one is asked at all.
    """

    name: str
    ask: Msg
    heading: Msg | None = None
    lead: Msg | None = None
    label: Msg | None = None
    skip: Msg | None = None
    after: tuple[str, ...] = ()
    when: Callable[[Answers], bool] | None = None

    @property
    def optional(self) -> bool:
        """Whether one may go on without an answer."""
        return self.skip is not None

    @property
    def named(self) -> Msg:
        """What the answer is called when it is shown again."""
        return self.label or self.heading or self.ask

    def applies(self, answers: Answers) -> bool:
        """Tell whether the field is asked, as far as the answers so far can tell."""
        return self.when is None or self.when(answers)

    def nothing(self, needed: Msg) -> str | None:
        """Return the answer of somebody who gives none; raises Refusal with this sentence where one is needed."""
        if not self.optional:
            raise Refusal(needed, self.name)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """Free text of at most `most` characters as people count them; `lines` is how much room to show."""

    most: int = 2000
    lines: int = 3

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the cleaned text; raises Refusal when it is too long or missing."""
        text = clean(raw or "")
        if not text:
            return self.nothing(msg("kit-needed"))
        # A family of emoji is one character of eleven code points; beyond that it is a heap of marks, counted as such.
        size = len(text) if len(text) > CODE_POINTS * self.most else len(graphemes(text))
        if size > self.most:
            raise Refusal(msg("kit-too-long", most=self.most, size=size), self.name)
        return text

    def show(self, value: str, words: Words) -> str:
        """Return the answer as it is shown again."""
        return value


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: an ASCII key of at most 16 characters, and its label."""

    key: str
    label: Msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of a few options, by button or by typing its label."""

    options: tuple[Option, ...]

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the option's key; raises Refusal when it is none of them."""
        if raw is None or not clean(raw):
            return self.nothing(msg("kit-choose"))
        for option in self.options:
            if raw == option.key or command_form(raw) == command_form(words.say(option.label)):
                return option.key
        raise Refusal(msg("kit-choose"), self.name)

    def show(self, value: str, words: Words) -> str:
        """Return the label of the option that was chosen; an option that is gone shows nothing."""
        return next((words.say(option.label) for option in self.options if option.key == value), "")


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
            first, last = _with_year(self.first), _with_year(self.last)
            raise Refusal(msg("kit-day-outside", day=_with_year(day), first=first, last=last), self.name)
        return day.isoformat()

    def show(self, value: str, words: Words) -> str:
        """Return the day with its year and weekday."""
        return words.say(_with_year(date.fromisoformat(value)))


def _with_year(day: date) -> Msg:
    return msg("kit-day-year", year=day.year, day=day)


AnyField = Text | Choice | Day
