"""What people mark with one tap: 気になる (a coordinator looks) and 地域課題かも; nobody sees who."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, String, UniqueConstraint, Uuid, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within

# For a coordinator to look at; perhaps a matter of the region.
LOOK, REGION = "look", "region"


class Flag(Owned, Base):
    """One mark of one person on a question, or on an answer in it; `settled_at`: a coordinator has dealt with it."""

    __tablename__ = "flags"
    __table_args__ = (
        within("question_id", "questions"),
        within("answer_id", "question_answers"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "question_id", "answer_id", "person_id", "kind"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid)
    answer_id: Mapped[UUID | None] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def mark(here: Here, question_id: UUID, answer_id: UUID | None, person_id: UUID, kind: str, now: datetime) -> bool:
    """Let a person mark a question, or an answer in it; False where she has and nobody has dealt with it since."""
    if has(here, question_id, answer_id, person_id, kind):
        return False
    same = (Flag.question_id == question_id) & _same(answer_id) & (Flag.person_id == person_id) & (Flag.kind == kind)
    again = update(Flag).where(Flag.network_id == here.network_id, same).values(at=now, settled_at=None)
    if not here.session.scalar(again.returning(Flag.id).execution_options(synchronize_session=False)):
        flag = Flag(network_id=here.network_id, question_id=question_id, answer_id=answer_id, person_id=person_id)
        flag.kind, flag.at = kind, now
        here.session.add(flag)
        here.session.flush()
    return True


def has(here: Here, question_id: UUID, answer_id: UUID | None, person_id: UUID, kind: str) -> bool:
    """Tell whether a person has marked something so that nobody has dealt with yet."""
    mine = (Flag.network_id == here.network_id) & (Flag.question_id == question_id) & _same(answer_id)
    mine &= (Flag.person_id == person_id) & (Flag.kind == kind) & Flag.settled_at.is_(None)
    return here.session.scalar(select(Flag.id).where(mine).limit(1)) is not None


def _same(answer_id: UUID | None) -> ColumnElement[bool]:
    return Flag.answer_id.is_(None) if answer_id is None else Flag.answer_id == answer_id


def waiting(here: Here, kind: str) -> list[tuple[UUID, UUID | None]]:
    """Return what was marked so and nobody has dealt with, as (question, answer), the longest first; not how often."""
    wanted = select(Flag.question_id, Flag.answer_id).where(Flag.network_id == here.network_id, Flag.kind == kind)
    wanted = wanted.where(Flag.settled_at.is_(None)).group_by(Flag.question_id, Flag.answer_id)
    return [(row[0], row[1]) for row in here.session.execute(wanted.order_by(func.min(Flag.at), Flag.question_id))]


def settle(here: Here, question_id: UUID, answer_id: UUID | None, kind: str, now: datetime) -> None:
    """Note that a coordinator has dealt with what was marked."""
    these = (Flag.network_id == here.network_id) & (Flag.question_id == question_id) & _same(answer_id)
    these &= (Flag.kind == kind) & Flag.settled_at.is_(None)
    here.session.execute(update(Flag).where(these).values(settled_at=now))
