"""A day with its hour, in one's own words: 12月10日 14時, R8.12.10 午後2時半, 来週の木曜 10:00."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.errors import Refusal
from handlers.kit.fields import When
from handlers.kit.fields.when import wish
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
