"""Earlier questions that a new one resembles, and whether any of them is likely to answer it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from handlers.kit.turn import Turn


@dataclass(frozen=True, slots=True)
class Hit:
    """An earlier question: how sure it is from 0 to 1, and whether that is enough to show it without being asked."""

    question_id: UUID
    confidence: float
    sure: bool


def similar(turn: Turn, text: str, audiences: Collection[str], most: int = 3) -> list[Hit]:
    """Return the earlier questions of the network that resemble a text, best first: of these audiences only."""
    return []
