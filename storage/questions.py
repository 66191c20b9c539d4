"""Questions to the network (井戸端会議) as others read them, and how far each is answered; never as first typed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, UniqueConstraint, Uuid, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within

# Who sees it: everybody who belongs, or 主任 and 基幹 alone.
Audience = Literal["all", "chiefs"]
# 'question' goes to the network, 'advice' is ワンポイントアドバイス, 'record' came from the centre's minutes.
Kind = Literal["question", "advice", "record"]
OPEN, RESOLVED, WITHDRAWN, HIDDEN, GONE = "open", "resolved", "withdrawn", "hidden", "gone"
# What others can find and read.
SEEN = (OPEN, RESOLVED)
# What comes back never.
OVER = (WITHDRAWN, GONE)


class Question(Owned, Base):
    """A question as others read it: the version that its author chose after the guard.

    `asker_id` is needed to bring her the answers, whether or not she is `named`; it is None when she has left and in
    the centre's records, and nothing that others reach may show it. `state`: 'open', 'resolved', 'withdrawn' (by her),
    'hidden' (by a coordinator) or 'gone' (its time is over: its row follows when it stands nowhere any more).
    `version` counts what others see of it: whatever shows an older one is redrawn. `step` is the last step taken so
    that nobody is left alone, `step_at` when the next one is due. `due_on` is the day by which an advice is promised,
    `field` its disability field. `taken_up_at`: a coordinator has marked it 部会で扱う. `held_on` is the day of the
    meeting that a record is of. It goes after `expires_on`.
    """

    __tablename__ = "questions"
    __table_args__ = (
        within("asker_id", "people"),
        Index("ix_questions_state", "network_id", "state", "asked_at"),
        Index("ix_questions_step", "network_id", "step_at"),
    )

    asker_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    named: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(String(10))
    audience: Mapped[str] = mapped_column(String(10))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    step: Mapped[int] = mapped_column(default=0)
    step_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    field: Mapped[str] = mapped_column(String(20), default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    held_on: Mapped[date | None] = mapped_column(Date)
    taken_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_on: Mapped[date] = mapped_column(Date, index=True)


class Topic(Owned, Base):
    """One topic of one question: a line of the network's own list, as it was called then."""

    __tablename__ = "question_topics"
    __table_args__ = (within("question_id", "questions"), UniqueConstraint("network_id", "question_id", "topic"))

    question_id: Mapped[UUID] = mapped_column(Uuid)
    topic: Mapped[str] = mapped_column(String(20), index=True)


def add(here: Here, question: Question, topics: Collection[str]) -> None:
    """Keep a new question and its topics."""
    question.network_id = here.network_id
    here.session.add(question)
    here.session.flush()
    set_topics(here, question.id, topics)


def get(here: Here, id: UUID) -> Question | None:
    """Return a question of the network as it stands now, whatever its state."""
    return here.session.get(Question, (here.network_id, id), populate_existing=True)


def hold(here: Here, id: UUID) -> Question | None:
    """Return a question; nobody else changes it until the transaction is over."""
    return here.session.get(Question, (here.network_id, id), populate_existing=True, with_for_update=True)


def topics_of(here: Here, id: UUID) -> list[str]:
    """Return a question's topics."""
    wanted = select(Topic.topic).where(Topic.network_id == here.network_id, Topic.question_id == id)
    return list(here.session.scalars(wanted.order_by(Topic.id)))


def set_topics(here: Here, id: UUID, topics: Collection[str]) -> None:
    """Give a question these topics and no others."""
    here.session.execute(delete(Topic).where(Topic.network_id == here.network_id, Topic.question_id == id))
    for topic in dict.fromkeys(topics):
        here.session.add(Topic(network_id=here.network_id, question_id=id, topic=topic))
    here.session.flush()


def move(here: Here, id: UUID, before: Collection[str], after: str, now: datetime) -> bool:
    """Let a question pass into a state from one of others; False where it is in none of them (any more)."""
    # What is hidden is shown again as it was.
    resolved = {} if after == HIDDEN else {"resolved_at": now if after == RESOLVED else None}
    if after != OPEN:
        resolved["step_at"] = None
    mine = (Question.network_id == here.network_id) & (Question.id == id) & Question.state.in_(before)
    moved = update(Question).where(mine).values(state=after, changed_at=now, version=Question.version + 1, **resolved)
    done = here.session.scalar(moved.returning(Question.id).execution_options(synchronize_session=False))
    return done is not None


def of_asker(here: Here, asker_id: UUID) -> list[Question]:
    """Return what a person has asked, open ones first, then the newest."""
    wanted = select(Question).where(Question.network_id == here.network_id, Question.asker_id == asker_id)
    ordered = wanted.order_by(Question.state != OPEN, Question.asked_at.desc(), Question.id.desc())
    return list(here.session.scalars(ordered.execution_options(populate_existing=True)))


def records(here: Here) -> set[str]:
    """Return the texts of what came from the centre's minutes."""
    wanted = select(Question.body).where(Question.network_id == here.network_id, Question.kind == "record")
    return set(here.session.scalars(wanted.where(Question.state.in_(SEEN))))


def asked_at(here: Here, asker_id: UUID, most: int) -> list[datetime]:
    """Return when a person has asked, the last so many times, newest first."""
    wanted = select(Question.asked_at).where(Question.network_id == here.network_id, Question.asker_id == asker_id)
    return list(here.session.scalars(wanted.order_by(Question.asked_at.desc()).limit(most)))


def correct(here: Here, id: UUID, body: str, now: datetime) -> bool:
    """Let a question say something else from now on; False where it cannot be read any more."""
    return _say(here, id, SEEN, {"body": body, "changed_at": now})


def withdraw(here: Here, id: UUID, now: datetime) -> bool:
    """Take a question back, hidden or not: what it said is nowhere any more; False where it is gone already."""
    gone = {"state": WITHDRAWN, "body": "", "changed_at": now, "step_at": None}
    done = _say(here, id, (*SEEN, HIDDEN), gone)
    if done:
        set_topics(here, id, [])
    return done


def _say(here: Here, id: UUID, states: Collection[str], values: dict[str, Any]) -> bool:
    mine = (Question.network_id == here.network_id) & (Question.id == id) & Question.state.in_(states)
    done = update(Question).where(mine).values(**values, version=Question.version + 1).returning(Question.id)
    return here.session.scalar(done.execution_options(synchronize_session=False)) is not None
