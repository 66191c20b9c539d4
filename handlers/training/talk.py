"""The trainings when spoken to: one door on home, and behind it a card with the doors to all of them."""

from __future__ import annotations

from handlers.kit.cards import Button
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from handlers.training import cards, why
from messages.words import msg

# Everybody but who only looks on: a manager's own office, and a coordinator's people, have trainings.
ROLES = frozenset({"counsellor", "support_worker", "chief", "centre", "coordinator", "manager"})


def hub(turn: Turn, _id: str = "") -> Reply:
    """Show the doors."""
    return Reply(cards=(cards.hub_card(turn),))


CONVERSATION = Conversation(
    name="training",
    doors=lambda _turn: (Button(msg("training-title"), "training"),),
    verbs={"training": hub, **why.VERBS},
    typed={"training-word": "training"},
    only=ROLES,
)
