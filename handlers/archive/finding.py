"""さがす: questions by words and topic, open ones first, then the newest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from handlers.kit.turn import Turn


@dataclass(frozen=True, slots=True)
class Found:
    """Some of what was found, and after which of them the next page begins: None on the last."""

    question_ids: tuple[UUID, ...] = ()
    after: UUID | None = None


def find(
    turn: Turn, words: str, topic: str, audiences: Collection[str], after: UUID | None = None, most: int = 5
) -> Found:
    """Return questions that have these words (none: all) and this topic (empty: any), of these audiences only."""
    return Found()
