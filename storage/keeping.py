"""How long the well keeps what: questions whose time is over, those of a month, those that people marked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, exists, select, update

from storage import search, vectors
from storage.answers import HERE, WITHDRAWN, Answer
from storage.asked import Asked, Step
from storage.db import Here
from storage.flags import Flag
from storage.followers import Follower
from storage.handouts import Found
from storage.masks import Mask
from storage.places import REACHED, Meeting, Standing
from storage.questions import GONE, SEEN, Question, Topic

# What points at a question, in an order in which it can go.
_FOLLOWING = (Flag, Follower, Asked, Step, Found, Mask, Topic, Standing, Answer)


def over(here: Here, today: date, most: int) -> list[Question]:
    """Return questions whose last day has passed, the oldest first."""
    wanted = select(Question).where(Question.network_id == here.network_id, Question.expires_on < today)
    wanted = wanted.where(Question.state != GONE).order_by(Question.expires_on, Question.id).limit(most)
    return list(here.session.scalars(wanted.with_for_update(skip_locked=True)))


def empty(here: Here, question: Question, now: datetime) -> None:
    """Let a question and all that was said in its thread say nothing any more."""
    question.body, question.state, question.step_at = "", GONE, None
    question.changed_at, question.version = now, question.version + 1
    said = (Answer.network_id == here.network_id) & (Answer.question_id == question.id)
    values = {Answer.body: "", Answer.state: WITHDRAWN, Answer.changed_at: now, Answer.version: Answer.version + 1}
    here.session.execute(update(Answer).where(said).values(values))
    here.session.flush()
    vectors.forget(here, question.id)
    search.forget(here, question.id)


def standing_nowhere(here: Here, most: int) -> list[UUID]:
    """Return questions whose time is over and which no place shows any more."""
    place = (Meeting.network_id == Standing.network_id) & (Meeting.id == Standing.place_id)
    shows = exists().where(
        Standing.network_id == Question.network_id,
        Standing.question_id == Question.id,
        Standing.made < Standing.wanted,
        Standing.state != "dead",
        exists().where(place, Meeting.state.in_(REACHED)),
    )
    wanted = select(Question.id).where(Question.network_id == here.network_id, Question.state == GONE, ~shows)
    return list(here.session.scalars(wanted.order_by(Question.id).limit(most).with_for_update(skip_locked=True)))


def let_go(here: Here, id: UUID) -> None:
    """Delete a question and everything that points at it."""
    vectors.forget(here, id)
    search.forget(here, id)
    for table in _FOLLOWING:
        here.session.execute(delete(table).where(table.network_id == here.network_id, table.question_id == id))
    here.session.execute(delete(Question).where(Question.network_id == here.network_id, Question.id == id))


def between(here: Here, since: datetime, until: datetime, audience: Collection[str]) -> list[Question]:
    """Return what can be read and was asked from one moment until before another, in the order of asking."""
    wanted = select(Question).where(Question.network_id == here.network_id, Question.state.in_(SEEN))
    wanted = wanted.where(Question.audience.in_(audience), Question.asked_at >= since, Question.asked_at < until)
    return list(here.session.scalars(wanted.order_by(Question.asked_at, Question.id)))


def said_in(here: Here, ids: Collection[UUID]) -> dict[UUID, list[Answer]]:
    """Return what can be read in each of these threads, oldest first."""
    wanted = select(Answer).where(Answer.network_id == here.network_id, Answer.question_id.in_(ids))
    found: dict[UUID, list[Answer]] = {id: [] for id in ids}
    for answer in here.session.scalars(wanted.where(Answer.state == HERE).order_by(Answer.at, Answer.id)):
        found[answer.question_id].append(answer)
    return {id: said for id, said in found.items() if said}


def marked(here: Here, kind: str, audiences: Collection[str]) -> list[Question]:
    """Return questions of these audiences that somebody has marked, as long as nobody has dealt with it."""
    mark = exists().where(
        Flag.network_id == Question.network_id,
        Flag.question_id == Question.id,
        Flag.kind == kind,
        Flag.settled_at.is_(None),
    )
    wanted = select(Question).where(Question.network_id == here.network_id, Question.state.in_(SEEN), mark)
    wanted = wanted.where(Question.audience.in_(audiences))
    return list(here.session.scalars(wanted.order_by(Question.asked_at.desc(), Question.id.desc())))


def settle(here: Here, question_id: UUID, kind: str, now: datetime) -> bool:
    """Note that a coordinator has dealt with the marks of one kind on a question; False where there are none (more)."""
    mine = (Flag.network_id == here.network_id) & (Flag.question_id == question_id) & (Flag.kind == kind)
    done = update(Flag).where(mine, Flag.settled_at.is_(None)).values(settled_at=now).returning(Flag.id)
    return bool(here.session.scalars(done.execution_options(synchronize_session=False)).all())


def still(here: Here, answer_id: UUID, today: date) -> bool:
    """Note that an answer that can be read still holds today; False where there is none."""
    mine = (Answer.network_id == here.network_id) & (Answer.id == answer_id) & (Answer.state == HERE)
    held = update(Answer).where(mine).values(still_on=today).returning(Answer.id)
    return here.session.scalar(held.execution_options(synchronize_session=False)) is not None
