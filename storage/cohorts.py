"""Cohorts: the people of one 初任者研修, who meet for their group supervision, and the poll for its date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, String, UniqueConstraint, Uuid, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime, insert_once
from storage.ids import uuid7
from storage.people import Person, belongs
from storage.tables import Owned, within


class Cohort(Owned, Base):
    """A group that took one 初任者研修 together: its name, and the day on which the course ended."""

    __tablename__ = "cohorts"
    __table_args__ = (within("made_by", "people"),)

    title: Mapped[str] = mapped_column(String(60))
    ended_on: Mapped[date] = mapped_column(Date)
    made_by: Mapped[UUID | None] = mapped_column(Uuid)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Member(Owned, Base):
    """One person of one cohort."""

    __tablename__ = "cohort_members"
    __table_args__ = (
        within("cohort_id", "cohorts"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "cohort_id", "person_id"),
    )

    cohort_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid)


class Poll(Owned, Base):
    """A poll for the date of a cohort's supervision: 'open', 'settled' (then `start_at` is the time) or 'off'."""

    __tablename__ = "polls"
    __table_args__ = (within("cohort_id", "cohorts"), within("made_by", "people"))

    cohort_id: Mapped[UUID] = mapped_column(Uuid)
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(String(100))
    closes_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(8))
    start_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    made_by: Mapped[UUID | None] = mapped_column(Uuid)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PollTime(Owned, Base):
    """One of the times that a poll asks about."""

    __tablename__ = "poll_times"
    __table_args__ = (within("poll_id", "polls"), UniqueConstraint("network_id", "poll_id", "start_at"))

    poll_id: Mapped[UUID] = mapped_column(Uuid)
    start_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Vote(Owned, Base):
    """What somebody says of one of the times: 'yes', 'maybe' or 'no'."""

    __tablename__ = "poll_votes"
    __table_args__ = (
        within("time_id", "poll_times"),
        within("person_id", "people"),
        UniqueConstraint("network_id", "time_id", "person_id"),
    )

    time_id: Mapped[UUID] = mapped_column(Uuid)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    says: Mapped[str] = mapped_column(String(5))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


def of_person(here: Here, person_id: UUID) -> list[Cohort]:
    """Return the cohorts of which somebody is one, the newest first."""
    mine = (Cohort.network_id == here.network_id) & Cohort.off_at.is_(None)
    joined = (Member.network_id == Cohort.network_id) & (Member.cohort_id == Cohort.id)
    wanted = select(Cohort).join(Member, joined).where(mine, Member.person_id == person_id)
    return list(here.session.scalars(wanted.order_by(Cohort.ended_on.desc(), Cohort.id)))


def get(here: Here, id: UUID) -> Cohort | None:
    """Return one cohort as it stands now."""
    return here.session.get(Cohort, (here.network_id, id), populate_existing=True)


def live(here: Here) -> list[Cohort]:
    """Return the cohorts that go on, the newest course first."""
    its = (Cohort.network_id == here.network_id) & Cohort.off_at.is_(None)
    return list(here.session.scalars(select(Cohort).where(its).order_by(Cohort.ended_on.desc(), Cohort.id)))


def make(here: Here, title: str, ended_on: date, by: UUID, now: datetime) -> Cohort:
    """Make a cohort that nobody is in yet."""
    made = Cohort(network_id=here.network_id, title=title, ended_on=ended_on, made_by=by, made_at=now)
    here.session.add(made)
    here.session.flush()
    return made


def end(here: Here, id: UUID, now: datetime) -> None:
    """Let a cohort be over."""
    if found := get(here, id):
        found.off_at = now
        here.session.flush()


def join(here: Here, cohort_id: UUID, people_ids: Iterable[UUID]) -> None:
    """Put people into a cohort; who is in it stays."""
    its = {"network_id": here.network_id, "cohort_id": cohort_id}
    rows = [its | {"id": uuid7(), "person_id": id} for id in people_ids]
    if rows:
        added = insert_once(here.session.connection(), Member.metadata.tables["cohort_members"])
        here.session.execute(added.on_conflict_do_nothing(), rows)


def drop(here: Here, cohort_id: UUID, person_id: UUID) -> bool:
    """Take somebody out of a cohort, and what she has said of its times; False where she is not in it."""
    its = (Poll.network_id == here.network_id) & (Poll.cohort_id == cohort_id)
    of = (PollTime.network_id == Poll.network_id) & (PollTime.poll_id == Poll.id)
    asked = select(PollTime.id).join(Poll, of).where(its)
    hers = (Vote.network_id == here.network_id) & (Vote.person_id == person_id) & Vote.time_id.in_(asked)
    here.session.execute(delete(Vote).where(hers).execution_options(synchronize_session=False))
    one = (Member.network_id == here.network_id) & (Member.cohort_id == cohort_id) & (Member.person_id == person_id)
    return here.session.scalar(delete(Member).where(one).returning(Member.id)) is not None


def members(here: Here, cohort_id: UUID) -> list[Person]:
    """Return the people of a cohort who belong to the network now, by name."""
    its = (Member.network_id == here.network_id) & (Member.cohort_id == cohort_id)
    of = (Person.network_id == Member.network_id) & (Person.id == Member.person_id)
    wanted = select(Person).join(Member, of).where(its, belongs())
    return list(here.session.scalars(wanted.order_by(Person.name, Person.id)))


def grouped(here: Here) -> set[UUID]:
    """Return who is in some cohort that goes on."""
    its = (Member.network_id == here.network_id) & Cohort.off_at.is_(None)
    of = (Cohort.network_id == Member.network_id) & (Cohort.id == Member.cohort_id)
    return set(here.session.scalars(select(Member.person_id).join(Cohort, of).where(its)))
