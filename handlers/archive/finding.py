"""さがす: questions by words and topic, open ones first, then the newest."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from handlers.archive.signs import groups_of
from handlers.kit.turn import Turn
from handlers.language.tokens import words_of
from storage import search


@dataclass(frozen=True, slots=True)
class Found:
    """Some of what was found, and after which of them the next page begins: None on the last."""

    question_ids: tuple[UUID, ...] = ()
    after: UUID | None = None


def find(
    turn: Turn, words: str, topic: str, audiences: Collection[str], after: UUID | None = None, most: int = 5
) -> Found:
    """Return questions that have these words (none: all) and this topic (empty: any), of these audiences only."""
    groups = [group for word in words_of(words) for group in groups_of(turn.here.network_id, word)]
    ids = search.found(turn.here, groups, topic, audiences, after, most + 1)
    return Found(tuple(ids[:most]), ids[most - 1] if len(ids) > most else None)
