"""訪問のメニュー: what can be booked, in which order, and the rules of each; visits that are asked for keep theirs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal
from handlers.kit.fields import Choice, Name, Option
from handlers.kit.forms import Form
from handlers.kit.house import Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.network import lists, rules, things
from handlers.network.lists import Listing
from handlers.network.menuwords import CHANGE, LABELS, facts, option, said, told, value
from messages.menus import LENGTHS
from messages.words import given, msg
from storage import networks
from storage.ids import uuid7

FORM = "network.menu"
WHAT = "menus"
# What a new menu has where nothing else is asked: as most of the shipped ones.
NEW: dict[str, Any] = {
    "ways": ["visit", "online", "centre"],
    "buffer": 30,
    "notice": 3,
    "furthest": 90,
    "case": True,
    "field": False,
    "heavy": False,
}
ASKED_FIRST = ("name", "minutes", "pools")
SWITCHES = ("case", "field", "heavy")
CHOICES: dict[str, tuple[Any, ...]] = {
    "minutes": LENGTHS,
    "pools": (["chief", "centre"], ["chief"], ["centre"], ["adviser"]),
    "ways": (
        ["visit", "online", "centre"],
        ["online", "visit", "centre"],
        ["centre", "visit", "online"],
        ["visit"],
        ["online"],
        ["centre"],
    ),
    "buffer": (0, 15, 30, 45, 60, 90),
    "notice": (0, 1, 2, 3, 5, 7, 10),
    "furthest": (30, 60, 90, 120, 180),
}


def _card(menu: Mapping[str, Any], id: str) -> Card:
    parts = [Button(label, f"network.menus.{part}", id) for part, label in CHANGE.items()]
    switches = Button(msg("network-menu-switches"), "network.menus.switches", id)
    return Card(title=given(menu["name"]), facts=facts(menu), buttons=(*parts, switches))


LISTING = Listing(
    what=WHAT,
    verb="network.menus",
    title=msg("network-menus"),
    why=msg("network-menus-why"),
    add=msg("network-menu-add"),
    most=rules.MOST_MENUS,
    label=lambda menu: given(menu["name"]),
    fact=lambda menu: Fact(given(menu["name"]), told(menu)),
    card=_card,
    # An empty list is the shipped one: whoever takes all out has it again.
    least=1,
    least_why=msg("network-menu-last"),
)


def _field(part: str, menu: Mapping[str, Any] | None) -> Choice | Name:
    lead = msg("network-now", now=said(part, menu[part])) if menu else None
    if part == "name":
        asked = msg("network-menu-ask-name", most=rules.MENU)
        return Name(name=part, label=LABELS[part], lead=lead, ask=asked, most=rules.MENU, shared=True)
    options = tuple(Option(option(place), said(part, choice)) for place, choice in enumerate(CHOICES[part]))
    return Choice(
        name=part, label=LABELS[part], lead=lead, ask=msg("network-menu-ask", what=LABELS[part]), options=options
    )


def build(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for a new menu, or for one part of one that is there."""
    if before := params.get("before"):
        return Form(msg("network-menus"), (_field(params["part"], before),), one_by_one=True)
    return Form(msg("network-menus"), tuple(_field(part, None) for part in ASKED_FIRST))


def ask_part(turn: Turn, id: str, *, part: str) -> Reply:
    """Ask for another name, length or rule of a menu."""
    items = things.value(turn, WHAT)
    place = things.place_of(items, id)
    if place is None:
        return things.meanwhile(turn, WHAT, lists.card(turn, LISTING))
    return Reply(ask=Ask(FORM, {"before": items[place], "part": part}))


def submit(turn: Turn, filled: Filled) -> Reply:
    """Add a menu, or change a part of one; raises Refusal for a name that there is already."""
    networks.hold(turn.here)
    items, before = things.value(turn, WHAT), filled.params.get("before")
    read = {part: value(CHOICES, part, answer) for part, answer in filled.answers.items() if answer}
    place = None if before is None else things.place_of(items, things.item_id(before))
    if before is not None and place is None:
        wrote = turn.words.say(said(filled.params["part"], read[filled.params["part"]]))
        return things.meanwhile(turn, WHAT, lists.card(turn, LISTING), wrote=wrote)
    if read.get("name") in [one["name"] for number, one in enumerate(items) if number != place]:
        raise Refusal(msg("network-twice", name=read["name"]), "name")
    if place is None:
        # A key of its own for ever: a visit that was asked for goes by it, however the menu is called then.
        return lists.added(turn, LISTING, {"key": f"m{uuid7().hex[-10:]}", **NEW, **read})
    return lists.put(turn, LISTING, place, {**items[place], **read})


def switches(turn: Turn, id: str) -> Reply:
    """Show what is on or off of a menu, each with a button that turns it over."""
    items = things.value(turn, WHAT)
    place = things.place_of(items, id)
    if place is None:
        return things.meanwhile(turn, WHAT, lists.card(turn, LISTING))
    return Reply(cards=(_switches(items[place]),))


def _switches(menu: Mapping[str, Any]) -> Card:
    id = things.item_id(menu)
    shown = tuple(Fact(LABELS[part], said(part, menu[part])) for part in SWITCHES)
    turned = [Button(msg("network-menu-turn", what=LABELS[part]), f"network.menus.{part}", id) for part in SWITCHES]
    back = Button(msg("kit-back"), "network.menus.look", id)
    why = msg("network-menu-switches-why")
    return Card(title=given(menu["name"]), facts=shown, paragraphs=(why,), buttons=(*turned, back))


def turn_over(turn: Turn, id: str, *, part: str) -> Reply:
    """Turn something of a menu on or off."""
    networks.hold(turn.here)
    items = things.value(turn, WHAT)
    place = things.place_of(items, id)
    if place is None:
        return things.meanwhile(turn, WHAT, lists.card(turn, LISTING))
    after = {**items[place], part: not items[place][part]}
    things.change(turn, WHAT, rules.replaced(items, place, after))
    return things.done(_switches(after))


VERBS: dict[str, Tap] = {
    **lists.verbs(LISTING, FORM),
    **{f"network.menus.{part}": partial(ask_part, part=part) for part in CHANGE},
    **{f"network.menus.{part}": partial(turn_over, part=part) for part in SWITCHES},
    "network.menus.switches": switches,
}
