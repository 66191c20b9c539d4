"""Steps of the preview's walk: asking for a visit in four taps, all that can be wished for, one's own visits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.walk import Shot, Walk
from handlers.kit.cards import Button, Card
from handlers.kit.events import Tapped
from handlers.kit.turn import Scene
from handlers.visits import choices
from handlers.visits.asking import PROBLEMS
from handlers.visits.own import STATES
from messages.words import msg
from storage import people, visits
from storage.ids import short

CASE = Tapped(f"visits.ask:{short(choices.menu_id('case'))}")
VIEWS = {
    "length": "minutes.60",
    "way": "way.online",
    "material": "material.copy",
    "field": "field.0",
    "observer": "",
    "people": "no.",
}


def steps(walk: Walk) -> Iterator[Shot]:
    """Ask for a visit, change all that can be changed, look at one's own, move one and take it off."""
    yield walk.do(Tapped("visits.mine:"))
    yield walk.do(Tapped("visits:"))
    yield walk.do(CASE)
    yield _first(walk, "last.t.")
    yield _first(walk, "last.case.anonymous")
    yield from _wishes(walk)
    yield from _words(walk)
    yield walk.tap("last.ask")
    yield walk.do(Tapped("visits.mine:"))
    yield walk.tap("visit")
    yield from _settled(walk)
    yield from _whenever(walk)
    yield from _without_office(walk)
    yield from _rare(walk)


def _first(walk: Walk, prefix: str) -> Shot:
    """Press the first button whose verb begins so."""
    cards = walk.scene.cards
    found = [b for card in cards for b in card.buttons if isinstance(b, Button) and b.verb.startswith(prefix)]
    return walk.do(Tapped(found[0].data))


def _wishes(walk: Walk) -> Iterator[Shot]:
    yield walk.tap("last.wishes")
    for view, choice in VIEWS.items():
        yield walk.tap(f"last.{view}")
        if choice:
            yield _first(walk, f"last.{choice}")
        if not walk.has("last.length"):
            walk.tap("last.up") if walk.has("last.up") else None
        if not walk.has("last.length"):
            walk.tap("last.wishes") if walk.has("last.wishes") else None
    yield walk.tap("mend.1")
    yield walk.write(msg("preview-line"))
