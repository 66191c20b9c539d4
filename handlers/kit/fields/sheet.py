"""A table that somebody brings: a workbook or a CSV file."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit import sheets
from handlers.kit.errors import Refusal
from handlers.kit.fields.upload import Upload
from handlers.kit.sheets import ENDINGS, SheetError
from messages.words import Msg, Words, msg

WHY = {
    "large": msg("kit-sheet-large"),
    "rows": msg("kit-sheet-rows", most=sheets.MOST_ROWS),
    "letters": msg("kit-sheet-letters"),
    "broken": msg("kit-sheet-broken"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Upload):
    """A table of at most `most` bytes, .xlsx or .csv; the answer is what handlers/kit/sheets.py makes of it."""

    ending: str = ENDINGS[0]
    most: int = 150_000

    @property
    def endings(self) -> tuple[str, ...]:
        """What its name may end in."""
        return ENDINGS

    def text_of(self, name: str, data: bytes) -> str:
        """Return a file's rows as an answer; raises Refusal for another kind, and one that is too large."""
        self.check(name, len(data))
        return sheets.packed(name, data)

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the answer; raises Refusal when it is missing or no table."""
        if not (raw or "").strip():
            return self.nothing(self.other)
        try:
            if not sheets.unpacked(raw or ""):
                raise Refusal(msg("kit-sheet-empty"), self.name)
        except SheetError as error:
            raise Refusal(WHY.get(error.why, self.other), self.name) from None
        return raw

    def show(self, value: str, words: Words) -> str:
        """Return how many rows the table has."""
        return words.say(msg("kit-file-lines", count=len(sheets.unpacked(value))))

    @property
    def other(self) -> Msg:
        """What is said to whoever brings nothing, or another kind of file."""
        return msg("kit-sheet-needed")

    @property
    def large(self) -> Msg:
        """What is said to whoever brings too much."""
        return msg("kit-sheet-large")
