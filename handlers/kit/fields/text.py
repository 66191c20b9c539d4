"""Text, and what is typed as text but is more: a name, a number."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from handlers.kit.errors import Refusal
from handlers.kit.fields.base import Field
from handlers.kit.text import clean, clean_name, graphemes, utf16_units
from messages.words import Words, msg

CODE_POINTS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """Free text of at most `most` characters as people count them; `lines` is how much room to show.

    What is `shared` others will read: the guard looks at it first, and the form must be sealed.
    """

    most: int = 2000
    lines: int = 3
    shared: bool = False

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Text):
    """A name of a person, an office or a thing: one line of at most `most` characters that has a letter in it."""

    most: int = 60
    lines: int = 1

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the cleaned name; raises Refusal when it is too long, missing, or only signs."""
        # Named, for dataclasses with slots are made twice and lose what `super()` alone would look at.
        text = Text.read(self, clean_name(raw or ""), words)
        if text and (size := utf16_units(text)) > self.most:
            # Whatever stands in a column of so many signs: one that people count as one may be eleven of them.
            raise Refusal(msg("kit-too-long", most=self.most, size=size), self.name)
        if text is not None and not any(unicodedata.category(sign)[0] in "LN" for sign in text):
            raise Refusal(msg("kit-name-letters"), self.name)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Text):
    """A whole number from `low` to `high`, typed in any width; the answer is its ASCII digits."""

    low: int
    high: int
    lines: int = 1

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the number's digits; raises Refusal when it is none, or too small or too large."""
        text = unicodedata.normalize("NFKC", clean(raw or ""))
        if not text:
            return self.nothing(msg("kit-number", low=self.low, high=self.high))
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and self.low <= int(text) <= self.high):
            raise Refusal(msg("kit-number", low=self.low, high=self.high), self.name)
        return str(int(text))
