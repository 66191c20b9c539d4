"""Who knows about what (得意な分野), and who was asked directly when: for fair turns, and nobody is asked too often."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Index,
    String,
    UniqueConstraint,
    Uuid,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from storage.answers import ANSWER, HERE, Answer
from storage.db import Base, Here, Session, UtcDateTime, insert_once
from storage.ids import uuid7
from storage.people import Person, listens
from storage.questions import OPEN, Question
from storage.tables import Owned, within


class Expertise(Owned, Base):
    """One thing that a person says she knows about: a topic of the network, or a disability field (障害種別)."""

    __tablename__ = "expertises"
    __table_args__ = (within("person_id", "people"), UniqueConstraint("network_id", "person_id", "topic"))

    person_id: Mapped[UUID] = mapped_column(Uuid)
    topic: Mapped[str] = mapped_column(String(20), index=True)


class Asked(Owned, Base):
    """Somebody who was asked directly about a question, in which step, and when she said that this time she cannot."""

    __tablename__ = "asked"
    __table_args__ = (
        within("question_id", "questions"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "question_id", "person_id"),
        Index("ix_asked_person", "network_id", "person_id", "at"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    step: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    declined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Step(Owned, Base):
    """One step taken so that a question is not left alone: each at most once, whatever was down meanwhile."""

    __tablename__ = "question_steps"
    __table_args__ = (
        within("question_id", "questions"),
        UniqueConstraint("network_id", "question_id", "turn", "step"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid)
    # Reopening a question begins a new turn.
    turn: Mapped[int]
    step: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


# Limits are by the week. What a clock that was set back since has written counts only as long the other way.
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """How often a week somebody may be asked, how often she was lately, whether one waits for her, when last."""

    person_id: UUID
    allowed: int
    lately: int
    busy: bool
    last: datetime | None


def hold(session: Session, network_id: UUID) -> None:
    """Let nobody else choose whom to ask in this network until the transaction is over.

    A lock of its own, for people's rows are held by their own turns: two who ask each other would wait for ever.
    """
    if session.connection().dialect.name == "postgresql":
        key = int.from_bytes(network_id.bytes[8:], signed=True)
        session.execute(select(func.pg_advisory_xact_lock(key)))


def known(here: Here, person_id: UUID) -> list[str]:
    """Return what a person says she knows about."""
    wanted = select(Expertise.topic).where(Expertise.network_id == here.network_id, Expertise.person_id == person_id)
    return sorted(here.session.scalars(wanted))


def know(here: Here, person_id: UUID, topic: str) -> None:
    """Note that a person knows about a topic or a disability field; again is once."""
    row = {"network_id": here.network_id, "id": uuid7(), "person_id": person_id, "topic": topic}
    table = Expertise.metadata.tables[Expertise.__tablename__]
    here.session.execute(insert_once(here.session.connection(), table).values(**row).on_conflict_do_nothing())


def forget(here: Here, person_id: UUID, topic: str) -> None:
    """Note that a person is not to be asked about something any more."""
    mine = (Expertise.network_id == here.network_id) & (Expertise.person_id == person_id)
    here.session.execute(delete(Expertise).where(mine, Expertise.topic == topic))


def rename(here: Here, before: str, after: str) -> None:
    """Let what people know follow the new name of a topic or field; who knew both knows it once."""
    both = aliased(Expertise)
    same = (both.network_id == Expertise.network_id) & (both.person_id == Expertise.person_id)
    mine = (Expertise.network_id == here.network_id) & (Expertise.topic == before)
    twice = exists().where(same, both.topic == after)
    renamed = update(Expertise).where(mine, ~twice).values(topic=after)
    here.session.execute(renamed.execution_options(synchronize_session=False))
    here.session.execute(delete(Expertise).where(mine).execution_options(synchronize_session=False))


def who_know(here: Here, topics: Collection[str]) -> list[UUID]:
    """Return the people who know about one of these at least."""
    wanted = select(Expertise.person_id).where(Expertise.network_id == here.network_id)
    return list(here.session.scalars(wanted.where(Expertise.topic.in_(list(topics))).distinct()))


def standings(here: Here, ids: Collection[UUID], now: datetime, step: int | None = None) -> list[Standing]:
    """Return how it stands with those of some people who may be asked now; `last` as of one step only."""
    when = (Asked.at > now - _WEEK) & (Asked.at <= now + _WEEK)
    mine = (Asked.network_id == Person.network_id) & (Asked.person_id == Person.id)
    lately = select(func.count()).where(mine, when).correlate(Person).scalar_subquery()
    of_step = mine if step is None else mine & (Asked.step == step)
    last = select(func.max(Asked.at)).where(of_step).correlate(Person).scalar_subquery()
    wanted = select(Person.id, Person.asks_a_week, lately, _waits(mine & when), last)
    # Nobody's question waits for somebody who is to have quiet weeks.
    may = listens() & Person.calm_until.is_(None)
    wanted = wanted.where(Person.network_id == here.network_id, Person.id.in_(list(ids)), may)
    return [Standing(*row) for row in here.session.execute(wanted)]


def _waits(mine: ColumnElement[bool]) -> ColumnElement[bool]:
    of = (Question.network_id == Asked.network_id) & (Question.id == Asked.question_id)
    said = (Answer.network_id == Asked.network_id) & (Answer.question_id == Asked.question_id)
    answered = exists().where(said, Answer.kind == ANSWER, Answer.state == HERE).correlate(Asked)
    waiting = exists().where(mine, Asked.declined_at.is_(None), of, Question.state == OPEN, ~answered)
    return waiting.correlate(Person)


def ask(here: Here, question_id: UUID, person_id: UUID, step: int, now: datetime) -> None:
    """Note that somebody is asked; once a question."""
    here.session.add(Asked(network_id=here.network_id, question_id=question_id, person_id=person_id, step=step, at=now))
    here.session.flush()


def of_question(here: Here, question_id: UUID) -> list[Asked]:
    """Return who was asked about a question, in the order in which they were."""
    wanted = select(Asked).where(Asked.network_id == here.network_id, Asked.question_id == question_id)
    return list(here.session.scalars(wanted.order_by(Asked.id).execution_options(populate_existing=True)))


def of_person(here: Here, question_id: UUID, person_id: UUID) -> Asked | None:
    """Return how a person was asked about a question."""
    wanted = select(Asked).where(Asked.network_id == here.network_id, Asked.question_id == question_id)
    return here.session.scalar(wanted.where(Asked.person_id == person_id).execution_options(populate_existing=True))


def decline(here: Here, question_id: UUID, person_id: UUID, now: datetime) -> bool:
    """Note that somebody cannot answer this time; False where she was not asked, or has said so already."""
    mine = (Asked.network_id == here.network_id) & (Asked.question_id == question_id)
    said = update(Asked).where(mine, Asked.person_id == person_id, Asked.declined_at.is_(None)).values(declined_at=now)
    done = here.session.scalar(said.returning(Asked.id).execution_options(synchronize_session=False))
    return done is not None


def who_advise(here: Here) -> list[UUID]:
    """Return the people who give advice on what they know."""
    return list(here.session.scalars(select(Person.id).where(Person.network_id == here.network_id, Person.advises)))


def listening(here: Here, ids: Collection[UUID]) -> list[UUID]:
    """Return those of some people to whom something may go now."""
    wanted = select(Person.id).where(Person.network_id == here.network_id, Person.id.in_(list(ids)), listens())
    return list(here.session.scalars(wanted.order_by(Person.id)))
