"""When the centre works: one span of hours on working days, at a tap or typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal
from handlers.kit.fields import Text
from handlers.kit.forms import Form
from handlers.kit.house import Tap
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.language.hours import read_hour
from handlers.network import rules, things
from handlers.settings.rules import clock
from messages.words import Msg, msg
from storage import networks

FORM = "network.hours"
WHAT = "hours"


def span(hours: tuple[int, int] | list[int]) -> Msg:
    """Return hours as 8:30〜17:15."""
    return msg("network-span", start=clock(hours[0]), end=clock(hours[1]))


def card(turn: Turn) -> Card:
    """Return the hours as they are, and those that can be had at a tap."""
    now = things.value(turn, WHAT)
    # A button knows what it was to take the place of: see `choose`.
    buttons = [
        Button(span(one), f"network.span.{one[0]}_{one[1]}", things.item_id(now))
        for one in rules.HOURS
        if list(one) != now
    ]
    return Card(
        title=msg("network-hours"),
        facts=(Fact(msg("network-hours-now"), span(now)),),
        paragraphs=(msg("network-hours-why"),),
        buttons=(*buttons, Button(msg("network-hours-other"), "network.hours.other"), things.back()),
    )


def show(turn: Turn, _id: str = "") -> Reply:
    """Show the hours."""
    return Reply(cards=(card(turn),))


def choose(turn: Turn, id: str, *, hours: tuple[int, int]) -> Reply:
    """Set the hours at a tap, unless they have changed since the buttons were shown."""
    networks.hold(turn.here)
    if id != things.item_id(things.value(turn, WHAT)):
        return things.meanwhile(turn, WHAT, card(turn))
    return _set(turn, hours)


def _set(turn: Turn, hours: tuple[int, int]) -> Reply:
    made = things.change(turn, WHAT, list(hours))
    return things.done(card(turn)) if made else things.same(card(turn))


def ask(turn: Turn, _id: str = "") -> Reply:
    """Ask for other hours."""
    return Reply(ask=Ask(FORM, {"before": things.value(turn, WHAT)}))


def build(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form for hours that are typed."""
    fields = (
        Text(name="from", ask=msg("network-hours-from"), label=msg("network-hours-from-label"), most=10, lines=1),
        Text(name="until", ask=msg("network-hours-until"), label=msg("network-hours-until-label"), most=10, lines=1),
    )
    return Form(msg("network-hours"), fields)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Set hours that were typed; raises Refusal."""
    networks.hold(turn.here)
    start, end = (read_hour(filled.answers[name] or "") for name in ("from", "until"))
    if start is None:
        raise Refusal(msg("network-hours-unread"), "from")
    if end is None:
        raise Refusal(msg("network-hours-unread"), "until")
    if end <= start:
        raise Refusal(msg("network-hours-order", start=clock(start)), "until")
    if things.value(turn, WHAT) != filled.params["before"]:
        wrote = turn.words.say(span((start, end)))
        return things.meanwhile(turn, WHAT, card(turn), wrote=wrote)
    return _set(turn, (start, end))


VERBS: dict[str, Tap] = {
    "network.hours": show,
    "network.hours.other": ask,
    **{f"network.span.{one[0]}_{one[1]}": partial(choose, hours=one) for one in rules.HOURS},
}
