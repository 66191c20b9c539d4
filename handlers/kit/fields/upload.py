"""A small text file that somebody brings."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.errors import Refusal
from handlers.kit.fields.base import Field
from messages.words import Words, msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload(Field):
    """A text file of at most `most` bytes of UTF-8 whose name ends in `ending`; the answer is its text.

    A face hands over what the file says; what stands in it is for the form's submit function to judge.
    """

    ending: str
    most: int = 64_000

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the text; raises Refusal when it is missing or too long."""
        if not (raw or "").strip():
            return self.nothing(msg("kit-file-needed", ending=self.ending))
        text = (raw or "").removeprefix("\ufeff").replace("\r\n", "\n")
        if len(text.encode("utf-8", "replace")) > self.most:
            raise Refusal(msg("kit-file-long", most=self.most // 3), self.name)
        return text

    def show(self, value: str, words: Words) -> str:
        """Return how many lines the file has: its text is too long to be shown again."""
        return words.say(msg("kit-file-lines", count=len(value.splitlines())))
