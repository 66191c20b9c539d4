"""What a person may see of a thread: looked at again at every press, from the rows."""

from __future__ import annotations

from handlers.kit.errors import Stale
from handlers.kit.turn import Turn
from handlers.questions import rules
from storage import answers, questions, shown
from storage.answers import Answer
from storage.ids import short, unshort
from storage.questions import Question


def readable(turn: Turn, question: Question | None) -> bool:
    """Tell whether the person can read a question now; what is not for her is as if it were not there."""
    return question is not None and question.state in questions.SEEN and rules.sees(turn.roles, question.audience)


def question(turn: Turn, id: str) -> Question:
    """Return a question that the person can read now, by the id of a button; raises Stale."""
    found = questions.get(turn.here, unshort(id)) if id else None
    if found is None or not readable(turn, found):
        raise Stale("question")
    return found


def own_hidden(turn: Turn, id: str) -> Question | None:
    """Return a question of the person's own that a coordinator has hidden; None for any other."""
    found = questions.get(turn.here, unshort(id)) if id else None
    hers = found is not None and found.asker_id == turn.person_id and found.state == questions.HIDDEN
    return found if found and hers and rules.sees(turn.roles, found.audience) else None


def held(turn: Turn, id: str) -> Question:
    """Return a question that the person can read, which nobody else changes until the turn is over; raises Stale."""
    found = questions.hold(turn.here, unshort(id)) if id else None
    if found is None or not readable(turn, found):
        raise Stale("question")
    return found


def asked(turn: Turn, id: str) -> Question:
    """Return a question that the person has asked and can read, which nobody else changes meanwhile; raises Stale."""
    found = held(turn, id)
    if found.asker_id != turn.person_id:
        raise Stale("asker")
    return found


def said(turn: Turn, id: str) -> tuple[Question, Answer]:
    """Return something said that the person can read now, with its question; raises Stale."""
    found = answers.get(turn.here, unshort(id)) if id else None
    if found is None or found.state != answers.HERE:
        raise Stale("answer")
    return question(turn, short(found.question_id)), found


def note(turn: Turn, ids: list[str]) -> None:
    """Note that a page shows these texts, so that they can be taken off the screen; a chat notes it by itself."""
    if turn.traits.keeps is not None:
        return
    account = turn.who.account
    known = shown.noted(turn.here, turn.person_id, account.platform, ids)
    new = [(id, id) for id in ids if (id, id) not in known]
    shown.note(turn.here, turn.person_id, account.platform, account.user_id, new, turn.now)
