"""One's own question later: corrected after the guard, or taken back; what others see follows at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.asking import cards, looks
from handlers.asking.looks import FIELD
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Refusal, Stale
from handlers.kit.forms import Form
from handlers.kit.house import FormKind
from handlers.kit.turn import Ask, Filled, Reply, Turn
from handlers.questions import spread
from messages.words import msg
from storage import questions, shown
from storage.ids import short, unshort
from storage.questions import Question


def _own(turn: Turn, id: str, states: tuple[str, ...] = questions.SEEN) -> Question:
    found = questions.hold(turn.here, unshort(id)) if id else None
    if found is None or found.asker_id != turn.person_id or found.state not in states:
        raise Stale("question")
    return found


def begin(turn: Turn, id: str) -> Reply:
    """Ask for another text for a question of the person's, beginning with what it says."""
    question = _own(turn, id)
    return Reply(ask=Ask("correct", {"question": id}, typed={FIELD: question.body}))


def build(_turn: Turn, params: Mapping[str, Any]) -> Form:
    """Return the form: the text anew."""
    return Form(msg("ask-correct-title"), (looks.text_field(msg("ask-ask")),), thread=params["question"])


def first(turn: Turn, filled: Filled) -> Card | None:
    """Return whom to call, where it may be about danger."""
    return cards.danger_card(turn, looks.look(filled, "question"))


def last(turn: Turn, filled: Filled) -> Card:
    """Return what others will see instead."""
    return Card(
        title=msg("ask-look"),
        quote=filled.answers[FIELD],
        buttons=(
            filled.button(msg("ask-correct"), "correct", "primary"),
            filled.mend(msg("ask-mend"), 0),
            filled.leave(),
        ),
        about=short(filled.id),
    )


def decide(turn: Turn, filled: Filled, key: str) -> Reply | dict[str, Any]:
    """Put the new text in the old one's place; raises Stale, and Refusal for a question that is gone."""
    looked = looks.look(filled, "question")
    if looks.danger(looked):
        return looks.said_generally(looked, key)
    if key != "correct":
        raise Stale("key")
    id = filled.params["question"]
    if not questions.correct(turn.here, _asked(turn, id).id, looked.text, turn.now):
        raise Refusal(msg("ask-gone"))
    # What stood there before goes from everybody's chats; what she has just written stands there from now on.
    spread.retold(turn, _own(turn, id))
    shown.pass_on(turn.here, turn.person_id, short(filled.id), id)
    return Reply(cards=(cards.done_card(turn, (msg("ask-corrected"),), unshort(id)),))


def _asked(turn: Turn, id: str) -> Question:
    try:
        return _own(turn, id)
    except Stale:
        raise Refusal(msg("ask-gone")) from None


def ask_withdraw(turn: Turn, id: str) -> Reply:
    """Ask once before a question is taken back."""
    _own(turn, id, (*questions.SEEN, questions.HIDDEN))
    sure = Button(msg("ask-withdraw-now"), "ask.withdraw_now", id, style="danger")
    back = Button(msg("question-keep"), "question", id)
    return Reply(cards=(Card(paragraphs=(msg("ask-withdraw-sure"),), buttons=(sure, back)),))


def withdraw(turn: Turn, id: str) -> Reply:
    """Take a question back: its text is nowhere any more."""
    question = _own(turn, id, (*questions.SEEN, questions.HIDDEN))
    questions.withdraw(turn.here, question.id, turn.now)
    gone = questions.get(turn.here, question.id)
    assert gone is not None
    spread.changed(turn, gone)
    shown.forget(turn.here, turn.person_id, id)
    says = (msg("ask-withdrawn"), *([turn.traits.leaves] if turn.traits.leaves else []))
    return Reply(cards=(cards.done_card(turn, says),), wipes=True)


def unasked(_turn: Turn, _filled: Filled) -> Reply:
    """Never called: the last card decides."""
    raise Stale("last")


FORM = FormKind(build, unasked, sealed=True, first=first, last=last, decide=decide)
