"""A record that is another one now: it is looked anew at what is due of it, and so does whoever had confirmed it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from handlers.kit.turn import Turn
from storage import careers, nudges


def changed(turn: Turn, ids: Collection[UUID]) -> None:
    """Let it be told today what is due now, and whoever has confirmed these people's records look again."""
    if ids:
        nudges.look_anew(turn.here)
    confirmed = [life for life in careers.of_people(turn.here, ids).values() if life.confirmed_on]
    for life in confirmed:
        life.confirmed_on = life.confirmed_by = None
    if confirmed:
        turn.here.session.flush()
