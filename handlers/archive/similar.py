"""Earlier questions that a new one resembles, and whether any of them is likely to answer it.

Two levels: what texts say (lexical), and with the extra [semantic] what they mean as well.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from handlers.archive.lexical import resembling
from handlers.kit.errors import Ahead
from handlers.kit.house import Meaning
from handlers.kit.turn import Turn
from storage import search
from storage.db import Here

# Below the first nothing is said; from the second on it is shown without being asked for.
_PLAUSIBLE, _SURE = 0.3, 0.5
# Where a level is even whether it has found anything, and how fast it grows sure.
_EVEN, _STEEP = 0.38, 12.0
_EVEN_MEANT, _STEEP_MEANT = 6.48, 12.0
# What a text says next to what it means.
_SAID = 1.5
# How near questions are that have nothing to do with one another.
_USUAL = 5.8
# So many are looked at once more, whether they may be read now.
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Hit:
    """An earlier question: how sure it is from 0 to 1, and whether that is enough to show it without being asked."""

    question_id: UUID
    confidence: float
    sure: bool


def similar(turn: Turn, text: str, audiences: Collection[str], most: int = 3) -> list[Hit]:
    """Return the earlier questions of the network that resemble a text, best first: of these audiences only.

    Raises Ahead where what the text means is still to be learnt.
    """
    meaning = turn.house.meaning
    if meaning is not None and meaning.known(text) is None:
        raise Ahead(partial(meaning.learn, text))
    return [hit for hit in ranked(turn.here, text, audiences, most, meaning) if hit.confidence >= _PLAUSIBLE]


def ranked(here: Here, text: str, audiences: Collection[str], most: int, meaning: Meaning | None = None) -> list[Hit]:
    """Return the questions nearest to a text, best first, however far; what it means counts as far as it is known."""
    said, asked = resembling(here, text, audiences), meaning and meaning.known(text)
    scores = said
    if meaning is not None and asked is not None:
        scores = _meant(here, said, *meaning.near(here, asked, audiences), audiences)
    best = sorted(scores, key=lambda id: (-round(scores[id], 9), id))[:most]
    even, steep = (_EVEN, _STEEP) if asked is None else (_EVEN_MEANT, _STEEP_MEANT)
    confidences = {id: 1 / (1 + math.exp(-steep * (scores[id] - even))) for id in best}
    return [Hit(id, confidences[id], confidences[id] >= _SURE) for id in best]


def _meant(
    here: Here, said: dict[UUID, float], ids: list[UUID], near: list[float], audiences: Collection[str]
) -> dict[UUID, float]:
    # What has no vector yet is as near as its words alone make sure.
    usual = sum(near) / len(near) if near else _USUAL
    scores = {id: usual + (_EVEN_MEANT - usual) * min(share / _EVEN, 1) - _SAID * _EVEN for id, share in said.items()}
    scores |= zip(ids, near, strict=True)
    for id, share in said.items():
        scores[id] += _SAID * share
    best = sorted(scores, key=lambda id: (-round(scores[id], 9), id))[:_LOOKED_AT]
    return {id: scores[id] for id in search.readable(here, best, audiences)}
