"""A small text file that somebody brings."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.errors import Refusal
from handlers.kit.fields.base import Field
from messages.words import Msg, Words, msg


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload(Field):
    """A text file of at most `most` bytes of UTF-8 whose name ends in `ending` (".toml"); the answer is its text.

    A face hands over what the file says; what stands in it is for the form's submit function to judge.
    """

    ending: str
    most: int = 64_000

    @property
    def endings(self) -> tuple[str, ...]:
        """What its name may end in."""
        return (self.ending,)

    def check(self, name: str, size: int) -> None:
        """Raise Refusal for a file that need not even be fetched: another kind, or too large (in bytes)."""
        if not name.casefold().endswith(self.endings):
            raise Refusal(self.other, self.name)
        if size > self.most:
            raise Refusal(self.large, self.name)

    def text_of(self, name: str, data: bytes) -> str:
        """Return what a file says; raises Refusal for another kind, one that is too large, or not UTF-8."""
        self.check(name, len(data))
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise Refusal(self.unread, self.name) from None

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the text; raises Refusal when it is missing or too long."""
        if not (raw or "").strip():
            return self.nothing(self.other)
        text = (raw or "").removeprefix("\ufeff").replace("\r\n", "\n")
        if len(text.encode("utf-8", "replace")) > self.most:
            raise Refusal(self.large, self.name)
        return text

    def show(self, value: str, words: Words) -> str:
        """Return how many lines the file has: its text is too long to be shown again."""
        return words.say(msg("kit-file-lines", count=len(value.splitlines())))

    @property
    def other(self) -> Msg:
        """What is said to whoever brings nothing, or another kind of file."""
        return msg("kit-file-needed", ending=self.ending)

    @property
    def large(self) -> Msg:
        """What is said to whoever brings too much."""
        return msg("kit-file-long", most=self.most // 3)

    @property
    def unread(self) -> Msg:
        """What is said where the letters cannot be read."""
        return msg("kit-file-encoding")
