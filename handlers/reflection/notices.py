"""The reflection unasked: one question about the next step, once, in the letter of the day that its owner chose."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlers.kit.cards import Card
from handlers.kit.turn import Turn
from handlers.reflection import cards, kept
from storage import outbox, reflections
from storage.db import Here
from storage.networks import Network

NEXT_STEP = "reflection.next_step"


def plan(here: Here, network: Network, now: datetime) -> None:
    """Put the question about each next step whose day has come in the outbox; it is asked once."""
    for reflection in reflections.due(here, network.local(now).date()):
        if reflection.ask_on:
            outbox.post(here, reflection.person_id, NEXT_STEP, reflection.id, network.midnight(reflection.ask_on))
            reflections.asked(here, reflection.id)


def next_step(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return the question; None when the reflection has been deleted or had no next step."""
    read = kept.find(turn, subject)
    return (cards.step_card(turn, read),) if read and read.step else None


def waiting(turn: Turn) -> tuple[Card, ...]:
    """Return the questions that were asked and not answered, for home."""
    shown = [next_step(turn, id) for id in outbox.open_of_kind(turn.here, turn.person_id, NEXT_STEP)]
    return tuple(card for group in shown if group for card in group)
