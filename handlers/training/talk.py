"""The trainings when spoken to: one door on home, and behind it a card with the doors to all of them."""

from __future__ import annotations

from handlers.kit.cards import Button, Card
from handlers.kit.house import Conversation
from handlers.kit.turn import Reply, Turn
from handlers.training import ahead, asking, cards, career, duty, known, record, why
from messages.words import Msg, msg

# Everybody but who only looks on: a manager's own office, and a coordinator's people, have trainings.
ROLES = frozenset({"counsellor", "support_worker", "chief", "centre", "coordinator", "manager"})


def hub(turn: Turn, _id: str = "") -> Reply:
    """Show the doors."""
    return Reply(cards=(cards.hub_card(turn),))


def line(turn: Turn) -> Msg | Card | None:
    """Return the next thing for home, in one line; a card where a record seems to have lapsed."""
    hers = known.of(turn)
    return ahead.lapsed_card(turn, hers) or ahead.line(turn, hers)


CONVERSATION = Conversation(
    name="training",
    doors=lambda _turn: (Button(msg("training-title"), "training"),),
    verbs={"training": hub, **asking.VERBS, **record.VERBS, **career.VERBS, **why.VERBS},
    typed={"training-word": "training"},
    rooms=tuple(Button(door.label, door.verb) for door in cards.HUB),
    forms={**asking.FORMS, **career.FORMS},
    only=ROLES,
)

# Who has a deadline reads of it on home.
AHEAD = Conversation(
    name="training.ahead",
    doors=lambda _turn: (),
    verbs={},
    line=line,
    only=frozenset(duty.ROLES),
)
