"""Whose record a roster has changed is told so in her letter, and who had confirmed it looks at it anew."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from handlers.kit.cards import Button, Card
from handlers.kit.house import NoticeKind
from handlers.kit.turn import Turn
from handlers.training import anew
from messages.words import msg
from storage import outbox
from storage.ids import next_id

TOLD = "yearsheet.told"


def tell(turn: Turn, ids: Sequence[UUID]) -> None:
    """Tell these people that their records have changed; not who has done it herself."""
    anew.changed(turn, ids)
    # Another roster is another thing to be told.
    act = next_id()
    outbox.post_all(turn.here, TOLD, turn.now, [(id, act) for id in ids if id != turn.person_id])


def notice(_turn: Turn, _subject: UUID) -> tuple[Card, ...]:
    """Return the line for her whose record it is."""
    look = Button(msg("deadlines-told-look"), "training.record")
    return (Card(paragraphs=(msg("yearsheet-told"),), buttons=(look,)),)


NOTICES = {TOLD: NoticeKind(notice)}
