"""The trainings' cards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers.kit.cards import Button, Card
from handlers.kit.turn import Turn
from messages.words import Msg, msg


@dataclass(frozen=True, slots=True)
class Door:
    """One door of the hub; it stands there for whoever may press it, and of whom `when` says so."""

    label: Msg
    verb: str
    when: Callable[[Turn], bool] = lambda _turn: True


# In the order in which the hub shows them.
HUB: tuple[Door, ...] = (
    Door(msg("why-button"), "training.why"),
    Door(msg("runs-mine"), "runs"),
    Door(msg("ladder-title"), "ladder"),
    Door(msg("rhythms-title"), "rhythms"),
)


def hub_card(turn: Turn) -> Card:
    """Return the card of all that has to do with trainings."""
    doors = [door for door in HUB if turn.house.may(turn, door.verb) and door.when(turn)]
    buttons = (*(Button(door.label, door.verb) for door in doors), Button(msg("home-to-home"), "home"))
    return Card(title=msg("training-title"), paragraphs=(msg("training-hub"),), buttons=buttons)
