"""What coordinators change: each thing's value, how it is put, and that every change is kept and noted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from handlers.kit.cards import Button, Card
from handlers.kit.turn import Reply, Turn
from messages import fields, ladder, menus
from messages.perspectives import DEFAULT
from messages.words import Msg, given, msg
from storage import changes, people, perspectives
from storage.changes import Change
from storage.ids import short, unshort

TERM = "term."


def item_id(*parts: object) -> str:
    """Return the id of something that has none, made of what it says: what has changed is not found by it."""
    return short(uuid5(NAMESPACE_OID, json.dumps(parts, sort_keys=True)))


def place_of(items: Sequence[object], id: str) -> int | None:
    """Return where in a list the item of this id stands."""
    return next((place for place, item in enumerate(items) if item_id(item) == id), None)


def value(turn: Turn, what: str) -> Any:
    """Return what a thing is now, as it is kept in a change; a term that was not renamed is empty."""
    network = turn.who.network
    if what.startswith(TERM):
        return network.terms.get(what.removeprefix(TERM), "")
    if what == "hours":
        return [network.hours_from, network.hours_until]
    if what == "set":
        set_id, own = perspectives.chosen_with(turn.here, DEFAULT)
        return {"set": set_id, "own": short(own) if own else ""}
    if what == "fields":
        return list(fields.names(network.fields))
    if what == "menus":
        return [menu.kept() for menu in menus.menus(network.menus)]
    if what == "ladder":
        return ladder.kept(network.ladder)
    found = getattr(network, what)
    return list(found) if isinstance(found, list) else found


def put(turn: Turn, what: str, new: Any) -> None:
    """Put another value in a thing's place."""
    network = turn.who.network
    if what.startswith(TERM):
        name = what.removeprefix(TERM)
        others = {term: word for term, word in network.terms.items() if term != name}
        network.terms = {**others, name: new} if new else others
    elif what == "hours":
        network.hours_from, network.hours_until = new
    elif what == "set":
        perspectives.choose(turn.here, new["set"], turn.now, unshort(new["own"]) if new["own"] else None)
    else:
        setattr(network, what, new)
    turn.here.session.flush()


def change(turn: Turn, what: str, new: Any) -> bool:
    """Change a thing, keep who did it and what it was before; False where it is so already.

    Whoever calls has taken hold of the network (storage/networks.py) before looking.
    """
    before = value(turn, what)
    if before == new:
        return False
    put(turn, what, new)
    changes.add(turn.here, turn.person_id, what, before, new, turn.now)
    turn.note("network.changed", detail=what)
    return True


def by(turn: Turn, made: Change) -> Msg:
    """Return when and by whom a change was made; of who has left only that somebody was here."""
    person = people.get(turn.here, made.made_by)
    gone = person is None or person.left_at is not None or not person.name
    name = msg("network-somebody") if gone or person is None else msg("network-named", name=person.name)
    return msg("network-by", day=turn.who.network.local(made.made_at).date(), name=name)


def told(says: Msg, *shown: Card) -> Reply:
    """Return a sentence, and how things stand."""
    return Reply(cards=(Card(paragraphs=(says,)), *shown))


def done(*shown: Card) -> Reply:
    """Return what is shown after a change: that it is made and can be taken back, and how things stand now."""
    return told(msg("network-done"), *shown)


def same(*shown: Card) -> Reply:
    """Return what is shown where nothing was to be changed."""
    return told(msg("network-same"), *shown)


def meanwhile(turn: Turn, what: str, *shown: Card, wrote: str = "") -> Reply:
    """Say that somebody else was first: nothing is overwritten, what she wrote is shown to her again."""
    last = changes.newest(turn.here, 1, what=what)
    says = msg("network-meanwhile-by", by=by(turn, last[0])) if last else msg("network-meanwhile")
    mine = (msg("network-wrote", text=given(wrote)),) if wrote else ()
    return Reply(cards=(Card(paragraphs=(says, *mine)), *shown))


def back() -> Button:
    """Return the way back to all that can be changed."""
    return Button(msg("network-back"), "network")
