"""Who has applied for a run of a course, how that stands, and whom the ward has been asked to recommend."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, Table, UniqueConstraint, Uuid, bindparam, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime, insert_once
from storage.ids import next_id
from storage.tables import Owned, within

_ONE = ("network_id", "run_id", "person_id")
# 'not_for_me' is an answer too: of who has said so nobody waits for one.
STATES = ("applied", "accepted", "not_accepted", "withdrawn", "not_for_me")


class Application(Owned, Base):
    """How somebody stands to a run, by her own word; one row a person and run."""

    __tablename__ = "applications"
    __table_args__ = (
        within("run_id", "course_runs"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "run_id", "person_id"),
    )

    run_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    state: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Recommendation(Owned, Base):
    """That somebody asks for the ward's 推薦 for a run: 'asked', 'given', 'not_now' or 'withdrawn'."""

    __tablename__ = "recommendations"
    __table_args__ = (
        within("run_id", "course_runs"),
        within("person_id", "people"),
        within("decided_by", "people"),
        UniqueConstraint("network_id", "run_id", "person_id"),
    )

    run_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    state: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[UUID | None] = mapped_column(Uuid)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


# Built once: home asks it each time.
_OF_PEOPLE = select(Application).where(
    Application.network_id == bindparam("network"), Application.person_id.in_(bindparam("ids", expanding=True))
)
_OF_PEOPLE = _OF_PEOPLE.order_by(Application.at, Application.id)


def of_people(here: Here, ids: Collection[UUID]) -> list[Application]:
    """Return how these people stand to any run, the earliest word first."""
    return list(here.session.scalars(_OF_PEOPLE, {"network": here.network_id, "ids": list(ids)}))


def of_run(here: Here, run_id: UUID) -> list[Application]:
    """Return how people stand to a run, the earliest word first."""
    its = (Application.network_id == here.network_id) & (Application.run_id == run_id)
    return list(here.session.scalars(select(Application).where(its).order_by(Application.at, Application.id)))


def say(here: Here, run_id: UUID, person_id: UUID, state: str, now: datetime) -> Application:
    """Keep how somebody stands to a run, in place of what she said before."""
    table: Table = Application.metadata.tables["applications"]
    row = {"network_id": here.network_id, "id": next_id(), "run_id": run_id, "person_id": person_id}
    said = {"state": state, "at": now}
    added = insert_once(here.session.connection(), table).values(row | said)
    here.session.execute(added.on_conflict_do_update(index_elements=_ONE, set_=said))
    own = (Application.network_id == here.network_id) & (Application.run_id == run_id)
    wanted = select(Application).where(own, Application.person_id == person_id)
    return here.session.scalars(wanted.execution_options(populate_existing=True)).one()


def recommendations(here: Here) -> list[Recommendation]:
    """Return all requests for the ward's 推薦, the earliest first."""
    its = Recommendation.network_id == here.network_id
    wanted = select(Recommendation).where(its).order_by(Recommendation.asked_at, Recommendation.id)
    return list(here.session.scalars(wanted))


def unsay(here: Here, run_id: UUID, person_id: UUID) -> bool:
    """Forget how somebody stands to a run; False where she has said nothing."""
    own = (Application.network_id == here.network_id) & (Application.run_id == run_id)
    own &= Application.person_id == person_id
    return here.session.scalar(delete(Application).where(own).returning(Application.id)) is not None


def request(here: Here, run_id: UUID, person_id: UUID) -> Recommendation | None:
    """Return somebody's request for the ward's 推薦 for a run; None where she has made none."""
    own = (Recommendation.network_id == here.network_id) & (Recommendation.run_id == run_id)
    wanted = select(Recommendation).where(own, Recommendation.person_id == person_id)
    return here.session.scalar(wanted.execution_options(populate_existing=True))


def recommendation(here: Here, id: UUID) -> Recommendation | None:
    """Return one request for the ward's 推薦."""
    return here.session.get(Recommendation, (here.network_id, id), populate_existing=True)


def requests_of(here: Here, person_id: UUID) -> list[Recommendation]:
    """Return somebody's requests for the ward's 推薦, the earliest first."""
    own = (Recommendation.network_id == here.network_id) & (Recommendation.person_id == person_id)
    wanted = select(Recommendation).where(own).order_by(Recommendation.asked_at, Recommendation.id)
    return list(here.session.scalars(wanted))


# Built once: home asks it, and each plan.
_STANDING_AT = (
    select(Recommendation.person_id, Recommendation.run_id)
    .where(Recommendation.network_id == bindparam("network"), Recommendation.state == bindparam("state"))
    .where(Recommendation.run_id.in_(bindparam("runs", expanding=True)))
    .where(Recommendation.person_id.in_(bindparam("people", expanding=True)))
)


def standing_at(
    here: Here, state: str, run_ids: Collection[UUID], person_ids: Collection[UUID]
) -> set[tuple[UUID, UUID]]:
    """Return whose request for which of these runs stands at a state, of these people, as (person, run)."""
    if not run_ids or not person_ids:
        return set()
    asked = {"network": here.network_id, "state": state, "runs": list(run_ids), "people": list(person_ids)}
    return {(person, run) for person, run in here.session.execute(_STANDING_AT, asked)}


def ask(here: Here, run_id: UUID, person_id: UUID, now: datetime) -> Recommendation:
    """Ask for the ward's 推薦, again where the request was withdrawn or not granted; otherwise it stays as it is."""
    table: Table = Recommendation.metadata.tables["recommendations"]
    row = {"network_id": here.network_id, "id": next_id(), "run_id": run_id, "person_id": person_id}
    added = insert_once(here.session.connection(), table).on_conflict_do_nothing()
    here.session.execute(added, row | {"state": "withdrawn", "asked_at": now})
    own = request(here, run_id, person_id)
    assert own is not None
    if own.state in ("withdrawn", "not_now"):
        own.state, own.asked_at, own.decided_by, own.decided_at = "asked", now, None, None
    here.session.flush()
    return own
