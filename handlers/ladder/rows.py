"""A row of the ladder in words, as what was changed in it is told."""

from __future__ import annotations

from handlers.ladder import said
from messages.ladder import INITIAL, PRACTICE, Band, Row
from messages.words import Msg, given, msg

COUNTS = {PRACTICE: msg("ladder-set-practice"), INITIAL: msg("ladder-set-initial")}


def told(row: Row) -> Msg:
    """Return a row on one line: a band with its years, a role's text, or from when years are counted."""
    if "band" in row:
        return band(row)
    return given(row["text"]) if "role" in row else COUNTS[row["count_from"]]


def band(row: Row) -> Msg:
    """Return a band's row with its years."""
    return said.band(Band(row["band"], row["name"], row["first"], row["last"]))
