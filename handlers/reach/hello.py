"""Offered once after somebody has joined: to say what she knows. It can be passed over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlers.kit.cards import Button, Card
from handlers.kit.turn import Reply, Turn
from messages.words import msg
from storage import asked, outbox
from storage.db import Here

KIND = "reach.hello"


def post(here: Here, person_id: UUID, now: datetime) -> None:
    """Let the first 朝の1通 of somebody who has just joined offer it; once for good."""
    outbox.post(here, person_id, KIND, person_id, now)


def cards(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Offer it; None where she has found it by herself."""
    if subject != turn.person_id or asked.known(turn.here, turn.person_id):
        return None
    buttons = (Button(msg("reach-hello-choose"), "reach"), Button(msg("reach-hello-later"), "reach.later"))
    return (Card(title=msg("reach-title"), paragraphs=(msg("reach-hello"),), buttons=buttons, about="hello"),)


def later(turn: Turn, _id: str = "") -> Reply:
    """Take a no: it does not come again, and stays in the settings."""
    outbox.close(turn.here, turn.person_id, KIND, turn.person_id, turn.now)
    home = Button(msg("home-to-home"), "home")
    return Reply(cards=(Card(paragraphs=(msg("reach-hello-fine"),), buttons=(home,), about="hello"),))
