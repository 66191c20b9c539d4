"""Trainings that somebody has completed, and where she has taught: days of certificates, no files and no numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, String, Table, UniqueConstraint, Uuid, bindparam, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime, insert_once
from storage.ids import next_id
from storage.tables import Owned, within

# From the most exact on.
EXACTLY = ("day", "month", "year")


class Completion(Owned, Base):
    """A completed training: the course's key (messages/courses), and its 修了日 as far as it is known.

    `exactly` says how far: 'day'; 'month' (then `done_on` is the month's first day); 'year' (1 April of the fiscal
    year). `entered_by` is she herself, or who brought a roster.
    """

    __tablename__ = "completions"
    __table_args__ = (
        within("person_id", "people"),
        within("entered_by", "people"),
        UniqueConstraint("network_id", "person_id", "course", "done_on"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid)
    course: Mapped[str] = mapped_column(String(30))
    done_on: Mapped[date] = mapped_column(Date)
    exactly: Mapped[str] = mapped_column(String(5))
    entered_by: Mapped[UUID | None] = mapped_column(Uuid)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Teaching(Owned, Base):
    """That somebody has taught at a training, which counts towards 主任: `part` 'lecture', 'facilitate' or 'plan'."""

    __tablename__ = "teachings"
    __table_args__ = (
        within("person_id", "people"),
        UniqueConstraint("network_id", "person_id", "course", "part", "taught_on"),
    )

    person_id: Mapped[UUID] = mapped_column(Uuid)
    course: Mapped[str] = mapped_column(String(30))
    part: Mapped[str] = mapped_column(String(12))
    taught_on: Mapped[date] = mapped_column(Date)
    exactly: Mapped[str] = mapped_column(String(5))
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)


def bring(
    here: Here, new: Sequence[tuple[UUID, str, date, str]], gone: Collection[UUID], by: UUID, now: datetime
) -> None:
    """Keep what a roster says, as (person, course, day, exactly), in place of what is gone; what is there stays."""
    old = (Completion.network_id == here.network_id) & Completion.id.in_(gone)
    here.session.execute(delete(Completion).where(old))
    table = Completion.metadata.tables["completions"]
    mine = {"network_id": here.network_id, "entered_by": by, "entered_at": now}
    rows = [
        mine | {"id": next_id(), "person_id": whose, "course": course, "done_on": day, "exactly": exactly}
        for whose, course, day, exactly in new
    ]
    if rows:
        here.session.execute(insert_once(here.session.connection(), table).on_conflict_do_nothing(), rows)


def add(
    here: Here, person_id: UUID, course: str, done_on: date, exactly: str, by: UUID | None, now: datetime
) -> Completion:
    """Keep that somebody has completed a course on a day; what is known already stays, only ever more exactly."""
    same = (Completion.network_id == here.network_id) & (Completion.person_id == person_id)
    same &= (Completion.course == course) & (Completion.done_on == done_on)
    table: Table = Completion.metadata.tables["completions"]
    row = {"network_id": here.network_id, "id": next_id(), "person_id": person_id, "course": course}
    row |= {"done_on": done_on, "exactly": exactly, "entered_by": by, "entered_at": now}
    # Two people may tell of it in the same moment: a coordinator of hers, and she herself.
    here.session.execute(insert_once(here.session.connection(), table).on_conflict_do_nothing(), row)
    found = here.session.scalars(select(Completion).where(same).execution_options(populate_existing=True)).one()
    # The first of a month may be that very day.
    found.exactly = min(found.exactly, exactly, key=EXACTLY.index)
    here.session.flush()
    return found


def move(here: Here, id: UUID, person_id: UUID, done_on: date, exactly: str, now: datetime) -> bool:
    """Correct the day of one of somebody's own completions; False where there is none (any more).

    Where the same course is known for that day already, the two become one.
    """
    found = get(here, id)
    if found is None or found.person_id != person_id:
        return False
    others = [one for one in of_person(here, person_id) if one.course == found.course and one.done_on == done_on]
    if any(one.id != id for one in others):
        remove(here, id, person_id)
        add(here, person_id, found.course, done_on, exactly, person_id, now)
        return True
    found.done_on, found.exactly, found.entered_by, found.entered_at = done_on, exactly, person_id, now
    here.session.flush()
    return True


def get(here: Here, id: UUID) -> Completion | None:
    """Return one completion."""
    return here.session.get(Completion, (here.network_id, id), populate_existing=True)


_OF_PEOPLE = select(Completion).where(
    Completion.network_id == bindparam("network"), Completion.person_id.in_(bindparam("ids", expanding=True))
)
_OF_PEOPLE = _OF_PEOPLE.order_by(Completion.done_on, Completion.id)


def of_people(here: Here, ids: Collection[UUID]) -> dict[UUID, list[Completion]]:
    """Return the completions of each of these people, in their order of time; who has none is not there."""
    found: dict[UUID, list[Completion]] = {}
    for one in here.session.scalars(_OF_PEOPLE, {"network": here.network_id, "ids": list(ids)}):
        found.setdefault(one.person_id, []).append(one)
    return found


def used(here: Here) -> set[str]:
    """Return the keys of all courses that somebody has completed, or taught at."""
    found: set[str] = set()
    for table in (Completion, Teaching):
        found |= set(here.session.scalars(select(table.course).where(table.network_id == here.network_id).distinct()))
    return found


def of_person(here: Here, person_id: UUID) -> list[Completion]:
    """Return what somebody has completed, in order of time."""
    return of_people(here, [person_id]).get(person_id, [])


def remove(here: Here, id: UUID, person_id: UUID) -> bool:
    """Delete one of somebody's own completions; False where there is none (any more)."""
    own = (Completion.network_id == here.network_id) & (Completion.id == id) & (Completion.person_id == person_id)
    return here.session.scalar(delete(Completion).where(own).returning(Completion.id)) is not None


def teachings_of(here: Here, person_id: UUID) -> list[Teaching]:
    """Return where somebody has taught, in order of time."""
    its = (Teaching.network_id == here.network_id) & (Teaching.person_id == person_id)
    return list(here.session.scalars(select(Teaching).where(its).order_by(Teaching.taught_on, Teaching.id)))


def teach(
    here: Here, person_id: UUID, course: str, part: str, taught_on: date, exactly: str, now: datetime
) -> Teaching:
    """Keep that somebody has taught at a training; the same once more is the same."""
    same = (Teaching.network_id == here.network_id) & (Teaching.person_id == person_id)
    same &= (Teaching.course == course) & (Teaching.part == part) & (Teaching.taught_on == taught_on)
    table: Table = Teaching.metadata.tables["teachings"]
    row = {"network_id": here.network_id, "id": next_id(), "person_id": person_id, "course": course, "part": part}
    row |= {"taught_on": taught_on, "exactly": exactly, "entered_at": now}
    here.session.execute(insert_once(here.session.connection(), table).on_conflict_do_nothing(), row)
    found = here.session.scalars(select(Teaching).where(same).execution_options(populate_existing=True)).one()
    found.exactly = min(found.exactly, exactly, key=EXACTLY.index)
    here.session.flush()
    return found


def untaught(here: Here, id: UUID, person_id: UUID) -> bool:
    """Delete that somebody has taught, from her own record; False where it is not there (any more)."""
    own = (Teaching.network_id == here.network_id) & (Teaching.id == id) & (Teaching.person_id == person_id)
    return here.session.scalar(delete(Teaching).where(own).returning(Teaching.id)) is not None
