"""The closed door: what stands on home for somebody who is paused or removed; help and people to talk to stay."""

from __future__ import annotations

from handlers.kit.cards import Card
from handlers.kit.house import Conversation
from handlers.kit.turn import Turn
from messages.words import msg


def _waiting(turn: Turn) -> tuple[Card, ...]:
    if turn.who.person.state == "paused":
        return (
            Card(title=msg("joining-paused-title"), paragraphs=(msg("joining-paused"), msg("joining-paused-kept"))),
        )
    return (Card(title=msg("joining-removed-title"), paragraphs=(msg("joining-removed"), msg("joining-removed-kept"))),)


CONVERSATION = Conversation(
    name="door",
    doors=lambda _turn: (),
    waiting=_waiting,
    verbs={},
    states=frozenset({"paused", "removed"}),
)
