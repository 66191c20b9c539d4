"""さがす when spoken to: by words, or by one of the network's topics; open ones first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.archive.finding import find
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.fields import Text
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.network.things import item_id
from handlers.questions import lists, rules
from messages.words import Msg, given, msg
from storage import questions

FORM = "find"
MOST = 100
# Beside the ways on, a card has room for so many: kit/limits.py.
SHOWN = 8


def ask(_turn: Turn, _id: str = "") -> Reply:
    """Ask for words."""
    return Reply(ask=Ask(FORM, {}))


def build(_turn: Turn, _params: Mapping[str, Any]) -> Form:
    """Return the form: one line, or on to the topics."""
    field = Text(name="words", ask=msg("find-ask"), skip=msg("find-by-topic"), most=MOST, lines=1)
    return Form(msg("find-title"), (field,), one_by_one=True)


def submit(turn: Turn, filled: Filled) -> Reply:
    """Show what has the words; without any, the topics."""
    words = filled.answers.get("words")
    if not words:
        return Reply(cards=(_topics(turn),))
    return Reply(cards=(_results(turn, msg("find-found", words=words), words, ""),))


def _topics(turn: Turn) -> Card:
    topics = [Button(given(one), "find.topic", item_id("topic", one)) for one in turn.who.network.topics]
    says = () if topics else (msg("find-no-topics"),)
    buttons = (*topics, _again(), lists.well())
    return Card(title=msg("find-topics"), paragraphs=says, buttons=buttons)


def _again() -> Button:
    return Button(msg("find-again"), "find")


def topic(turn: Turn, id: str) -> Reply:
    """Show what is about a topic; raises Stale where there is none of this name any more."""
    for one in turn.who.network.topics:
        if item_id("topic", one) == id:
            return Reply(cards=(_results(turn, msg("find-about", topic=one), "", one),))
    raise Stale("topic")


def _results(turn: Turn, title: Msg, words: str, about: str) -> Card:
    found = find(turn, words, about, rules.audiences(turn.roles), most=SHOWN)
    rows = [question for id in found.question_ids if (question := questions.get(turn.here, id))]
    more = (msg("find-more", most=SHOWN),) if found.after else ()
    card = lists.card(turn, title, rows, "find", msg("find-none"), _again(), lists.well())
    return replace(card, paragraphs=(*card.paragraphs, *more))


CONVERSATION = Conversation(
    name="find",
    doors=lambda _turn: (),
    verbs={"find": ask, "find.topic": topic},
    typed={"find-word": "find"},
    forms={FORM: FormKind(build, submit, sealed=True)},
)
