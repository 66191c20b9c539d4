"""Asking when spoken to: the text, the last card and its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from handlers.asking import cards, looks, own, post, rules
from handlers.asking.looks import FIELD, Look
from handlers.kit.cards import Card
from handlers.kit.errors import Stale
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.questions import rules as well
from messages.words import msg
from storage import handouts
from storage.ids import short


def build(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form: one text is enough."""
    return Form(msg("ask-title"), (looks.text_field(msg("ask-ask")),))


def start(_turn: Turn, _id: str = "") -> Reply:
    """Ask for the question."""
    return Reply(ask=Ask("ask", {}))


def begin(_turn: Turn, text: str, *, posted: bool = False) -> Reply:
    """Take a text that came with the command, or stands in a chat, as the question; nothing is posted yet."""
    return Reply(ask=Ask("ask", {}, answers={FIELD: text} if text.strip() else {}, posted=posted))


def first(turn: Turn, filled: Filled, *, kind: str) -> Card | None:
    """Return whom to call, where it may be about danger."""
    return cards.danger_card(turn, looks.look(filled, kind))


def last(turn: Turn, filled: Filled, *, kind: str) -> Card:
    """Return the card that is looked at last, or what of it is being changed."""
    looked = looks.look(filled, kind)
    if looked.kind == "advice" and not looks.field(turn, looked):
        return cards.fields_card(turn, looked)
    match looked.plan.view.partition("."):
        case "topics", _, _:
            return cards.topics_card(turn, looked)
        case "fields", _, _:
            return cards.fields_card(turn, looked)
        case "today", _, _:
            return cards.today_card(turn, looked)
        case "similar", _, place:
            found = looks.readable(turn, looked.plan.similar)
            if int(place) < len(found):
                return cards.similar_card(turn, looked, found, int(place))
    return cards.last_card(turn, looked)


def decide(turn: Turn, filled: Filled, key: str, *, kind: str) -> Reply | dict[str, Any]:
    """Take a button of the first or last card; raises Refusal and Stale."""
    looked = looks.look(filled, kind)
    if looks.danger(looked):
        return looks.said_generally(looked, key)
    match key:
        case "unnamed" | "named" if looked.plan.audience not in well.audiences(turn.roles):
            # She is 主任 or 基幹 no more: who would see it now stands on the card before anything is posted.
            return replace(looked.plan, audience="all", view="").kept
        case "unnamed" | "named" if looked.kind != "advice" or looks.field(turn, looked):
            return post.post(turn, looked, named=key == "named")
        case "all" | "chiefs" if key in well.audiences(turn.roles):
            return replace(looked.plan, audience=key, view="").kept
    return _looked(turn, looked, key)


def _looked(turn: Turn, looked: Look, key: str) -> Reply | dict[str, Any]:
    verb, _, place = key.partition(".")
    number = int(place) if place.isdecimal() and len(place) < 3 else 0
    match verb:
        case "back":
            return replace(looked.plan, view="").kept
        case "advice":
            return replace(looked.plan, advice=True, audience="all", view="").kept
        case "everybody":
            return replace(looked.plan, advice=False, view="").kept
        case "field" if number < len(looks.fields(turn)):
            return replace(looked.plan, field=looks.fields(turn)[number], view="").kept
        case "topics" | "today" | "fields":
            return replace(looked.plan, view=verb).kept
        case "topic" if number < len(turn.who.network.topics):
            topics = rules.switched(looks.topics(turn, looked), turn.who.network.topics[number])
            return replace(looked.plan, topics=topics).kept
        case "similar" if place:
            return replace(looked.plan, view=f"similar.{number}").kept
        case "similar":
            found = tuple(short(id) for id in looks.similar(turn, looked))
            return replace(looked.plan, similar=found, view="similar.0").kept
        case "found":
            return _found(turn, looked, number)
    raise Stale("key")


def _found(turn: Turn, looked: Look, place: int) -> Reply:
    """An earlier question has answered this one: that counts, whom it helped is nowhere kept."""
    found = looks.readable(turn, looked.plan.similar)
    if place >= len(found):
        raise Stale("similar")
    handouts.found(turn.here, found[place].id, turn.now)
    return Reply(cards=(cards.done_card(turn, (msg("ask-found-done"),)),))


def kind_of(kind: str) -> FormKind:
    """Return the form of a kind of question."""
    return FormKind(
        build,
        own.unasked,
        sealed=True,
        first=partial(first, kind=kind),
        last=partial(last, kind=kind),
        decide=partial(decide, kind=kind),
    )


CONVERSATION = Conversation(
    name="asking",
    # The well's own door leads here.
    doors=lambda _turn: (),
    verbs={
        "ask": start,
        "ask.withdraw": own.ask_withdraw,
        "ask.withdraw_now": own.withdraw,
        "ask.correct": own.begin,
    },
    typed={"ask-word": "ask"},
    hears={"ask-word": begin, "ask-word-post": partial(begin, posted=True)},
    forms={"ask": kind_of("question"), "correct": own.FORM},
)
