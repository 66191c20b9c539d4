"""What of the well stands in the network's places: rows that delivery makes true, and what they are to show."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from handlers.kit.cards import Button, Card, Fact
from handlers.questions import naming
from messages.words import Msg, given, msg
from storage import answers, followers, questions, standings
from storage.answers import ASKER, BACK, Answer
from storage.db import Here
from storage.ids import short
from storage.questions import Question

# What came from the centre's minutes was never news, and a place is no archive.
NEWS = ("question", "advice")


def touch(here: Here, question: Question, now: datetime, answer_id: UUID | None = None) -> None:
    """Have a question, or one thing said in its thread, drawn anew in every place of its audience."""
    seen = question.state in questions.SEEN
    if not seen:
        # With a question all goes that was said about it.
        standings.want_all(here, question.id, now)
    elif answer_id is not None:
        standings.want(here, question.id, answer_id, now)
        answer = answers.get(here, answer_id)
        if answer is not None and answer.state == answers.HERE:
            standings.put_answer(here, question.id, answer_id, now)
    else:
        standings.want(here, question.id, question.id, now)
        if question.state == questions.OPEN and question.kind in NEWS:
            standings.put_question(here, question.id, question.audience, question.asked_at, now)


def draw(here: Here, audience: str, question_id: UUID, answer_id: UUID | None = None) -> Card | None:
    """Return what is to stand of a question, or of something said about it, where an audience reads; None: nothing."""
    question = questions.get(here, question_id)
    if question is None or question.state not in questions.SEEN or question.audience not in ("all", audience):
        return None
    if answer_id is None:
        return _question(here, question)
    answer = answers.get(here, answer_id)
    return _said(here, question, answer) if answer is not None and answer.state == answers.HERE else None


def _question(here: Here, question: Question) -> Card:
    topics = questions.topics_of(here, question.id)
    facts = [Fact(msg("question-from"), naming.asker(here, question))]
    facts += [Fact(msg("question-topics"), given("、".join(topics)))] if topics else []
    resolved = question.state == questions.RESOLVED
    count = followers.count(here, question.id)
    says = [msg("question-followers", count=count)] if count else []
    id = short(question.id)
    buttons = (Button(msg("places-answer"), "places.answer", id), Button(msg("places-follow"), "places.follow", id))
    return Card(
        title=msg("places-resolved") if resolved else msg("places-asked"),
        facts=tuple(facts),
        quote=question.body,
        paragraphs=tuple(says),
        buttons=buttons,
    )


def _said(here: Here, question: Question, answer: Answer) -> Card:
    return Card(title=_by(answer.kind, naming.speaker(here, question, answer)), quote=answer.body)


def _by(kind: str, who: Msg) -> Msg:
    if kind == BACK:
        return msg("question-back-by", who=who)
    return msg("question-said-by", who=who) if kind == ASKER else msg("question-answer-by", who=who)
