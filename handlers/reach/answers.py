"""What somebody who was asked says without answering, and an asker who wants to be rung up."""

from __future__ import annotations

from handlers.kit.cards import Button, Card
from handlers.kit.errors import Stale
from handlers.kit.turn import Reply, Turn
from handlers.questions import looked
from handlers.reach import notices, steps
from handlers.reach.whom import ASKED
from messages.words import Msg, msg
from storage import asked, outbox, questions
from storage import steps as taken_steps
from storage.ids import short
from storage.questions import Question


def _said(question: Question, says: Msg, *buttons: Button) -> Reply:
    home = Button(msg("home-to-home"), "home")
    return Reply(cards=(Card(paragraphs=(says,), buttons=(*buttons, home), about=short(question.id)),))


def _decline(turn: Turn, id: str) -> tuple[Question, int]:
    """Take a no, and ask the next one; return the question and how many are asked instead. Raises Stale."""
    question = looked.held(turn, id)
    row = asked.of_person(turn.here, question.id, turn.person_id)
    if row is None:
        raise Stale("asked")
    outbox.close(turn.here, turn.person_id, ASKED, question.id, turn.now)
    if not asked.decline(turn.here, question.id, turn.person_id, turn.now):
        return question, 0
    taken = taken_steps.of_turn(turn.here, question.id)
    waits = question.state == questions.OPEN and taken
    if not waits or taken_steps.is_answered(turn.here, question.id, taken[0].at):
        return question, 0
    return question, steps.decline(turn.here, question, row.step, turn.now)


def cannot(turn: Turn, id: str) -> Reply:
    """Take it that this time she cannot answer: no reason is asked, the next one is."""
    question, instead = _decline(turn, id)
    return _said(question, msg("reach-cannot-others") if instead else msg("reach-cannot-fine"))


def stop(turn: Turn, id: str) -> Reply:
    """Ask her directly no more, from this question on."""
    question, _ = _decline(turn, id)
    turn.who.person.asks_a_week = 0
    turn.here.session.flush()
    ways = (Button(msg("reach-change-often"), "reach.oftens"), Button(msg("settings-go"), "settings.leave"))
    return _said(question, msg("reach-stopped"), *ways)


def ring(turn: Turn, id: str) -> Reply:
    """Tell the centre, because she asks for it, that she wants to be rung up about her question; raises Stale."""
    question = looked.question(turn, id)
    if question.asker_id != turn.person_id or question.state != questions.OPEN:
        raise Stale("asker")
    staff = steps.staff(turn.here, question)
    outbox.post_all(turn.here, notices.RING, turn.now, [(one, question.id) for one in staff])
    return _said(question, msg("reach-ring-asked") if staff else msg("reach-offer-away"))


def rang(turn: Turn, id: str) -> Reply:
    """Note that somebody of the centre has rung her up: the others are not asked to any more."""
    question = looked.question(turn, id)
    if notices.STAFF.isdisjoint(turn.roles):
        raise Stale("role")
    for one in steps.staff(turn.here, question):
        outbox.close(turn.here, one, notices.RING, question.id, turn.now)
    return _said(question, msg("reach-rang-thanks"))
