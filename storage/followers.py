"""Who wants to know too (わたしも知りたい): others see a number, nobody sees who."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import UniqueConstraint, Uuid, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, insert_once
from storage.ids import uuid7
from storage.tables import Owned, within


class Follower(Owned, Base):
    """Somebody who hears of the answers to a question."""

    __tablename__ = "followers"
    __table_args__ = (
        within("question_id", "questions"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "question_id", "person_id"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid, index=True)


def follow(here: Here, question_id: UUID, person_id: UUID) -> bool:
    """Let a person hear of the answers; False where she does already."""
    row = {"network_id": here.network_id, "id": uuid7(), "question_id": question_id, "person_id": person_id}
    table = Follower.metadata.tables[Follower.__tablename__]
    once = insert_once(here.session.connection(), table).values(**row).on_conflict_do_nothing()
    return here.session.scalar(once.returning(table.c.id)) is not None


def leave(here: Here, question_id: UUID, person_id: UUID) -> None:
    """Let a person hear no more of it."""
    mine = (Follower.network_id == here.network_id) & (Follower.question_id == question_id)
    here.session.execute(delete(Follower).where(mine, Follower.person_id == person_id))


def of(here: Here, question_id: UUID) -> list[UUID]:
    """Return who follows a question."""
    wanted = select(Follower.person_id).where(Follower.network_id == here.network_id)
    return list(here.session.scalars(wanted.where(Follower.question_id == question_id).order_by(Follower.id)))


def count(here: Here, question_id: UUID) -> int:
    """Return how many follow a question."""
    wanted = select(func.count()).where(Follower.network_id == here.network_id, Follower.question_id == question_id)
    return here.session.scalar(wanted) or 0


def follows(here: Here, question_id: UUID, person_id: UUID) -> bool:
    """Tell whether a person hears of the answers."""
    mine = (Follower.network_id == here.network_id) & (Follower.question_id == question_id)
    return here.session.scalar(select(Follower.id).where(mine, Follower.person_id == person_id)) is not None
