"""Lists that coordinators keep in order: contacts and topics. An item is known by what it says, so that nobody
changes what another has changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal
from handlers.kit.house import Tap
from handlers.kit.turn import Ask, Reply, Turn
from handlers.network import rules, things
from messages.words import Msg, msg
from storage import networks


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: what it is in the changes, its verb, its words, how an item is shown, how many there may be."""

    what: str
    verb: str
    title: Msg
    why: Msg
    add: Msg
    most: int
    label: Callable[[Any], Msg]
    fact: Callable[[Any], Fact] | None
    card: Callable[[Any, str], Card]
    least: int = 0
    least_why: Msg | None = None


def card(turn: Turn, listing: Listing) -> Card:
    """Return the whole list, a button for each item, and one to add another while there is room."""
    items = things.value(turn, listing.what)
    facts = tuple(listing.fact(item) for item in items) if listing.fact else ()
    none = () if items else (msg("network-none"),)
    full = (msg("network-full", most=listing.most),) if len(items) >= listing.most else ()
    add = () if full else (Button(listing.add, f"{listing.verb}.add"),)
    buttons = [Button(listing.label(item), f"{listing.verb}.look", things.item_id(item)) for item in items]
    return Card(
        title=listing.title,
        facts=facts,
        paragraphs=(listing.why, *none, *full),
        buttons=(*buttons, *add, things.back()),
    )


def show(turn: Turn, _id: str = "", *, listing: Listing) -> Reply:
    """Show the list."""
    return Reply(cards=(card(turn, listing),))


def look(turn: Turn, id: str, *, listing: Listing) -> Reply:
    """Show one item with what can be done with it."""
    items = things.value(turn, listing.what)
    place = things.place_of(items, id)
    if place is None:
        return things.meanwhile(turn, listing.what, card(turn, listing))
    return Reply(cards=(_of_one(listing, items[place], place),))


def _of_one(listing: Listing, item: Any, place: int) -> Card:
    id, shown = things.item_id(item), listing.card(item, things.item_id(item))
    up = (Button(msg("network-up"), f"{listing.verb}.up", id),) if place else ()
    remove = Button(msg("network-remove"), f"{listing.verb}.remove", id)
    return replace(shown, buttons=(*shown.buttons, *up, remove, Button(msg("network-list"), listing.verb)))


def ask(_turn: Turn, _id: str = "", *, form: str) -> Reply:
    """Ask for another item."""
    return Reply(ask=Ask(form, {}))


def added(turn: Turn, listing: Listing, item: Any) -> Reply:
    """Add an item at the end; raises Refusal where the list is full."""
    items = things.value(turn, listing.what)
    if len(items) >= listing.most:
        raise Refusal(msg("network-full", most=listing.most))
    return _changed(turn, listing, [*items, item])


def put(turn: Turn, listing: Listing, place: int, item: Any) -> Reply:
    """Put another item in a place."""
    return _changed(turn, listing, rules.replaced(things.value(turn, listing.what), place, item))


def up(turn: Turn, id: str, *, listing: Listing) -> Reply:
    """Move an item up by one."""
    networks.hold(turn.here)
    items = things.value(turn, listing.what)
    place = things.place_of(items, id)
    if place is None:
        return things.meanwhile(turn, listing.what, card(turn, listing))
    return _changed(turn, listing, rules.moved_up(items, place))


def remove(turn: Turn, id: str, *, listing: Listing) -> Reply:
    """Take an item out, unless it is the last of a list that must have one."""
    networks.hold(turn.here)
    items = things.value(turn, listing.what)
    place = things.place_of(items, id)
    if place is None:
        return things.meanwhile(turn, listing.what, card(turn, listing))
    if len(items) <= listing.least and listing.least_why:
        return things.told(listing.least_why, card(turn, listing))
    return _changed(turn, listing, rules.without(items, place))


def _changed(turn: Turn, listing: Listing, items: list[Any]) -> Reply:
    made = things.change(turn, listing.what, items)
    return things.done(card(turn, listing)) if made else things.same(card(turn, listing))


def verbs(listing: Listing, form: str) -> dict[str, Tap]:
    """Return the verbs of a list."""
    return {
        listing.verb: partial(show, listing=listing),
        f"{listing.verb}.look": partial(look, listing=listing),
        f"{listing.verb}.add": partial(ask, form=form),
        f"{listing.verb}.up": partial(up, listing=listing),
        f"{listing.verb}.remove": partial(remove, listing=listing),
    }
