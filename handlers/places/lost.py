"""A place that the platform lets us no more into: the coordinators are told, once for each time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlers.kit.cards import Button, Card
from handlers.kit.turn import Turn
from handlers.places import rules
from messages.words import given, msg
from storage import outbox, people, places, unreached
from storage.db import Here

KIND = "places.lost"
# The code words for why; any other is that the place is gone.
WHY = {"gone": msg("places-why-gone"), "rights": msg("places-why-rights")}


def lose(here: Here, place_id: UUID, why: str, now: datetime) -> None:
    """Note that a place is gone, and tell the coordinators."""
    if not places.lose(here, place_id, why, now):
        return
    for coordinator in people.with_role(here, rules.ROLE):
        outbox.post(here, coordinator, KIND, place_id, now)


def find(here: Here, place_id: UUID) -> None:
    """Note that a place is here again: the next time that it is lost is told again."""
    if places.find(here, place_id):
        unreached.forget(here, KIND, place_id)


def told(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return what coordinators are told of a place; None when it is here again, or they are none."""
    place = places.get(turn.here, subject)
    if place is None or place.state != places.GONE or rules.ROLE not in turn.roles:
        return None
    why = WHY.get(place.gone_why, WHY["gone"])
    again = msg("places-lost-how")
    return (
        Card(
            title=msg("places-lost", place=given(rules.title(place))),
            paragraphs=(why, again),
            buttons=(Button(msg("places-title"), "places"),),
        ),
    )
