"""How long the well keeps a question, and from when answers on which topics are doubted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.fields import Day
from handlers.kit.forms import Form
from handlers.kit.house import Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.network import rules, things
from messages.eras import Era
from messages.words import Msg, given, msg
from storage import networks

FORM = "network.revised"
YEARS, AGEING, REVISED = "years", "ageing", "revised_on"
KEPT = {0: msg("network-years-0"), 1: msg("network-years-1"), 3: msg("network-years-3"), 5: msg("network-years-5")}


def card(turn: Turn) -> Card:
    """Return how it is, and what can be changed at a tap."""
    years, ageing, days = (things.value(turn, what) for what in (YEARS, AGEING, REVISED))
    kept = [Button(said, f"network.years.{n}", things.item_id(years)) for n, said in KEPT.items() if n != years]
    facts = (
        Fact(msg("network-years"), said(turn, YEARS, years)),
        Fact(msg("network-ageing"), said(turn, AGEING, ageing)),
        Fact(msg("network-revised"), said(turn, REVISED, days)),
    )
    more = (
        Button(msg("network-ageing-change"), "network.ageing"),
        Button(msg("network-revised-add"), "network.revised"),
        *[Button(msg("network-revised-remove", day=_day(day)), "network.revised.remove", _id(day)) for day in days],
    )
    return Card(
        title=msg("network-keeping"),
        facts=facts,
        paragraphs=(msg("network-keeping-why"),),
        buttons=(*kept, *more, things.back()),
    )


def said(turn: Turn, what: str, value: Any) -> Msg:
    """Return one of the three in words."""
    if what == YEARS:
        return KEPT.get(value, msg("network-years-other", n=value))
    if not value:
        return msg("network-none")
    return given("、".join(value if what == AGEING else [turn.words.say(_day(day)) for day in value]))


def _day(day: str) -> Msg:
    return msg("kit-day", day=Era(date.fromisoformat(day)))


def _id(day: str) -> str:
    return things.item_id("revised", day)


def show(turn: Turn, _id: str = "") -> Reply:
    """Show how it is."""
    return Reply(cards=(card(turn),))


def keep(turn: Turn, id: str, *, years: int) -> Reply:
    """Keep questions so many further fiscal years; those that are there already keep the day that they were given."""
    networks.hold(turn.here)
    if id != things.item_id(things.value(turn, YEARS)):
        return things.meanwhile(turn, YEARS, card(turn))
    return things.done(card(turn)) if things.change(turn, YEARS, years) else things.same(card(turn))


def topics(turn: Turn, _id: str = "") -> Reply:
    """Show the topics, each as a button that doubts its answers from the next cutoff, or doubts them no more."""
    ageing = things.value(turn, AGEING)
    buttons = [
        Button(
            msg("network-ageing-off", topic=one) if one in ageing else msg("network-ageing-on", topic=one),
            "network.ageing.turn",
            things.item_id("ageing", one, one in ageing),
        )
        for one in turn.who.network.topics
    ]
    says = () if buttons else (msg("network-ageing-none"),)
    why = msg("network-ageing-why")
    return Reply(
        cards=(
            Card(
                title=msg("network-ageing"),
                paragraphs=(why, *says),
                buttons=(*buttons, Button(msg("network-list"), "network.keeping")),
            ),
        )
    )


def turn_over(turn: Turn, id: str) -> Reply:
    """Doubt the answers on a topic, or doubt them no more; raises Stale where that has changed meanwhile."""
    networks.hold(turn.here)
    ageing = things.value(turn, AGEING)
    for one in turn.who.network.topics:
        if things.item_id("ageing", one, one in ageing) == id:
            without = [other for other in ageing if other != one]
            things.change(turn, AGEING, without if one in ageing else [*ageing, one])
            return topics(turn)
    raise Stale("topic")


def ask(turn: Turn, _id: str = "") -> Reply:
    """Ask for a day."""
    return Reply(ask=Ask(FORM, {"today": turn.today.isoformat()}))


def _field(today: date) -> Day:
    first, last = rules.revised_between(today)
    return Day(name="day", ask=msg("network-revised-ask"), today=today, first=first, last=last)


def build(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for a day, as seen from the day on which it was begun."""
    return Form(msg("network-revised"), (_field(date.fromisoformat(params["today"])),), one_by_one=True)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Add a day."""
    networks.hold(turn.here)
    day = _field(turn.today).read(filled.answers["day"], turn.words)
    days = things.value(turn, REVISED)
    if day is None or day in days:
        return things.same(card(turn))
    if len(days) >= rules.MOST_REVISED:
        return things.told(msg("network-full", most=rules.MOST_REVISED), card(turn))
    things.change(turn, REVISED, sorted([*days, day]))
    return things.done(card(turn))


def remove(turn: Turn, id: str) -> Reply:
    """Take a day out."""
    networks.hold(turn.here)
    days = things.value(turn, REVISED)
    left = [day for day in days if _id(day) != id]
    if left == days:
        return things.meanwhile(turn, REVISED, card(turn))
    things.change(turn, REVISED, left)
    return things.done(card(turn))


VERBS: dict[str, Tap] = {
    "network.keeping": show,
    **{f"network.years.{years}": partial(keep, years=years) for years in KEPT},
    "network.ageing": topics,
    "network.ageing.turn": turn_over,
    "network.revised": ask,
    "network.revised.remove": remove,
}
