"""Text in a drawing: how wide it is, and where its lines are broken."""

from __future__ import annotations

from unicodedata import east_asian_width

from handlers.kit.text import clean, graphemes
from handlers.language.breaking import NEVER_FIRST

OPENS, CLOSES = "（）"


def width_of(text: str) -> int:
    """Return how wide a text is in halves of a full-width letter."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def broken(text: str, room: int) -> tuple[str, ...]:
    """Return a text in lines of so many halves of a letter, between graphemes; what stands in brackets stays together.

    A line may have one sign more; brackets that are longer than half a line are broken like anything else.
    """
    lines, line = [], ""
    for letter in graphemes(" ".join(clean(text).split())):
        if line and width_of(line) + width_of(letter) > room and letter not in NEVER_FIRST:
            before = line.rfind(OPENS)
            opened = before > 0 and CLOSES not in line[before:] and 2 * width_of(line[:before]) >= room
            at = before if opened else len(line)
            lines.append(line[:at])
            line = line[at:]
        line += letter
    return (*lines, line)
