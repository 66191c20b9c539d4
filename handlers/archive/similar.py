"""Earlier questions that a new one resembles, and whether any of them is likely to answer it."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from handlers.archive.lexical import resembling
from handlers.kit.turn import Turn
from storage.db import Here

# Below the first nothing is said; from the second on it is shown without being asked for.
_PLAUSIBLE, _SURE = 0.3, 0.5
# Where the level without extras is even whether it has found anything, and how fast it grows sure.
_EVEN, _STEEP = 0.35, 9.0


@dataclass(frozen=True, slots=True)
class Hit:
    """An earlier question: how sure it is from 0 to 1, and whether that is enough to show it without being asked."""

    question_id: UUID
    confidence: float
    sure: bool


def similar(turn: Turn, text: str, audiences: Collection[str], most: int = 3) -> list[Hit]:
    """Return the earlier questions of the network that resemble a text, best first: of these audiences only."""
    return [hit for hit in ranked(turn.here, text, audiences, most) if hit.confidence >= _PLAUSIBLE]


def ranked(here: Here, text: str, audiences: Collection[str], most: int) -> list[Hit]:
    """Return the questions nearest to a text, best first, however far they are."""
    scores = resembling(here, text, audiences)
    best = sorted(scores, key=lambda id: (-round(scores[id], 9), id))[:most]
    confidences = {id: 1 / (1 + math.exp(-_STEEP * (scores[id] - _EVEN))) for id in best}
    return [Hit(id, confidences[id], confidences[id] >= _SURE) for id in best]
