"""障害種別: what people can say they know about, besides the topics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Refusal
from handlers.kit.fields import Name
from handlers.kit.forms import Form
from handlers.kit.house import Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.network import lists, rules, things
from handlers.network.lists import Listing
from messages.words import given, msg
from storage import asked, networks

FORM = "network.field"


def _card(field: str, id: str) -> Card:
    return Card(title=given(field), buttons=(Button(msg("network-field-change"), "network.fields.name", id),))


LISTING = Listing(
    what="fields",
    verb="network.fields",
    title=msg("network-fields"),
    why=msg("network-fields-why"),
    add=msg("network-field-add"),
    most=rules.MOST_TOPICS,
    label=given,
    fact=None,
    card=_card,
    # An empty list is the shipped one: whoever takes all out has it again.
    least=1,
    least_why=msg("network-field-last"),
)


def build(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for a new field, or for another name of one."""
    field = Name(
        name="field",
        lead=msg("network-now", now=given(params["before"])) if "before" in params else None,
        ask=msg("network-field-ask", most=rules.TOPIC),
        most=rules.TOPIC,
        shared=True,
    )
    return Form(msg("network-fields"), (field,), one_by_one=True)


def ask_name(turn: Turn, id: str) -> Reply:
    """Ask for another name of a field."""
    items = things.value(turn, LISTING.what)
    place = things.place_of(items, id)
    if place is None:
        return things.meanwhile(turn, LISTING.what, lists.card(turn, LISTING))
    return Reply(ask=Ask(FORM, {"before": items[place]}))


def submit(turn: Turn, filled: Filled) -> Reply:
    """Add a field or give one another name, which who knows about it goes along with; raises Refusal."""
    networks.hold(turn.here)
    items, before, field = things.value(turn, LISTING.what), filled.params.get("before"), filled.answers["field"] or ""
    place = None if before is None else things.place_of(items, things.item_id(before))
    if before is not None and place is None:
        return things.meanwhile(turn, LISTING.what, lists.card(turn, LISTING), wrote=field)
    if field in [one for number, one in enumerate(items) if number != place]:
        raise Refusal(msg("network-twice", name=field), "field")
    if place is None:
        return lists.added(turn, LISTING, field)
    asked.rename(turn.here, items[place], field)
    return lists.put(turn, LISTING, place, field)


VERBS: dict[str, Tap] = {**lists.verbs(LISTING, FORM), "network.fields.name": ask_name}
