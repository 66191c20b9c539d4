"""Posting: the question becomes a row that others read; what follows from it follows in one way for all."""

from __future__ import annotations

from handlers.asking import cards, looks, rules
from handlers.asking.looks import Look
from handlers.kit import guarding
from handlers.kit.errors import Refusal
from handlers.kit.turn import Reply, Turn
from handlers.questions import reach, spread
from handlers.questions import rules as well
from messages.words import msg
from storage import questions, shown
from storage.ids import short


def check(turn: Turn) -> None:
    """Raise Refusal for whoever has asked so many within the hour that one more has to wait."""
    asked = questions.asked_at(turn.here, turn.person_id, well.AN_HOUR)
    if later := rules.may_ask_from(asked, turn.now):
        hour = turn.who.network.local(later).strftime("%-H:%M")
        raise Refusal(msg("ask-many", most=well.AN_HOUR, hour=hour))


def post(turn: Turn, looked: Look, *, named: bool) -> Reply:
    """Ask the network; raises Refusal."""
    check(turn)
    question = looks.question_of(turn, looked, named=named)
    questions.add(turn.here, question, looks.topics(turn, looked))
    guarding.keep_letters(turn, short(question.id), looked.filled.letters)
    # What she wrote in a chat belongs to the question from now on, and goes with it.
    shown.pass_on(turn.here, turn.person_id, short(looked.filled.id), short(question.id))
    promise = reach.promise(turn, question)
    spread.posted(turn, question)
    says = (msg("ask-posted"), *((promise,) if promise else ()))
    return Reply(cards=(cards.done_card(turn, says, question.id),))
