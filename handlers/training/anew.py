"""A record that is another one now: whoever has confirmed it, when it seemed to have lapsed, looks at it anew."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from handlers.kit.turn import Turn
from storage import careers


def changed(turn: Turn, ids: Collection[UUID]) -> None:
    """Let whoever has confirmed the records of these people look again: each is another one now."""
    confirmed = [life for life in careers.of_people(turn.here, ids).values() if life.confirmed_on]
    for life in confirmed:
        life.confirmed_on = life.confirmed_by = None
    if confirmed:
        turn.here.session.flush()
