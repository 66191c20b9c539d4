"""Renaming terms: each with what it is called now and where it is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.kit.cards import Button, Card, Fact
from handlers.kit.errors import Refusal
from handlers.kit.fields import Name
from handlers.kit.forms import Form
from handlers.kit.text import command_form, utf16_units
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.network import things
from messages.words import TERM_LENGTH, Msg, check_terms, msg, shipped_terms
from storage import networks

FORM = "network.term"
# What each is called now, and where it is said; a test holds this to the catalogue.
TERMS: dict[str, tuple[Msg, Msg]] = {
    "well": (msg("network-well"), msg("network-well-where")),
    "reflection": (msg("network-reflection"), msg("network-reflection-where")),
    "centre": (msg("network-centre"), msg("network-centre-where")),
    "visit": (msg("network-visit"), msg("network-visit-where")),
}


def card() -> Card:
    """Return every term with where it is said, and a button to change each."""
    facts = tuple(Fact(word, where) for word, where in TERMS.values())
    buttons = [
        Button(msg("network-term-change", word=word), f"network.term.{name}") for name, (word, _) in TERMS.items()
    ]
    says = (msg("network-terms-why", most=TERM_LENGTH),)
    return Card(title=msg("network-terms"), facts=facts, paragraphs=says, buttons=(*buttons, things.back()))


def show(_turn: Turn, _id: str = "") -> Reply:
    """Show the terms."""
    return Reply(cards=(card(),))


def ask(turn: Turn, _id: str = "", *, name: str) -> Reply:
    """Ask for another word; what it is now is remembered, so that nobody's change in between is lost."""
    return Reply(ask=Ask(FORM, {"name": name, "before": things.value(turn, things.TERM + name)}))


def build(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form for one term."""
    word, where = TERMS[params["name"]]
    field = Name(
        name="word",
        lead=where,
        ask=msg("network-term-ask", word=word, most=TERM_LENGTH),
        skip=msg("network-term-shipped"),
        most=TERM_LENGTH,
    )
    return Form(msg("network-terms"), (field,), one_by_one=True)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Rename a term; raises Refusal for a word that would not fit, or that another term has."""
    networks.hold(turn.here)
    name = filled.params["name"]
    word = filled.answers.get("word") or ""
    word = "" if word == shipped_terms()[name] else word
    if word and check_terms({name: word}):
        raise Refusal(msg("kit-too-long", most=TERM_LENGTH, size=utf16_units(word)), "word")
    if word and _taken(turn, name, word):
        raise Refusal(msg("network-term-taken", word=word), "word")
    if things.value(turn, things.TERM + name) != filled.params["before"]:
        return things.meanwhile(turn, things.TERM + name, card(), wrote=word)
    return things.done(card()) if things.change(turn, things.TERM + name, word) else things.same(card())


def _taken(turn: Turn, name: str, word: str) -> bool:
    # Two things of one name could not be told apart. What is a command already never comes as an answer.
    others = [command_form(turn.words.say(said)) for term, (said, _) in TERMS.items() if term != name]
    return command_form(word) in others
