"""Who has not answered, or has still to give an address, is asked once more, kindly; not twice on a day."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from handlers.fitting import one
from handlers.kit.cards import Card
from handlers.kit.errors import Refusal, Stale
from handlers.kit.turn import Reply, Turn
from handlers.visits import cards
from messages.words import msg
from storage import outbox, seats, visit_steps, visits

KIND = "fitting.nudge"


def nudge(turn: Turn, id: str) -> Reply:
    """Ask who has not answered once more; raises Stale where everybody has, Refusal where it was done today."""
    turn.here.alone()
    visit = one.of(turn, id)
    to = one.to_nudge(turn, visit)
    if not to:
        raise Stale("seat")
    if one.nudged_today(turn, visit):
        raise Refusal(msg("fitting-nudged-today"))
    step = visit_steps.add(turn.here, visit, "nudged", turn.now, turn.person_id)
    outbox.post_all(turn.here, KIND, turn.now, [(person, step.id) for person in to])
    return Reply(cards=(one.card(turn, visit, msg("fitting-nudged")),))


def told(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Return what a host is asked once more; None where she has answered, or is not asked any more."""
    step = visit_steps.get(turn.here, subject)
    visit = visits.get(turn.here, step.visit_id) if step else None
    seat = seats.of_person(turn.here, visit.id, turn.person_id) if visit else None
    if visit is None or seat is None or turn.person_id not in one.to_nudge(turn, visit):
        return None
    if visit.start_at is None or visit.start_at <= turn.now:
        return None
    if not cards.to_answer(turn, visit, seat):
        return (replace(cards.card(turn, visit), title=msg("fitting-nudge-url")),)
    asked = cards.asking(turn, visit)
    said = (msg("fitting-nudge-says"), *asked.paragraphs)
    return (replace(asked, title=msg("fitting-nudge-title"), paragraphs=said),)
