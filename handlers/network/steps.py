"""答えがないとき: after how many working days more people, a 主任 and the centre are asked."""

from __future__ import annotations

from functools import partial

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Stale
from handlers.kit.house import Tap
from handlers.kit.turn import Reply, Turn
from handlers.network import things
from handlers.reach import rules
from messages.words import Msg, msg
from storage import networks

WHAT = "steps"
WHO = {
    rules.KNOW: msg("network-steps-know"),
    rules.CHIEF: msg("network-steps-chief"),
    rules.CENTRE: msg("network-steps-centre"),
}
CHANGE = {
    rules.KNOW: msg("network-steps-change-know"),
    rules.CHIEF: msg("network-steps-change-chief"),
    rules.CENTRE: msg("network-steps-change-centre"),
}


def waits(count: int) -> Msg:
    """Return after how many working days a step is taken."""
    return msg("network-steps-days", count=count) if count else msg("network-steps-never")


def told(steps: list[int]) -> Msg:
    """Return all three steps on one line."""
    lines = [msg("network-steps-one", who=WHO[step], waits=waits(steps[step - 1])) for step in WHO]
    return msg("network-steps-all", first=lines[0], second=lines[1], third=lines[2])


def card(turn: Turn) -> Card:
    """Return the steps as they are, and a button to change each."""
    now = things.value(turn, WHAT)
    return Card(
        title=msg("network-steps"),
        facts=tuple(Fact(WHO[step], waits(now[step - 1])) for step in WHO),
        paragraphs=(msg("network-steps-why"),),
        buttons=(*(Button(CHANGE[step], f"network.steps.{step}") for step in WHO), things.back()),
    )


def show(turn: Turn, _id: str = "") -> Reply:
    """Show the steps."""
    return Reply(cards=(card(turn),))


def choose(turn: Turn, _id: str = "", *, step: int) -> Reply:
    """Offer after how many days a step can be taken."""
    now = things.value(turn, WHAT)
    # A button knows what it was to take the place of: see `put`.
    buttons = [
        Button(waits(count), f"network.step.{step}_{count}", things.item_id(now))
        for count in rules.choices(now, step)
        if count != now[step - 1]
    ]
    back = Button(msg("kit-back"), "network.steps")
    fact = Fact(msg("network-steps-now"), waits(now[step - 1]))
    return Reply(
        cards=(Card(title=WHO[step], facts=(fact,), paragraphs=(msg("network-steps-ask"),), buttons=(*buttons, back)),)
    )


def put(turn: Turn, id: str, *, step: int, count: int) -> Reply:
    """Set after how many days a step is taken, unless the steps have changed since; raises Stale."""
    networks.hold(turn.here)
    now = things.value(turn, WHAT)
    if id != things.item_id(now):
        return things.meanwhile(turn, WHAT, card(turn))
    if count not in rules.choices(now, step):
        raise Stale("days")
    things.change(turn, WHAT, [*now[: step - 1], count, *now[step:]])
    return things.done(card(turn))


VERBS: dict[str, Tap] = {
    "network.steps": show,
    **{f"network.steps.{step}": partial(choose, step=step) for step in WHO},
    **{f"network.step.{step}_{count}": partial(put, step=step, count=count) for step in WHO for count in rules.CHOICES},
}
