"""The ways out of what stands in a room of the desk: whatever is shown there leads home, the same way everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from handlers.kit.cards import Button
from handlers.kit.house import FormKind, Tap
from handlers.kit.turn import Filled, Reply, Turn
from messages.words import msg

TRAINING = Button(msg("deadlines-back"), "desk.training")
HOME = Button(msg("home-to-home"), "home")


def homeward(reply: Reply) -> Reply:
    """Return a reply whose last card ends with the way home; where something is asked, or it does, it stays."""
    if reply.ask or not reply.cards or any(HOME in card.buttons for card in reply.cards):
        return reply
    *before, last = reply.cards
    return replace(reply, cards=(*before, replace(last, buttons=(*last.buttons, HOME))))


def taps(verbs: Mapping[str, Tap]) -> dict[str, Tap]:
    """Return verbs whose answers lead home."""
    return {name: _tap(tap) for name, tap in verbs.items()}


def _tap(tap: Tap) -> Tap:
    return lambda turn, id: homeward(tap(turn, id))


def forms(kinds: Mapping[str, FormKind]) -> dict[str, FormKind]:
    """Return forms whose answers lead home."""
    return {name: _form(kind) for name, kind in kinds.items()}


def _form(kind: FormKind) -> FormKind:
    decide = _decided(kind.decide) if kind.decide else None
    return replace(kind, submit=lambda turn, filled: homeward(kind.submit(turn, filled)), decide=decide)


Decide = Callable[[Turn, Filled, str], Reply | dict[str, Any]]


def _decided(decide: Decide) -> Decide:
    def decided(turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
        found = decide(turn, filled, key)
        return homeward(found) if isinstance(found, Reply) else found

    return decided
