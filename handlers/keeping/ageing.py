"""Answers age: those on the network's topics of 制度・報酬 say so until somebody taps いまも同じです."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from handlers.keeping import rules
from handlers.kit.cards import Button
from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from handlers.questions import rules as of_questions
from handlers.questions import spread
from messages.words import Msg, msg
from storage import answers, keeping, questions
from storage.answers import ANSWER, Answer
from storage.ids import short, unshort


def doubted(turn: Turn, answer: Answer, topics: Collection[str]) -> Msg | None:
    """Return what is said of an answer that may have changed since; None where there is no such doubt."""
    network = turn.who.network
    told = answer.still_on or network.local(answer.at).date()
    revised = [date.fromisoformat(day) for day in network.revised_on]
    if answer.kind != ANSWER or not rules.doubt(told, topics, network.ageing, turn.today, revised):
        return None
    return msg("keep-doubt", year=rules.fiscal_said(rules.fiscal(told)))


def button(answer: Answer) -> Button:
    """Return the button that says that an answer still holds."""
    return Button(msg("keep-still"), "still", short(answer.id))


def still(turn: Turn, id: str) -> Reply:
    """Note that an answer still holds; raises Stale where there is none that this person can read."""
    answer = answers.get(turn.here, unshort(id)) if id else None
    question = questions.get(turn.here, answer.question_id) if answer else None
    if answer is None or question is None or question.state not in questions.SEEN:
        raise Stale("answer")
    if not of_questions.sees(turn.roles, question.audience) or not keeping.still(turn.here, answer.id, turn.today):
        raise Stale("answer")
    spread.changed(turn, question, answer)
    return turn.house.verb("question")(turn, short(question.id))  # type: ignore[misc]
