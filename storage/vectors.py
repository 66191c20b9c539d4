"""What questions mean as numbers, made by the extra [semantic] once they are kept, of what others can read alone."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Connection, LargeBinary, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import EVERYWHERE, Base, Here
from storage.questions import SEEN, Question
from storage.search import Count, Indexed
from storage.tables import Owned, within

# The row of search_counts that goes up whenever a network's vectors change.
CHANGES = UUID(int=3)


class Vector(Owned, Base):
    """The vector of one question; its id is the question's.

    `edition` is that of the models and of the text, `place` the change of the network's vectors that brought it.
    """

    __tablename__ = "search_vectors"
    __table_args__ = (within("id", "questions"),)

    edition: Mapped[str] = mapped_column(String(40))
    place: Mapped[int]
    vector: Mapped[bytes] = mapped_column(LargeBinary)


def changed(here: Here) -> int:
    """Return the number of the last change of the network's vectors."""
    row = here.session.get(Count, (here.network_id, CHANGES), populate_existing=True)
    return row.n if row else 0


def _change(here: Here) -> int:
    row = here.session.get(Count, (here.network_id, CHANGES), populate_existing=True, with_for_update=True)
    if row is None:
        row = Count(network_id=here.network_id, id=CHANGES, n=0)
        here.session.add(row)
    row.n += 1
    here.session.flush()
    return row.n


def put(here: Here, id: UUID, edition: str, vector: bytes) -> None:
    """Keep a question's vector, if it can be looked for (any more)."""
    if here.session.get(Indexed, (here.network_id, id), populate_existing=True) is not None:
        _drop(here, id)
        here.session.add(Vector(network_id=here.network_id, id=id, edition=edition, vector=vector, place=_change(here)))
        here.session.flush()


def keep(here: Here, id: UUID, edition: str) -> None:
    """Let a question's vector stand if it is of this edition, and be read again; any other goes."""
    mine = (Vector.network_id == here.network_id) & (Vector.id == id)
    here.session.execute(
        delete(Vector).where(mine, Vector.edition != edition).execution_options(synchronize_session=False)
    )
    if here.session.scalar(select(Vector.id).where(mine)) is not None:
        again = update(Vector).where(mine).values(place=_change(here))
        here.session.execute(again.execution_options(synchronize_session=False))


def forget(here: Here, id: UUID) -> None:
    """Let a question's vector go."""
    _drop(here, id)


def _drop(here: Here, id: UUID) -> None:
    mine = (Vector.network_id == here.network_id) & (Vector.id == id)
    here.session.execute(delete(Vector).where(mine).execution_options(synchronize_session=False))


def since(here: Here, place: int, audiences: Collection[str]) -> list[tuple[UUID, bytes]]:
    """Return the vectors that came after a change, of questions that these audiences may read."""
    same = (Question.network_id == Vector.network_id) & (Question.id == Vector.id)
    wanted = select(Vector.id, Vector.vector).join(Question, same).where(Vector.network_id == here.network_id)
    wanted = wanted.where(Vector.place > place, Question.state.in_(SEEN), Question.audience.in_(audiences))
    return [(id, vector) for id, vector in here.session.execute(wanted.order_by(Vector.place, Vector.id)).all()]


def missing(link: Connection, most: int) -> list[tuple[UUID, UUID, str]]:
    """Return questions of all networks that can be looked for and have no vector: network, id, text; oldest first."""
    same = (Question.network_id == Indexed.network_id) & (Question.id == Indexed.id)
    has = select(Vector.id).where(Vector.network_id == Indexed.network_id, Vector.id == Indexed.id).exists()
    wanted = select(Question.network_id, Question.id, Question.body).join(Indexed, same)
    wanted = wanted.where(~has, Question.state.in_(SEEN)).order_by(Question.id).limit(most)
    return [(network, id, body) for network, id, body in link.execute(wanted.execution_options(**EVERYWHERE)).all()]
