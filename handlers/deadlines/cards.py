"""The cards of the list."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.deadlines.looked import Line
from handlers.deadlines.rules import PARTS
from handlers.kit.cards import Button, Card, Fact
from messages.words import msg

TRAINING = Button(msg("deadlines-back"), "desk.training")
NAMES = {
    "year": msg("deadlines-year"),
    "check": msg("deadlines-check"),
    "checked": msg("deadlines-checked"),
    "unknown": msg("deadlines-unknown"),
    "later": msg("deadlines-later"),
    "not_mine": msg("deadlines-not-mine"),
}


def overview(lines: Sequence[Line]) -> Card:
    """Return how many people stand in each part."""
    counts = {part: sum(line.part == part for line in lines) for part in PARTS}
    facts = tuple(Fact(NAMES[part], msg("deadlines-count", count=count)) for part, count in counts.items() if count)
    says = msg("deadlines-may-lack") if facts else msg("deadlines-none")
    return Card(title=msg("deadlines-title"), facts=facts, paragraphs=(says,), buttons=(TRAINING,))
