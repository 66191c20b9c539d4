"""What follows when something happens at the well: index, places, who is asked, who is told. One way for all."""

from __future__ import annotations

from handlers import archive
from handlers.kit.turn import Turn
from handlers.questions import notices, reach, standing
from storage import answers, questions, shown
from storage.answers import Answer
from storage.ids import short
from storage.questions import Question


def posted(turn: Turn, question: Question) -> None:
    """A question was asked, or opened again."""
    changed(turn, question)
    reach.begin(turn, question)


def said(turn: Turn, question: Question, answer: Answer) -> None:
    """Something was said in a thread."""
    changed(turn, question)
    standing.touch(turn.here, question, turn.now, answer.id)
    notices.tell(turn, question, answer)


def changed(turn: Turn, question: Question, answer: Answer | None = None) -> None:
    """Something that others see of a question, or of an answer to it, has changed: also that it is gone."""
    archive.keep(turn.here, question.id)
    reach.follow(turn, question)
    standing.touch(turn.here, question, turn.now)
    if answer is not None:
        standing.touch(turn.here, question, turn.now, answer.id)
    if question.state not in questions.SEEN:
        _off_telephones(turn, question)
    elif answer is not None and answer.state != answers.HERE:
        shown.forget_all(turn.here, short(answer.id))


def retold(turn: Turn, question: Question, answer: Answer | None = None) -> None:
    """A question, or an answer to it, says something else from now on: what people were shown of it goes."""
    shown.forget_all(turn.here, short((answer or question).id))
    changed(turn, question, answer)
    if answer is None:
        reach.retold(turn, question)


def _off_telephones(turn: Turn, question: Question) -> None:
    """With a question all goes that was said about it."""
    said = [short(one.id) for one in answers.thread(turn.here, question.id)]
    shown.forget_all(turn.here, short(question.id), *said)
