"""The steps by which a question that nobody has answered is taken further: each at most once in each of its turns."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, bindparam, exists, func, or_, select, update

from storage.answers import ANSWER, HERE, Answer
from storage.asked import Asked, Step
from storage.db import Base, Here, insert_once
from storage.ids import uuid7
from storage.offices import Office
from storage.people import Person
from storage.questions import OPEN, Question

# Before the first of the steps: the turn has begun.
BEGUN = 0


def begin(here: Here, question_id: UUID, now: datetime) -> int:
    """Begin a question's next turn: at 0 when it is asked, and anew whenever it is opened again; return which."""
    last = select(func.max(Step.turn)).where(Step.network_id == here.network_id, Step.question_id == question_id)
    before = here.session.scalar(last)
    turn = 0 if before is None else before + 1
    take(here, question_id, turn, BEGUN, now)
    return turn


def take(here: Here, question_id: UUID, turn: int, step: int, now: datetime) -> UUID | None:
    """Note that a step is taken and return its id; None where somebody has taken it before."""
    row = {"network_id": here.network_id, "id": uuid7(), "question_id": question_id, "turn": turn, "step": step}
    table = Base.metadata.tables[Step.__tablename__]
    once = insert_once(here.session.connection(), table).values(**row, at=now).on_conflict_do_nothing()
    id: UUID | None = here.session.scalar(once.returning(table.c.id))
    return id


def of_turn(here: Here, question_id: UUID) -> list[Step]:
    """Return the steps taken in a question's present turn, its beginning first; nothing before it has begun."""
    mine = (Step.network_id == here.network_id) & (Step.question_id == question_id)
    last = select(func.max(Step.turn)).where(mine).scalar_subquery()
    wanted = select(Step).where(mine, Step.turn == last).order_by(Step.step)
    return list(here.session.scalars(wanted.execution_options(populate_existing=True)))


def get(here: Here, id: UUID) -> Step | None:
    """Return a step by its id, if it is of this network."""
    return here.session.get(Step, (here.network_id, id))


def set_next(here: Here, question_id: UUID, taken: int, due: datetime | None) -> None:
    """Note the last step taken for a question and when the next one is due; None: its clock stands."""
    mine = (Question.network_id == here.network_id) & (Question.id == question_id)
    moved = update(Question).where(mine).values(step=taken, step_at=due)
    here.session.execute(moved.execution_options(synchronize_session="fetch"))


# Built once: every minute asks both of each network.
_OPEN = select(Question).where(Question.network_id == bindparam("network"), Question.state == OPEN)
_OPEN = _OPEN.execution_options(populate_existing=True)
_DUE = (
    _OPEN.where(or_(Question.step_at <= bindparam("now"), Question.step_at > bindparam("far")))
    .order_by(Question.step_at, Question.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_ASKS = (Asked.network_id == Question.network_id) & (Asked.question_id == Question.id) & Asked.declined_at.is_(None)
_WITHOUT_ADVISER = (
    _OPEN.outerjoin(Person, (Person.network_id == Question.network_id) & (Person.id == Question.asker_id))
    .outerjoin(Office, (Office.network_id == Person.network_id) & (Office.id == Person.office_id))
    .where(Question.step_at.is_not(None), Question.step == BEGUN, Question.kind == "advice", ~exists().where(_ASKS))
    .order_by(func.coalesce(Office.counsellors, 2) > 1, Question.asked_at, Question.id)
    .with_for_update(of=Question, skip_locked=True)
)


def due(here: Here, now: datetime, far: datetime, most: int) -> list[Question]:
    """Return questions whose next step is due, or due later than any can be (a clock was set back), earliest first.

    Those that somebody else holds are passed by; nobody else changes the others until the transaction is over.
    """
    asked = {"network": here.network_id, "now": now, "far": far, "most": most}
    return list(here.session.scalars(_DUE, asked))


def without_adviser(here: Here) -> list[Question]:
    """Return the advices that nobody is asked for yet: of one-person offices first, then as they came.

    Those that somebody else holds are passed by.
    """
    return list(here.session.scalars(_WITHOUT_ADVISER, {"network": here.network_id}))


def is_answered(here: Here, question_id: UUID, since: datetime) -> bool:
    """Tell whether others can read an answer to a question that was given since a moment."""
    said = (Answer.network_id == here.network_id) & (Answer.question_id == question_id) & (Answer.at >= since)
    return bool(here.session.scalar(select(exists().where(said, Answer.kind == ANSWER, Answer.state == HERE))))
