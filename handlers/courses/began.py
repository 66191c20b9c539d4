"""From when on a course of the ward's own has been held, as exactly as somebody knows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.courses import said
from handlers.kit.errors import Refusal
from handlers.kit.fields import Text
from handlers.language.months import months_on
from handlers.language.told import told
from messages.words import Msg, Words, msg

# A course of the coming year is entered before it begins; a year further on was meant otherwise.
AHEAD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Began(Text):
    """A day, month or year, seen from `today`; the answer is its first day, YYYY-MM-DD: nobody is kept out by less."""

    today: date

    def read(self, raw: str | None, words: Words) -> str | None:
        """Return the first day; raises Refusal where there is none to be read."""
        text = Text.read(self, raw, words)
        if text is None:
            return None
        found = told(text, self.today)
        if found.on is None or found.kind == "none" or found.why == "yearless":
            raise Refusal(msg("courses-since-how"), self.name)
        if found.on > months_on(self.today, AHEAD):
            raise Refusal(msg("courses-since-far"), self.name)
        return found.on.isoformat()

    def show(self, value: str, words: Words) -> str:
        """Return the day with its era; read again it is the same."""
        return words.say(said.part("since", value))


def field(today: date, lead: Msg | None = None) -> Began:
    """Return the question for it, which may be passed over."""
    return Began(
        name="since",
        label=said.LABELS["since"],
        lead=lead,
        ask=msg("courses-ask-since"),
        skip=msg("courses-since-unknown"),
        most=40,
        lines=1,
        today=today,
    )
