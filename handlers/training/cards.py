"""The trainings' cards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers.kit.cards import Button, Card
from handlers.kit.turn import Turn
from handlers.training import ahead, duty, known
from messages.words import Msg, msg
from storage import cohorts


@dataclass(frozen=True, slots=True)
class Door:
    """One door of the hub; it stands there for whoever may press it, and of whom `when` says so."""

    label: Msg
    verb: str
    when: Callable[[Turn], bool] = lambda _turn: True


# In the order in which the hub shows them.
HUB: tuple[Door, ...] = (
    Door(msg("training-record"), "training.record"),
    Door(msg("why-button"), "training.why", lambda turn: ahead.has_deadline(known.of(turn))),
    Door(msg("runs-mine"), "runs"),
    Door(msg("ladder-title"), "ladder"),
    Door(msg("cohorts-mine"), "cohorts", lambda turn: bool(cohorts.of_person(turn.here, turn.person_id))),
    Door(msg("rhythms-title"), "rhythms"),
    Door(msg("deadlines-own"), "deadlines.own"),
)


def hub_card(turn: Turn) -> Card:
    """Return the card of all that has to do with trainings."""
    doors = [door for door in HUB if turn.house.may(turn, door.verb) and door.when(turn)]
    hers, concerned = known.of(turn), duty.by_role(turn.roles)
    asked = concerned and ahead.is_asked(hers)
    out = concerned and duty.declined(hers)
    buttons = (
        *(Button(door.label, door.verb) for door in doors),
        *((Button(msg("training-hush"), "training.hush"),) if asked else ()),
        *((Button(msg("training-mine"), "training.mine"),) if out else ()),
        Button(msg("home-to-home"), "home"),
    )
    lapsed = ahead.lapsed_card(turn, hers) if concerned else None
    says = ahead.means(turn, hers) if concerned else (msg("training-hub"),)
    extra = ahead.lapsed_buttons(turn)[1:] if lapsed else ()
    return Card(title=msg("training-title"), paragraphs=says, buttons=(*extra, *buttons))
