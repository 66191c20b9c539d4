"""What of the well is listed: the board, what nobody has answered yet, and what somebody has said herself."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select

from storage import answers, questions
from storage.answers import Answer
from storage.db import EVERYWHERE, Here, Link
from storage.questions import Question

_RANK = case((Question.state == questions.OPEN, 0), else_=1)


def everything(here: Here, audiences: Collection[str], after: UUID | None, most: int) -> list[Question]:
    """Return at most so many questions that can be read, open ones first, then the newest, from behind one of them.

    One that is there no more begins anew.
    """
    return _page(here, _seen(here, audiences), after, most)


def unanswered(here: Here, audiences: Collection[str], but: UUID, after: UUID | None, most: int) -> list[Question]:
    """Return open questions without an answer, newest first, `but` for one person's own."""
    said = (Answer.network_id == Question.network_id) & (Answer.question_id == Question.id)
    said &= (Answer.kind == answers.ANSWER) & (Answer.state == answers.HERE)
    others = or_(Question.asker_id.is_(None), Question.asker_id != but)
    wanted = _seen(here, audiences).where(Question.state == questions.OPEN, others, ~exists().where(said))
    return _page(here, wanted, after, most)


def _seen(here: Here, audiences: Collection[str]) -> Select[Question]:
    wanted = select(Question).where(Question.network_id == here.network_id, Question.state.in_(questions.SEEN))
    return wanted.where(Question.audience.in_(list(audiences)))


def _page(here: Here, wanted: Select[Question], after: UUID | None, most: int) -> list[Question]:
    last = questions.get(here, after) if after else None
    if last and last.state in questions.SEEN:
        wanted = wanted.where(_behind(last))
    wanted = wanted.order_by(_RANK, Question.asked_at.desc(), Question.id.desc()).limit(most)
    return list(here.session.scalars(wanted.execution_options(populate_existing=True)))


def _behind(last: Question) -> ColumnElement[bool]:
    rank = literal(int(last.state != questions.OPEN))
    older = or_(Question.asked_at < last.asked_at, and_(Question.asked_at == last.asked_at, Question.id < last.id))
    return or_(rank < _RANK, and_(rank == _RANK, older))


def answer_counts(here: Here, question_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many answers can be read to each of these questions; one without any is left out."""
    wanted = select(Answer.question_id, func.count()).where(Answer.network_id == here.network_id)
    wanted = wanted.where(Answer.question_id.in_(list(question_ids)), Answer.kind == answers.ANSWER)
    wanted = wanted.where(Answer.state == answers.HERE).group_by(Answer.question_id)
    return {row[0]: row[1] for row in here.session.execute(wanted)}


def said_by(here: Here, author_id: UUID) -> list[Answer]:
    """Return what a person has said to others' questions and not withdrawn, newest first; hidden ones too."""
    wanted = select(Answer).where(Answer.network_id == here.network_id, Answer.author_id == author_id)
    wanted = wanted.where(Answer.kind != answers.ASKER, Answer.state != answers.WITHDRAWN)
    wanted = wanted.order_by(Answer.at.desc(), Answer.id.desc())
    return list(here.session.scalars(wanted.execution_options(populate_existing=True)))


def hidden(here: Here, audiences: Collection[str]) -> list[UUID]:
    """Return the ids of what coordinators have hidden, of these audiences, the last first."""
    own = (Answer.network_id == Question.network_id) & (Answer.question_id == Question.id)
    of = (Question.network_id == here.network_id) & Question.audience.in_(list(audiences))
    asked = select(Question.id, Question.changed_at).where(of, Question.state == questions.HIDDEN)
    said = select(Answer.id, Answer.changed_at).join(Question, own).where(of, Answer.state == answers.HIDDEN)
    found = [*here.session.execute(asked), *here.session.execute(said)]
    return [row[0] for row in sorted(found, key=lambda row: (row[1], row[0]), reverse=True)]


def unreadable(link: Link, ids: Collection[UUID]) -> set[UUID]:
    """Return those of the ids that are of questions, or of things said, which nobody can read any more."""
    asked = select(Question.id).where(Question.id.in_(list(ids)), Question.state.not_in(questions.SEEN))
    own = (Answer.network_id == Question.network_id) & (Answer.question_id == Question.id)
    lost = or_(Answer.state != answers.HERE, Question.state.not_in(questions.SEEN))
    said = select(Answer.id).join(Question, own).where(Answer.id.in_(list(ids)), lost)
    return {row[0] for wanted in (asked, said) for row in link.execute(wanted.execution_options(**EVERYWHERE))}
