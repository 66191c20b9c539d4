"""ほかの希望: what has a default and can be changed before a visit is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.text import fitting
from handlers.kit.turn import Turn
from handlers.visits import choices, looks, names, timing
from handlers.visits.choices import Choices
from handlers.visits.looks import LINE, Look
from messages.words import Msg, given, msg
from storage.ids import short

# So many people stand on one card, with the way on and back.
PEOPLE = 8
# How much of a name stands on a button.
NAME = 16
VIEWS = ("wishes", "length", "way", "material", "field", "people")


def shows(looked: Look) -> bool:
    """Tell whether what is looked at is one of these cards."""
    return looked.chosen.view.partition(".")[0] in VIEWS


def card(turn: Turn, looked: Look) -> Card:
    """Return the card that is looked at."""
    view, _, page = looked.chosen.view.partition(".")
    draw: dict[str, Callable[[], Card]] = {
        "length": lambda: _length(looked),
        "way": lambda: _way(looked),
        "material": lambda: _material(looked),
        "field": lambda: _field(turn, looked),
        "people": lambda: _people(turn, looked, int(page or 0)),
    }
    return draw.get(view, lambda: _all(turn, looked))()


def changed(turn: Turn, looked: Look) -> tuple[Fact, ...]:
    """Return what was chosen besides, as the last card shows it; what has its default is left out."""
    chosen = looked.chosen
    unwanted = len(looks.unwanted(turn, looked))
    longer = looked.minutes != looked.menu.minutes
    found = [
        (longer, msg("visits-length-now"), msg("visits-minutes", minutes=looked.minutes)),
        (chosen.material, msg("visit-fact-material"), names.material(chosen.material)),
        (field(turn, looked), msg("visit-fact-field"), given(chosen.field)),
        (chosen.observer, msg("visit-fact-observer"), msg("visit-observer-wished")),
        (unwanted, msg("visits-people"), msg("visits-people-count", count=unwanted)),
    ]
    return tuple(Fact(label, value) for there, label, value in found if there)


def field(turn: Turn, looked: Look) -> str:
    """Return the 障害種別 that was chosen, as long as the network has it."""
    there = looked.menu.field and looked.chosen.field in looks.fields(turn)
    return looked.chosen.field if there else ""


def _all(turn: Turn, looked: Look) -> Card:
    filled, menu = looked.filled, looked.menu
    facts = (
        Fact(msg("visits-length-now"), msg("visits-minutes", minutes=looked.minutes)),
        Fact(msg("visit-fact-way"), names.WAYS[looked.way]),
        *(fact for fact in changed(turn, looked) if fact.label != msg("visits-length-now")),
    )
    observer = msg("visits-observer-out") if looked.chosen.observer else msg("visits-observer-in")
    buttons = [
        filled.button(msg("visits-length"), "length"),
        *((filled.button(msg("visits-way"), "way"),) if len(menu.ways) > 1 else ()),
        filled.button(msg("visits-material"), "material"),
        *((filled.button(msg("visits-field"), "field"),) if menu.field else ()),
        filled.button(msg("visits-other-people"), "people"),
        filled.button(observer, "observer"),
        filled.mend(msg("visits-line"), timing.PLACES[LINE]),
        filled.button(msg("visits-back"), "back"),
    ]
    quote = looked.line or None
    return Card(title=msg("visits-wishes"), facts=facts, quote=quote, buttons=tuple(buttons), about=short(filled.id))


def _choose(looked: Look, title: Msg, says: tuple[Msg, ...], *buttons: Button, facts: tuple[Fact, ...] = ()) -> Card:
    up = looked.filled.button(msg("visits-back"), "up")
    return Card(title=title, facts=facts, paragraphs=says, buttons=(*buttons, up), about=short(looked.filled.id))


def _length(looked: Look) -> Card:
    every = choices.lengths(looked.menu)
    buttons = [looked.filled.button(msg("visits-minutes", minutes=one), f"minutes.{one}") for one in every]
    return _choose(looked, msg("visits-length"), (), *buttons)


def _way(looked: Look) -> Card:
    buttons = [looked.filled.button(names.WAYS[way], f"way.{way}") for way in looked.menu.ways]
    return _choose(looked, msg("visits-way"), (), *buttons)


def _material(looked: Look) -> Card:
    buttons = [looked.filled.button(label, f"material.{key}") for key, label in names.MATERIALS.items()]
    return _choose(looked, msg("visits-material"), (msg("visits-material-paper"),), *buttons)


def _field(turn: Turn, looked: Look) -> Card:
    shown = looks.fields(turn)[:10]
    buttons = [looked.filled.button(given(name), f"field.{place}") for place, name in enumerate(shown)]
    return _choose(looked, msg("visits-field"), (msg("visits-field-why"),), *buttons)


def _people(turn: Turn, looked: Look, page: int) -> Card:
    pool, filled = looks.pool(turn, looked.menu), looked.filled
    shown = pool[page * PEOPLE : (page + 1) * PEOPLE] or pool[:PEOPLE]
    unwanted = looks.unwanted(turn, looked)
    buttons = []
    for person, _ in shown:
        name = fitting(person.name, NAME)
        label = msg("visits-wanted", name=name) if person.id in unwanted else msg("visits-unwanted", name=name)
        buttons.append(filled.button(label, f"no.{short(person.id)}"))
    if len(pool) > PEOPLE:
        following = (page + 1) % -(-len(pool) // PEOPLE)
        buttons.append(filled.button(msg("visits-more-people"), f"people.{following}"))
    facts = tuple(
        Fact(names.POOLS[name], msg("visits-rather-not", name=person.name))
        for person, name in pool
        if person.id in unwanted
    )
    says = msg("visits-people-hint") if pool else msg("visits-people-none")
    return _choose(looked, msg("visits-other-people"), (says,), *buttons, facts=facts)


def decide(turn: Turn, looked: Look, verb: str, detail: str) -> dict[str, Any]:
    """Take a button of one of these cards; raises Stale."""
    chosen = looked.chosen
    number = int(detail) if detail.isdecimal() and len(detail) < 4 else -1
    match verb:
        case "back":
            return replace(chosen, view="").kept
        case "up":
            return _after(looked, chosen).kept
        case "people" if number >= 0:
            return replace(chosen, view=f"people.{number}").kept
        case "length" | "way" | "material" | "field" | "people" if not detail:
            return replace(chosen, view=verb).kept
    return _set(turn, looked, verb, detail, number)


def _set(turn: Turn, looked: Look, verb: str, detail: str, number: int) -> dict[str, Any]:
    chosen = looked.chosen
    match verb:
        case "minutes" if number in choices.lengths(looked.menu):
            return _fitting(turn, looked, replace(chosen, minutes=number))
        case "way" if detail in looked.menu.ways:
            return _fitting(turn, looked, replace(chosen, way=detail))
        case "field" if 0 <= number < len(looks.fields(turn)):
            return _fitting(turn, looked, replace(chosen, field=looks.fields(turn)[number]))
        case "no" if detail in {short(person.id) for person, _ in looks.pool(turn, looked.menu)}:
            return _fitting(turn, looked, chosen.switched(detail), view=chosen.view)
        case "material" if detail in names.MATERIALS:
            return _after(looked, replace(chosen, material=detail)).kept
        case "observer":
            return replace(chosen, observer=not chosen.observer).kept
    raise Stale("key")


def _after(looked: Look, chosen: Choices) -> Choices:
    # Who came from the times goes back to them; whoever is changing the last card may change more.
    return replace(chosen, view="wishes" if looked.timed else "")


def _fitting(turn: Turn, looked: Look, chosen: Choices, view: str = "") -> dict[str, Any]:
    """Keep what was chosen; a time that does not suit it is chosen anew."""
    start = chosen.start_at
    anew = replace(looked, chosen=chosen)
    if start and looked.timed and not timing.fits(turn, looks.wanted(turn, anew), start):
        return chosen.without_time("unfit").kept
    return replace(chosen, view=view).kept if view else _after(looked, chosen).kept
