"""いまも同じです: whoever can read an answer that has grown old may say that it still holds."""

from __future__ import annotations

from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from handlers.questions import rules as of_questions
from storage import answers, keeping, questions
from storage.ids import short, unshort


def still(turn: Turn, id: str) -> Reply:
    """Note that an answer still holds; raises Stale where there is none that this person can read."""
    answer = answers.get(turn.here, unshort(id)) if id else None
    question = questions.hold(turn.here, answer.question_id) if answer else None
    if answer is None or question is None or question.state not in questions.SEEN:
        raise Stale("answer")
    if not of_questions.sees(turn.roles, question.audience) or not keeping.still(turn.here, answer.id, turn.today):
        raise Stale("answer")
    return turn.house.verb("question")(turn, short(question.id))  # type: ignore[misc]
