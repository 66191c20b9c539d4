"""What a person lets herself be asked, as she sees it in the settings."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.turn import Turn
from handlers.network.things import item_id
from handlers.reach import rules
from messages import fields
from messages.words import Msg, given, msg
from storage import asked

RHYTHMS = {
    "now": msg("reach-rhythm-now"),
    "daily": msg("reach-rhythm-daily"),
    "weekly": msg("reach-rhythm-weekly"),
    "none": msg("reach-rhythm-none"),
}


def topics(turn: Turn) -> tuple[str, ...]:
    """Return the topics of the network, as it lists them now."""
    return tuple(turn.who.network.topics)


def kinds(turn: Turn) -> tuple[str, ...]:
    """Return the disability fields of the network, as it lists them now."""
    return fields.names(turn.who.network.fields)


def often(times: int) -> Msg:
    """Return how often somebody may be asked."""
    return msg("reach-often-times", times=times) if times else msg("reach-often-never")


def card(turn: Turn) -> Card:
    """Return what she knows, how often she may be asked and when まとめ comes, with a button to change each."""
    person, known = turn.who.person, asked.known(turn.here, turn.person_id)
    facts = [
        *([Fact(msg("reach-topics"), _listed(known, topics(turn)))] if topics(turn) else []),
        Fact(msg("reach-fields"), _listed(known, kinds(turn))),
        Fact(msg("reach-often"), often(person.asks_a_week)),
        Fact(msg("reach-rhythm"), RHYTHMS[person.rhythm]),
        *([Fact(msg("reach-advice"), msg("reach-advice-on"))] if person.advises else []),
    ]
    advises = Button(msg("reach-advice-stop"), "reach.advises.off")
    if not person.advises:
        advises = Button(msg("reach-advice-start"), "reach.advises.on")
    buttons = (
        *((Button(msg("reach-choose-topics"), "reach.topics"),) if topics(turn) else ()),
        Button(msg("reach-choose-fields"), "reach.fields"),
        Button(msg("reach-change-often"), "reach.oftens"),
        Button(msg("reach-change-rhythm"), "reach.rhythms"),
        advises,
        Button(msg("settings-title"), "settings"),
        Button(msg("home-to-home"), "home"),
    )
    return Card(title=msg("reach-title"), facts=tuple(facts), paragraphs=(msg("reach-why"),), buttons=buttons)


def _listed(known: Sequence[str], of: Sequence[str]) -> Msg:
    found = [name for name in of if name in known]
    return given("、".join(found)) if found else msg("reach-none")


def choose_topics(turn: Turn) -> Card:
    """Return the network's topics, each with a button that says whether she knows about it."""
    return _toggles(turn, msg("reach-topics"), topics(turn), "reach.topic")


def choose_fields(turn: Turn) -> Card:
    """Return the disability fields, each with a button that says whether she knows about it."""
    return _toggles(turn, msg("reach-fields"), kinds(turn), "reach.field")


def _toggles(turn: Turn, title: Msg, names: Sequence[str], verb: str) -> Card:
    known = asked.known(turn.here, turn.person_id)
    buttons = [
        Button(msg("reach-drop", name=name) if name in known else msg("reach-add", name=name), verb, item_id(name))
        for name in names
    ]
    return Card(
        title=title,
        facts=(Fact(msg("reach-known"), _listed(known, names)),),
        paragraphs=(msg("reach-known-why"),),
        buttons=(*buttons, Button(msg("reach-done"), "reach")),
    )


def oftens() -> Card:
    """Ask how often she may be asked directly."""
    buttons = [Button(often(times), f"reach.often.{times}") for times in rules.OFTEN]
    return _choice(msg("reach-often"), msg("reach-often-why"), buttons)


def rhythms() -> Card:
    """Ask when まとめ is to come."""
    buttons = [Button(said, f"reach.rhythm.{name}") for name, said in RHYTHMS.items()]
    return _choice(msg("reach-rhythm"), msg("reach-rhythm-why"), buttons)


def _choice(title: Msg, why: Msg, buttons: list[Button]) -> Card:
    return Card(title=title, paragraphs=(why,), buttons=(*buttons, Button(msg("kit-back"), "reach")))
