"""期限の一覧 when spoken to."""

from __future__ import annotations

from handlers.deadlines import cards, looked, rules
from handlers.kit.cards import Button
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from messages.words import msg


def show(turn: Turn, _id: str = "") -> Reply:
    """Show how many stand in each part of the list."""
    return Reply(cards=(cards.overview(looked.everyone(turn.here, turn.who.network, turn.today)),))


CONVERSATION = Conversation(
    name="deadlines",
    doors=lambda _turn: (),
    desk=lambda _turn: (Button(msg("deadlines-title"), "deadlines"),),
    only=frozenset({rules.ROLE}),
    verbs={"deadlines": show},
)
