"""What まとめ is made of: who wants one, and what was answered meanwhile."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from storage.answers import ANSWER, HERE, Answer
from storage.db import Here
from storage.people import Person, listens
from storage.questions import SEEN, Question


def people_of(here: Here, rhythms: Collection[str]) -> list[Person]:
    """Return the people who want まとめ in one of these rhythms and to whom it may go now."""
    wanted = select(Person).where(Person.network_id == here.network_id, Person.rhythm.in_(list(rhythms)), listens())
    return list(here.session.scalars(wanted.order_by(Person.id)))


def answered(
    here: Here, audiences: Collection[str], but: UUID, since: datetime, until: datetime, most: int
) -> list[Question]:
    """Return the questions of others that somebody else has answered in a span, the newest answer first."""
    said = (Answer.network_id == Question.network_id) & (Answer.question_id == Question.id)
    said &= (Answer.kind == ANSWER) & (Answer.state == HERE) & (Answer.at > since) & (Answer.at <= until)
    wanted = select(Question).join(Answer, said).where(Question.network_id == here.network_id)
    wanted = wanted.where(Question.state.in_(SEEN), Question.audience.in_(list(audiences)))
    wanted = wanted.where(or_(Question.asker_id.is_(None), Question.asker_id != but))
    wanted = wanted.where(or_(Answer.author_id.is_(None), Answer.author_id != but))
    wanted = wanted.group_by(Question.network_id, Question.id).order_by(func.max(Answer.at).desc(), Question.id)
    return list(here.session.scalars(wanted.limit(most)))
