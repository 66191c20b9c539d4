"""Posting: the question becomes a row that others read; what follows from it follows in one way for all."""

from __future__ import annotations

from handlers.asking import cards, looks, rules
from handlers.asking.looks import Look
from handlers.kit import guarding
from handlers.kit.errors import Refusal
from handlers.kit.turn import Reply, Turn
from handlers.questions import rules as well
from handlers.questions import spread
from messages.words import Msg, msg
from storage import questions, shown
from storage.ids import short
from storage.questions import Question

EVENING = 15 * 60


def check(turn: Turn) -> None:
    """Raise Refusal for whoever has asked so many within the hour that one more has to wait."""
    asked = questions.asked_at(turn.here, turn.person_id, well.AN_HOUR)
    if later := rules.may_ask_from(asked, turn.now):
        hour = turn.who.network.local(later).strftime("%-H:%M")
        raise Refusal(msg("ask-many", most=well.AN_HOUR, hour=hour))


def post(turn: Turn, looked: Look, *, named: bool) -> Reply:
    """Ask the network; raises Refusal."""
    check(turn)
    question = Question(
        asker_id=turn.person_id,
        named=named,
        kind=looked.kind,
        audience=looks.audience(turn, looked),
        body=looked.text,
        state=questions.OPEN,
        asked_at=turn.now,
        changed_at=turn.now,
        expires_on=well.expires_on(turn.today, turn.who.network.years),
    )
    questions.add(turn.here, question, looks.topics(turn, looked))
    guarding.keep_letters(turn, short(question.id), looked.filled.letters)
    # What she wrote in a chat belongs to the question from now on, and goes with it.
    shown.pass_on(turn.here, turn.person_id, short(looked.filled.id), short(question.id))
    spread.posted(turn, question)
    return Reply(cards=(cards.done_card(turn, (msg("ask-posted"), *_until(turn, question)), question.id),))


def _until(turn: Turn, question: Question) -> tuple[Msg, ...]:
    if question.step_at is None:
        return ()
    local = turn.who.network.local(question.step_at)
    return (msg("ask-posted-until", day=local.date()),)
