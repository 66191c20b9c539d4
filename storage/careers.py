"""What is known of somebody's way beside her trainings: practice, what does not concern her, what she wants told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, String, Table, UniqueConstraint, Uuid, bindparam, delete, false, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime, insert_once
from storage.ids import uuid7
from storage.people import Person, belongs
from storage.tables import Owned, within


class Career(Owned, Base):
    """One row a person, or none: since when she plans services (`exactly` as of a completion), and her choices.

    `not_mine_at`: she has said that the training deadlines do not concern her. `confirmed_on`: the day on which a
    person last looked at a record that seems to have lapsed, and who that was. `tells_manager`: what waits is told to
    her office's manager too. `hushed_at`: home does not ask her for a day of completion any more. `cases` and `months`
    are the rhythms that she has asked for.
    """

    __tablename__ = "careers"
    __table_args__ = (
        within("person_id", "people"),
        within("confirmed_by", "people"),
        UniqueConstraint("network_id", "person_id"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid)
    practice_on: Mapped[date | None] = mapped_column(Date)
    exactly: Mapped[str] = mapped_column(String(5), default="day", server_default="day")
    not_mine_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hushed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_on: Mapped[date | None] = mapped_column(Date)
    confirmed_by: Mapped[UUID | None] = mapped_column(Uuid)
    tells_manager: Mapped[bool] = mapped_column(default=False, server_default=false())
    cases: Mapped[bool] = mapped_column(default=False, server_default=false())
    months: Mapped[bool] = mapped_column(default=False, server_default=false())


class Extension(Owned, Base):
    """A deadline that an issuer (a prefecture) has moved for one person: the deadline as it was, and as it is now."""

    __tablename__ = "extensions"
    __table_args__ = (
        within("person_id", "people"),
        within("entered_by", "people"),
        UniqueConstraint("network_id", "person_id", "instead_of"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid)
    instead_of: Mapped[date] = mapped_column(Date)
    moved_to: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(100))
    issuer: Mapped[str] = mapped_column(String(60))
    entered_by: Mapped[UUID | None] = mapped_column(Uuid)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)


_OF_PEOPLE = select(Career).where(
    Career.network_id == bindparam("network"), Career.person_id.in_(bindparam("ids", expanding=True))
)
_MOVED = (
    select(Extension)
    .where(Extension.network_id == bindparam("network"), Extension.person_id.in_(bindparam("ids", expanding=True)))
    .order_by(Extension.instead_of)
)


def of_people(here: Here, ids: Collection[UUID]) -> dict[UUID, Career]:
    """Return what is known of these people; who has no row is not there."""
    return {
        one.person_id: one for one in here.session.scalars(_OF_PEOPLE, {"network": here.network_id, "ids": list(ids)})
    }


def of_person(here: Here, person_id: UUID) -> Career | None:
    """Return what is known of somebody; None where she has said nothing."""
    return of_people(here, [person_id]).get(person_id)


def made(here: Here, person_id: UUID) -> Career:
    """Return somebody's row, which is made where she has none."""
    found = of_person(here, person_id)
    if found is None:
        hers = (Career.network_id == here.network_id) & (Career.person_id == person_id)
        # Two people may make it in the same moment: a coordinator of hers, and she herself.
        table: Table = Career.metadata.tables[Career.__tablename__]
        row = {"network_id": here.network_id, "id": uuid7(), "person_id": person_id}
        here.session.execute(insert_once(here.session.connection(), table).on_conflict_do_nothing(), row)
        found = here.session.scalars(select(Career).where(hers)).one()
    return found


def confirm(here: Here, person_id: UUID, deadline: date, by: UUID, today: date) -> bool:
    """Note who has looked at a record whose deadline has passed; False where somebody has done so since it passed."""
    made(here, person_id)
    hers = (Career.network_id == here.network_id) & (Career.person_id == person_id)
    still = or_(Career.confirmed_on.is_(None), Career.confirmed_on <= deadline)
    done = update(Career).where(hers, still).values(confirmed_on=today, confirmed_by=by).returning(Career.id)
    return here.session.scalar(done) is not None


def move(here: Here, person_id: UUID) -> None:
    """Tell the manager of the office that somebody comes to nothing: she has said so of another one."""
    hers = (Career.network_id == here.network_id) & (Career.person_id == person_id)
    here.session.execute(update(Career).where(hers).values(tells_manager=False))


def telling_manager(here: Here, office_id: UUID) -> list[Person]:
    """Return who of an office has said that its manager may be told what waits, and belongs now; as they came."""
    hers = (Career.network_id == Person.network_id) & (Career.person_id == Person.id) & Career.tells_manager
    wanted = select(Person).join(Career, hers).where(Person.network_id == here.network_id, belongs())
    return list(here.session.scalars(wanted.where(Person.office_id == office_id).order_by(Person.joined_at, Person.id)))


def extensions_of(here: Here, ids: Collection[UUID]) -> dict[UUID, list[Extension]]:
    """Return the deadlines of these people that were moved, each person's in order of time."""
    found: dict[UUID, list[Extension]] = {}
    for one in here.session.scalars(_MOVED, {"network": here.network_id, "ids": list(ids)}):
        found.setdefault(one.person_id, []).append(one)
    return found


def extension(here: Here, id: UUID) -> Extension | None:
    """Return one deadline that was moved."""
    return here.session.get(Extension, (here.network_id, id), populate_existing=True)


def extend(
    here: Here, person_id: UUID, ends: tuple[date, date], reason: str, issuer: str, by: UUID, now: datetime
) -> None:
    """Keep that somebody's deadline was moved: `ends` are the day as it was, and the day as it is now."""
    told = {"reason": reason, "issuer": issuer, "entered_by": by, "entered_at": now}
    row = Extension(network_id=here.network_id, person_id=person_id, instead_of=ends[0], moved_to=ends[1], **told)
    here.session.add(row)
    here.session.flush()


def retract(here: Here, id: UUID) -> bool:
    """Delete a deadline that was moved; False where there is none (any more)."""
    its = (Extension.network_id == here.network_id) & (Extension.id == id)
    return here.session.scalar(delete(Extension).where(its).returning(Extension.id)) is not None
