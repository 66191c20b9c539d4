"""訪問のこと: the menus, whether somebody of an office's own corporation may visit it, by when hosts are to answer."""

from __future__ import annotations

from functools import partial

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.house import Tap
from handlers.kit.turn import Reply, Turn
from handlers.network import things
from messages.words import Msg, given, msg
from storage import networks

HOUSE, ANSWER = "own_house", "answer_days"
OWN_HOUSE = {
    "warn": msg("network-own-warn"),
    "forbid": msg("network-own-forbid"),
    "allow": msg("network-own-allow"),
}
# What comes of it.
DOES = {
    "warn": msg("network-own-warn-does"),
    "forbid": msg("network-own-forbid-does"),
    "allow": msg("network-own-allow-does"),
}
DAYS = (1, 2, 3, 5)


def said(what: str, value: object) -> Msg:
    """Return one of the two in words."""
    return OWN_HOUSE[str(value)] if what == HOUSE else msg("network-answer-days", count=str(value))


def card(turn: Turn) -> Card:
    """Return how it is, and what can be changed at a tap."""
    house, days = things.value(turn, HOUSE), things.value(turn, ANSWER)
    facts = (
        Fact(msg("network-menus"), given("、".join(one["name"] for one in things.value(turn, "menus")))),
        Fact(msg("network-own"), said(HOUSE, house)),
        Fact(msg("network-answer"), said(ANSWER, days)),
    )
    houses = [
        Button(name, f"network.house.{key}", things.item_id(house)) for key, name in OWN_HOUSE.items() if key != house
    ]
    counts = [Button(said(ANSWER, n), f"network.answer.{n}", things.item_id(days)) for n in DAYS if n != days]
    buttons = (Button(msg("network-change-menus"), "network.menus"), *houses, *counts, _offices(), things.back())
    return Card(msg("network-visiting"), facts, None, (msg("network-visiting-why"),), buttons)


def _offices() -> Button:
    return Button(msg("roster-offices"), "roster.offices")


def show(turn: Turn, _id: str = "") -> Reply:
    """Show how it is."""
    return Reply(cards=(card(turn),))


def sure(turn: Turn, id: str, *, what: str, value: object) -> Reply:
    """Ask once whether one of the two is to be set, with what changes by it."""
    now = things.value(turn, what)
    if id != things.item_id(now):
        return things.meanwhile(turn, what, card(turn))
    if value == now:
        return things.same(card(turn))
    facts = (Fact(msg("network-is"), said(what, now)), Fact(msg("network-then"), said(what, value)))
    does = DOES[str(value)] if what == HOUSE else msg("network-answer-does", count=str(value))
    verb = f"network.house.{value}.now" if what == HOUSE else f"network.answer.{value}.now"
    title = msg("network-own") if what == HOUSE else msg("network-answer")
    buttons = (
        Button(msg("network-change-so"), verb, id, style="primary"),
        Button(msg("network-leave-so"), "network.visiting"),
    )
    return Reply(cards=(Card(title, facts, None, (does, msg("network-visiting-why")), buttons),))


def put(turn: Turn, id: str, *, what: str, value: object) -> Reply:
    """Set one of the two, unless it has changed since the buttons were shown."""
    networks.hold(turn.here)
    if id != things.item_id(things.value(turn, what)):
        return things.meanwhile(turn, what, card(turn))
    return things.done(card(turn)) if things.change(turn, what, value) else things.same(card(turn))


VERBS: dict[str, Tap] = {
    "network.visiting": show,
    **{f"network.house.{key}": partial(sure, what=HOUSE, value=key) for key in OWN_HOUSE},
    **{f"network.house.{key}.now": partial(put, what=HOUSE, value=key) for key in OWN_HOUSE},
    **{f"network.answer.{n}": partial(sure, what=ANSWER, value=n) for n in DAYS},
    **{f"network.answer.{n}.now": partial(put, what=ANSWER, value=n) for n in DAYS},
}
