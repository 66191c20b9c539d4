"""Saying something in a thread, correcting it and taking it back: the one way, from whichever place it came."""

from __future__ import annotations

from typing import Literal

from handlers.kit.errors import Refusal
from handlers.kit.turn import Turn
from handlers.questions import looked, notices, spread
from messages.words import msg
from storage import answers, questions
from storage.answers import ASKER, Answer
from storage.ids import short
from storage.questions import Question

Kind = Literal["answer", "back", "asker"]


def say(turn: Turn, question: Question, kind: Kind, body: str, *, named: bool) -> Answer:
    """Let the person say something in a thread, as it was chosen after the guard; raises Refusal.

    What the asker says is hers, whatever she meant to say. A question that is being resolved meanwhile takes it all
    the same; one that can be read no more does not.
    """
    held = questions.hold(turn.here, question.id)
    if held is None or not looked.readable(turn, held):
        raise Refusal(msg("question-gone"))
    if held.asker_id == turn.person_id:
        kind, named = ASKER, False  # type: ignore[assignment]
    answer = Answer(question_id=held.id, author_id=turn.person_id, named=named, kind=kind, body=body)
    answer.state, answer.at, answer.changed_at = answers.HERE, turn.now, turn.now
    answers.add(turn.here, answer)
    spread.said(turn, held, answer)
    return answer


def correct(turn: Turn, answer: Answer, body: str, *, named: bool) -> None:
    """Let something say something else from now on; those who were told are told again. Raises Refusal."""
    # Before the answer itself: who changes a thread holds its question, or two would make the same of it at once.
    questions.hold(turn.here, answer.question_id)
    if not answers.correct(turn.here, answer.id, body, named, turn.now):
        raise Refusal(msg("question-gone"))
    question, told = looked.said(turn, short(answer.id))
    spread.retold(turn, question, told)
    notices.tell_corrected(turn, told)


def withdraw(turn: Turn, answer: Answer) -> bool:
    """Take something back: it goes from everywhere; False where it is gone already."""
    questions.hold(turn.here, answer.question_id)
    if not answers.withdraw(turn.here, answer.id, turn.now):
        return False
    question = questions.get(turn.here, answer.question_id)
    told = answers.get(turn.here, answer.id)
    if question is not None and told is not None:
        spread.changed(turn, question, told)
    return True
