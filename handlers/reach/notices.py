"""What is said unasked so that nobody is left alone: to those who may know, to the asker, to the centre."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from handlers.kit.cards import PEOPLE, Button, Call, Card
from handlers.kit.turn import Turn
from handlers.questions import looked, thread
from handlers.reach import rules, steps, whom
from messages.words import Msg, msg
from storage import asked, offices, people, questions
from storage import steps as taken_steps
from storage.asked import Asked, Step
from storage.ids import short
from storage.questions import Question

RING = "reach.ring"
STAFF = frozenset({"centre", "coordinator"})


def _waiting(turn: Turn, question: Question | None) -> Question | None:
    """Return a question that the person can read and that waits for its first answer."""
    if question is None or not looked.readable(turn, question) or question.state != questions.OPEN:
        return None
    begun = taken_steps.of_turn(turn.here, question.id)
    if not begun or taken_steps.is_answered(turn.here, question.id, begun[0].at):
        return None
    return question


def to_helper(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Ask somebody who may know; None where she has declined, or the question waits for nobody any more."""
    question = _waiting(turn, questions.get(turn.here, subject))
    row = asked.of_person(turn.here, subject, turn.person_id)
    if question is None or row is None or row.declined_at:
        return None
    buttons = (
        Button(msg("reach-answer"), "answer", short(question.id), style="primary"),
        Button(msg("reach-cannot"), "reach.cannot", short(question.id)),
        Button(msg("reach-stop"), "reach.stop", short(question.id)),
    )
    card = thread.question_card(turn, question, *buttons)
    said = (_why(turn, question, row), msg("reach-asked-alone"))
    return (replace(card, title=msg("reach-asked"), paragraphs=said),)


def _why(turn: Turn, question: Question, row: Asked) -> Msg:
    if row.step == rules.CHIEF:
        return msg("reach-asked-chief")
    if question.kind == "advice" and row.step == taken_steps.BEGUN:
        return msg("reach-asked-advice", day=question.due_on) if question.due_on else msg("reach-asked-adviser")
    about = whom.about(turn.here, question)
    known = next((topic for topic in about if topic in asked.known(turn.here, turn.person_id)), None)
    return msg("reach-asked-know", topic=known) if known else msg("reach-asked-may")


def _of_asker(turn: Turn, subject: UUID) -> tuple[Step, Question] | None:
    step = taken_steps.get(turn.here, subject)
    question = _waiting(turn, questions.get(turn.here, step.question_id)) if step else None
    return (step, question) if step and question and question.asker_id == turn.person_id else None


def further(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell the asker who else is asked now; None where the question waits for nobody any more."""
    if (found := _of_asker(turn, subject)) is None:
        return None
    step, question = found
    asks = any(row.step == step.step for row in asked.of_question(turn.here, question.id))
    said = msg("reach-further-chief") if step.step == rules.CHIEF else msg("reach-further-know")
    look = Button(msg("reach-look"), "question", short(question.id))
    ways = (look,) if asks else (look, PEOPLE)
    card = thread.question_card(turn, question, *ways)
    return (replace(card, title=msg("reach-waits"), paragraphs=(said if asks else msg("reach-further-nobody"),)),)


def offer(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell the asker that the centre has been told, and offer her somebody to talk to."""
    if (found := _of_asker(turn, subject)) is None:
        return None
    question = found[1]
    staff = steps.staff(turn.here, question)
    said = [msg("reach-offer"), msg("reach-offer-ring")] if staff else [msg("reach-offer-away")]
    if staff and not question.named:
        said.insert(1, msg("reach-offer-unnamed"))
    card = thread.question_card(turn, question)
    ways = offered(turn, question, ring=bool(staff))
    return (replace(card, title=msg("reach-waits"), paragraphs=tuple(said), buttons=ways),)


def offered(turn: Turn, question: Question, *, ring: bool) -> tuple[Button | Call, ...]:
    """Return what is offered to somebody whom nobody has answered: a call, the telephone, a visit, people."""
    first = turn.who.network.contacts[:1]
    return (
        *((Button(msg("reach-ring"), "reach.ring", short(question.id), style="primary"),) if ring else ()),
        *(Call(msg("home-call", name=one["name"]), one["tel"]) for one in first),
        *((Button(msg("reach-visit"), "visits"),) if turn.house.may(turn, "visits") else ()),
        PEOPLE,
    )


def to_centre(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell the centre of a question that nobody has answered; who has asked is said only where others read it too."""
    step = taken_steps.get(turn.here, subject)
    question = _waiting(turn, questions.get(turn.here, step.question_id)) if step else None
    if question is None or STAFF.isdisjoint(turn.roles):
        return None
    answer = Button(msg("reach-answer"), "answer", short(question.id), style="primary")
    card = thread.question_card(turn, question, answer)
    return (replace(card, title=msg("reach-waits"), paragraphs=(msg("reach-centre"),)),)


def to_ring(turn: Turn, subject: UUID) -> tuple[Card, ...] | None:
    """Tell the centre whom to ring: she has asked for it, and knows that they hear of her and her question."""
    question = questions.get(turn.here, subject)
    person = people.get(turn.here, question.asker_id) if question and question.asker_id else None
    if question is None or question.state != questions.OPEN or person is None or person.state != "here":
        return None
    if STAFF.isdisjoint(turn.roles) or not looked.readable(turn, question):
        return None
    who = msg("question-by", name=person.name, office=offices.name_of(turn.here, person.office_id))
    rang = Button(msg("reach-rang"), "reach.rang", short(question.id), style="primary")
    card = Card(title=msg("reach-to-ring"), quote=question.body, paragraphs=(msg("reach-to-ring-who", who=who),))
    return (replace(card, buttons=(rang,), about=short(question.id)),)
