"""What is said in the thread of a question: answers, questions back, and what the asker says to those."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, Uuid, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within

# An answer; a question back to the asker; what the asker says.
ANSWER, BACK, ASKER = "answer", "back", "asker"
HERE, WITHDRAWN, HIDDEN = "here", "withdrawn", "hidden"


class Answer(Owned, Base):
    """One thing said in a thread, after the guard, as its author chose it.

    `kind`: 'answer', 'back' (asks the asker something) or 'asker' (the asker herself). `author_id` is None when she
    has left; `named` says whether others may read who. `state`: 'here', 'withdrawn' or 'hidden'. `helped_at`: the
    asker has said たすかりました. `still_on`: the last day on which somebody said that it still holds.
    """

    __tablename__ = "question_answers"
    __table_args__ = (
        within("question_id", "questions"),
        within("author_id", "people"),
        Index("ix_answers_question", "network_id", "question_id", "at"),
    )

    question_id: Mapped[UUID] = mapped_column(Uuid)
    author_id: Mapped[UUID | None] = mapped_column(Uuid, index=True)
    named: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(String(10))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default=HERE)
    version: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    helped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    still_on: Mapped[date | None] = mapped_column(Date)


def add(here: Here, answer: Answer) -> None:
    """Keep what somebody says in a thread."""
    answer.network_id = here.network_id
    here.session.add(answer)
    here.session.flush()


def get(here: Here, id: UUID) -> Answer | None:
    """Return one thing said, whatever its state, as it stands now."""
    return here.session.get(Answer, (here.network_id, id), populate_existing=True)


def thread(here: Here, question_id: UUID) -> list[Answer]:
    """Return what others can read in a thread, oldest first."""
    wanted = select(Answer).where(Answer.network_id == here.network_id, Answer.question_id == question_id)
    wanted = wanted.where(Answer.state == HERE).order_by(Answer.at, Answer.id)
    return list(here.session.scalars(wanted.execution_options(populate_existing=True)))


def move(here: Here, id: UUID, before: str, after: str, now: datetime) -> bool:
    """Let an answer pass from one state into another; False where it is not (any more) in the first."""
    mine = (Answer.network_id == here.network_id) & (Answer.id == id) & (Answer.state == before)
    moved = update(Answer).where(mine).values(state=after, changed_at=now, version=Answer.version + 1)
    done = here.session.scalar(moved.returning(Answer.id).execution_options(synchronize_session=False))
    return done is not None


def helped(here: Here, id: UUID, now: datetime) -> bool:
    """Note that the asker has said たすかりました; False where she has before, or it cannot be read any more."""
    mine = (Answer.network_id == here.network_id) & (Answer.id == id)
    mine &= (Answer.state == HERE) & Answer.helped_at.is_(None)
    done = update(Answer).where(mine).values(helped_at=now).returning(Answer.id)
    return here.session.scalar(done.execution_options(synchronize_session=False)) is not None


def correct(here: Here, id: UUID, body: str, named: bool, now: datetime) -> bool:
    """Let an answer say something else from now on; False where it cannot be read any more."""
    return _say(here, id, HERE, {"body": body, "named": named, "changed_at": now})


def withdraw(here: Here, id: UUID, now: datetime) -> bool:
    """Take an answer back, here or hidden: what it said is nowhere any more; False where it is gone already."""
    gone = {"state": WITHDRAWN, "body": "", "changed_at": now}
    return _say(here, id, HERE, gone) or _say(here, id, HIDDEN, gone)


def _say(here: Here, id: UUID, state: str, values: dict[str, Any]) -> bool:
    mine = (Answer.network_id == here.network_id) & (Answer.id == id) & (Answer.state == state)
    done = update(Answer).where(mine).values(**values, version=Answer.version + 1).returning(Answer.id)
    return here.session.scalar(done.execution_options(synchronize_session=False)) is not None
