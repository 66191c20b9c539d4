"""Hosts: when those who visit have time, as they say it themselves, and how much of it they want to give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import JSON, Date, Index, UniqueConstraint, Uuid, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here
from storage.offices import Office
from storage.people import Person, Role, belongs
from storage.tables import Owned, within

# From which pool somebody comes who has a role; who gives advice is of the pool 'adviser'.
_ROLES = ("chief", "centre")

# A weekday (0 is Monday), from and until as minutes after midnight.
Span = tuple[int, int, int]


class Host(Owned, Base):
    """How much somebody wants to visit: at most so often a day, a week, a month (None: as it comes).

    `asked_for` is the first day of the month for which she has answered the question of the 20th.
    """

    __tablename__ = "hosts"
    __table_args__ = (within("person_id", "people"), UniqueConstraint("network_id", "person_id"))

    person_id: Mapped[UUID] = mapped_column(Uuid)
    a_day: Mapped[int | None]
    a_week: Mapped[int | None]
    a_month: Mapped[int | None]
    asked_for: Mapped[date | None] = mapped_column(Date)


class Week(Owned, Base):
    """Somebody's hours of each week from a day on, until a newer row: [[weekday, from, until], ...]; empty: none."""

    __tablename__ = "host_weeks"
    __table_args__ = (within("person_id", "people"), UniqueConstraint("network_id", "person_id", "from_day"))

    person_id: Mapped[UUID] = mapped_column(Uuid)
    from_day: Mapped[date] = mapped_column(Date)
    spans: Mapped[list[list[int]]] = mapped_column(JSON)


class HostDay(Owned, Base):
    """A time of one day that differs from the week: `open` adds it, otherwise it is taken out. Minutes after midnight.

    What is taken out wins over what is added.
    """

    __tablename__ = "host_days"
    __table_args__ = (within("person_id", "people"), Index("ix_host_days_person", "network_id", "person_id", "day"))

    person_id: Mapped[UUID] = mapped_column(Uuid)
    day: Mapped[date] = mapped_column(Date)
    from_minute: Mapped[int]
    until_minute: Mapped[int]
    open: Mapped[bool]


def get(here: Here, person_id: UUID) -> Host | None:
    """Return what somebody has said about how often she visits."""
    return here.session.scalar(select(Host).where(Host.network_id == here.network_id, Host.person_id == person_id))


def caps(here: Here, people: Collection[UUID]) -> dict[UUID, Host]:
    """Return of these hosts what they have said about how often they visit."""
    wanted = select(Host).where(Host.network_id == here.network_id, Host.person_id.in_(list(people)))
    return {host.person_id: host for host in here.session.scalars(wanted)}


def weeks(here: Here, people: Collection[UUID]) -> dict[UUID, list[Week]]:
    """Return the weekly hours of these hosts, each host's oldest first."""
    found: dict[UUID, list[Week]] = defaultdict(list)
    wanted = select(Week).where(Week.network_id == here.network_id, Week.person_id.in_(list(people)))
    for week in here.session.scalars(wanted.order_by(Week.from_day)):
        found[week.person_id].append(week)
    return found


def days(here: Here, people: Collection[UUID], first: date, last: date) -> dict[UUID, list[HostDay]]:
    """Return what differs from the weeks of these hosts, from a day to another."""
    found: dict[UUID, list[HostDay]] = defaultdict(list)
    between = (HostDay.day >= first) & (HostDay.day <= last) & HostDay.person_id.in_(list(people))
    wanted = select(HostDay).where(HostDay.network_id == here.network_id, between)
    for one in here.session.scalars(wanted.order_by(HostDay.day, HostDay.from_minute, HostDay.id)):
        found[one.person_id].append(one)
    return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be asked to visit: her corporation, her pools, and until when she is on leave (max: unknown)."""

    id: UUID
    corporation: str
    pools: frozenset[str]
    away_until: date | None


def candidates(here: Here) -> list[Candidate]:
    """Return those of a network who can be asked to visit: who belong to it and are of some pool."""
    roles: dict[UUID, set[str]] = defaultdict(set)
    held = select(Role.person_id, Role.role).where(Role.network_id == here.network_id, Role.role.in_(_ROLES))
    for person, role in here.session.execute(held):
        roles[person].add(role)
    corporation = func.coalesce(Office.corporation, "")
    wanted = select(Person.id, corporation, Person.advises, Person.away_since, Person.away_until)
    its = (Office.network_id == Person.network_id) & (Office.id == Person.office_id)
    wanted = wanted.outerjoin(Office, its).where(Person.network_id == here.network_id, belongs())
    found = []
    for id, house, advises, since, until in here.session.execute(wanted.order_by(Person.id)):
        pools = frozenset(roles[id] | ({"adviser"} if advises else set()))
        if pools:
            found.append(Candidate(id, house, pools, (until or date.max) if since else None))
    return found
