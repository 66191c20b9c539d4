"""Topics: what questions can be about."""

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

FORM = "network.topic"


def _card(topic: str, id: str) -> Card:
    return Card(title=given(topic), buttons=(Button(msg("network-topic-change"), "network.topics.name", id),))


LISTING = Listing(
    what="topics",
    verb="network.topics",
    title=msg("network-topics"),
    why=msg("network-topics-why"),
    add=msg("network-topic-add"),
    most=rules.MOST_TOPICS,
    label=given,
    fact=None,
    card=_card,
)


def build(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for a new topic, or for another name of one."""
    field = Name(
        name="topic",
        lead=msg("network-now", now=given(params["before"])) if "before" in params else None,
        ask=msg("network-topic-ask", most=rules.TOPIC),
        most=rules.TOPIC,
        shared=True,
    )
    return Form(msg("network-topics"), (field,), one_by_one=True)


def ask_name(turn: Turn, id: str) -> Reply:
    """Ask for another name of a topic."""
    items = things.value(turn, LISTING.what)
    place = things.place_of(items, id)
    if place is None:
        return things.meanwhile(turn, LISTING.what, lists.card(turn, LISTING))
    return Reply(ask=Ask(FORM, {"before": items[place]}))


def submit(turn: Turn, filled: Filled) -> Reply:
    """Add a topic or give one another name, which who knows about it goes along with; raises Refusal."""
    networks.hold(turn.here)
    items, before, topic = things.value(turn, LISTING.what), filled.params.get("before"), filled.answers["topic"] or ""
    place = None if before is None else things.place_of(items, things.item_id(before))
    if before is not None and place is None:
        return things.meanwhile(turn, LISTING.what, lists.card(turn, LISTING), wrote=topic)
    if topic in [one for number, one in enumerate(items) if number != place]:
        raise Refusal(msg("network-twice", name=topic), "topic")
    if place is None:
        return lists.added(turn, LISTING, topic)
    asked.rename(turn.here, items[place], topic)
    return lists.put(turn, LISTING, place, topic)


VERBS: dict[str, Tap] = {**lists.verbs(LISTING, FORM), "network.topics.name": ask_name}
