"""Cohorts: the people of one 初任者研修, who meet for their group supervision, and the poll for its date."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, String, UniqueConstraint, Uuid, select, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
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
