"""The word catalogue: message ids become Japanese sentences, by Project Fluent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import (
    Message,
    Placeable,
    Resource,
    StringLiteral,
    Term,
    TermReference,
    TextElement,
    VariableReference,
)

from messages.eras import Era, EraYears, fiscal_year, fiscal_year_of, year_of

FOLDER = Path(__file__).parent / "ja"
TERM_LENGTH = 20
LONG = 2000
# Around the name of a parameter, in a text that it is put into afterwards.
MARKED = re.compile("\ue000(.*?)\ue001")
# The one id that is no message: text as it is. Fluent would refuse what is longer than 2,500 characters.
GIVEN = "given"
# What a term is called for short, until a network has another word for the term: then it is that word.
FOLLOWS = {"visiting": "visit"}

Value = "str | int | date | Era | EraYears | Msg"


class WordsError(Exception):
    """A message that does not exist or got the wrong parameters: always a bug of ours."""


@dataclass(frozen=True, slots=True)
class Msg:
    """Something to say: a message id and its parameters; a Msg may be the parameter of another."""

    id: str
    params: tuple[tuple[str, Any], ...] = ()


def msg(id: str, /, **params: Any) -> Msg:
    """Name a message of messages/ja; parameters are str, int, date (with its weekday), Era or Msg."""
    return Msg(id, tuple(params.items()))


def given(text: str) -> Msg:
    """Wrap text that is data (a person's words, a perspective's name) so that it can stand where a Msg does."""
    return Msg(GIVEN, (("text", text),))


@cache
def _shipped() -> tuple[Resource, ...]:
    # Reading them takes 30 ms, for every network and at every check of a network's terms.
    return tuple(FluentResource(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.ftl")))


@cache
def _plain_messages() -> dict[str, tuple[str, ...]]:
    """Return the parameters of each message that says always the same around them: nothing in it is chosen."""
    found = {}
    for entry in (entry for resource in _shipped() for entry in resource.body if isinstance(entry, Message)):
        elements = entry.value.elements if entry.value else []
        placed = [element.expression for element in elements if isinstance(element, Placeable)]
        if entry.value and all(isinstance(one, VariableReference | TermReference | StringLiteral) for one in placed):
            found[entry.id.name] = tuple(one.id.name for one in placed if isinstance(one, VariableReference))
    return found


class Words:
    """One network's words: the catalogue of messages/ja with the network's own terms laid over it."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self.terms = dict(terms)
        self._bundle = FluentBundle(["ja"], use_isolating=False)
        self._fixed: dict[str, str] = {}
        self._texts: dict[str, list[str]] = {}
        for resource in _shipped():
            self._bundle.add_resource(resource)
        follows = {name: terms[full] for name, full in FOLLOWS.items() if full in terms}
        lines = [f'-{name} = {{ "{escape(value)}" }}' for name, value in {**terms, **follows}.items()]
        self._bundle.add_resource(FluentResource("\n".join(lines)), allow_overrides=True)

    def say(self, message: Msg) -> str:
        """Return the sentence; raises WordsError for an unknown id or a parameter that the message wants."""
        if message.id == GIVEN:
            return str(dict(message.params)["text"])
        if message.params:
            return self._put_together(message)
        # Most of what is said is always the same; what people wrote is never kept here.
        if message.id not in self._fixed:
            self._fixed[message.id] = self._put_together(message)
        return self._fixed[message.id]

    def _put_together(self, message: Msg) -> str:
        params = {name: self._plain(value) for name, value in message.params}
        names = _plain_messages().get(message.id)
        if names is None or not params.keys() >= set(names):
            return self._by_fluent(message.id, params)
        # Most messages are a text with gaps: Fluent takes ten times as long to fill them.
        if message.id not in self._texts:
            self._texts[message.id] = MARKED.split(self._by_fluent(message.id, {name: _mark(name) for name in names}))
        parts = self._texts[message.id].copy()
        parts[1::2] = [params[name] for name in parts[1::2]]
        return "".join(parts)

    def _by_fluent(self, id: str, params: Mapping[str, str]) -> str:
        if not self._bundle.has_message(id):
            raise WordsError(f"no message {id}")
        pattern = self._bundle.get_message(id).value
        if pattern is None:
            raise WordsError(f"message {id} has no text")
        # Fluent refuses parameters of more than 2,500 characters: a long one is put in afterwards.
        long = {_mark(name): value for name, value in params.items() if len(value) > LONG}
        text, problems = self._bundle.format_pattern(pattern, {**params, **{mark[1:-1]: mark for mark in long}})
        if problems:
            raise WordsError(f"message {id}: {[type(problem).__name__ for problem in problems]}")
        return _put_in(str(text), long)

    def day(self, day: date) -> str:
        """Return a date as people write it, with its weekday: a month, a day and the weekday in brackets."""
        weekday = self.say(Msg("weekday", (("n", f"d{day.weekday()}"),)))
        return self.say(msg("day", month=day.month, day=day.day, weekday=weekday))

    def era(self, one: Era) -> str:
        """Return a day, month or year with the Japanese era."""
        if one.exactly == "year":
            return self.say(msg("era-fiscal", year=self._year(*fiscal_year_of(fiscal_year(one.day)))))
        if one.exactly == "calendar":
            return self.say(msg("era-calendar", year=self._year(*year_of(date(one.day.year, 12, 31)))))
        year = self._year(*year_of(one.day))
        if one.exactly == "month":
            return self.say(msg("era-month", year=year, month=one.day.month))
        return self.say(msg("era-day", year=year, day=one.day))

    def era_years(self, years: EraYears) -> str:
        """Return fiscal years with their era, which is said once where it is the same."""
        first, last = fiscal_year_of(years.first), fiscal_year_of(years.last)
        if years.first == years.last:
            return self.say(msg("era-fiscal", year=self._year(*first)))
        until = str(last[1]) if first[0] == last[0] else self._year(*last)
        return self.say(msg("era-years", first=self._year(*first), last=until))

    def _year(self, era: str, year: int) -> str:
        return self.say(msg("era", era=era, year=self.say(msg("era-first")) if year == 1 else year))

    def ids(self, prefix: str) -> list[str]:
        """Return the ids of all messages that begin with a prefix, sorted."""
        return sorted(id for id in self._bundle._messages if id.startswith(prefix))

    def _plain(self, value: Any) -> str:
        # Numbers go in as strings: Fluent would write 2026 as 2,026.
        if isinstance(value, Msg):
            return self.say(value)
        if isinstance(value, Era):
            return self.era(value)
        if isinstance(value, EraYears):
            return self.era_years(value)
        return self.day(value) if isinstance(value, date) else str(value)


def _mark(name: str) -> str:
    return f"\ue000{name}\ue001"


def _put_in(text: str, long: Mapping[str, str]) -> str:
    for mark, value in long.items():
        text = text.replace(mark, value)
    return text


def escape(text: str) -> str:
    """Escape text for a Fluent string literal."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


@cache
def _shipped_terms() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for entry in (entry for resource in _shipped() for entry in resource.body if isinstance(entry, Term)):
        if entry.id.name in FOLLOWS:
            continue
        parts = entry.value.elements
        found[entry.id.name] = "".join(part.value for part in parts if isinstance(part, TextElement))
    return found


def shipped_terms() -> dict[str, str]:
    """Return the terms that a network may rename, by name, as they are said where it has not."""
    return dict(_shipped_terms())


def check_terms(terms: Mapping[str, str]) -> list[str]:
    """Return the names of terms that do not exist or are empty, longer than 20 characters or of several lines."""
    known = _shipped_terms()
    return [name for name, value in terms.items() if name not in known or not _fits(value)]


def _fits(value: object) -> bool:
    # UTF-16 units, as the limits of the platforms count.
    fits = isinstance(value, str) and len(value.encode("utf-16-le")) // 2 <= TERM_LENGTH
    return fits and bool(str(value).strip()) and len(str(value).splitlines()) == 1


@lru_cache(maxsize=64)
def _words(terms: tuple[tuple[str, str], ...]) -> Words:
    return Words(dict(terms))


def words_of(terms: Mapping[str, str] | None = None) -> Words:
    """Return the words with a network's own terms; the same object for the same terms."""
    return _words(tuple(sorted((terms or {}).items())))
