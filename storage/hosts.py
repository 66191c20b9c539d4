"""Hosts: when those who visit have time, as they say it themselves, and how much of it they want to give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import JSON, BindParameter, Date, Index, UniqueConstraint, Uuid, bindparam, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here
from storage.people import Person, Role, listens
from storage.tables import Owned, within

# Who may be asked to visit: 主任, 基幹, and whoever gives ワンポイントアドバイス.
ROLES = ("chief", "centre")

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


# Built once: plans ask these of each network, and whoever looks for free hours asks them again and again.
_NETWORK: BindParameter[UUID] = bindparam("network")
_PEOPLE: BindParameter[UUID] = bindparam("people", expanding=True)
_CAPS = select(Host).where(Host.network_id == _NETWORK, Host.person_id.in_(_PEOPLE))
_WEEKS = select(Week).where(Week.network_id == _NETWORK, Week.person_id.in_(_PEOPLE)).order_by(Week.from_day)
_BETWEEN = (HostDay.day >= bindparam("first")) & (HostDay.day <= bindparam("last"))
_DAYS = (
    select(HostDay)
    .where(HostDay.network_id == _NETWORK, _BETWEEN, HostDay.person_id.in_(_PEOPLE))
    .order_by(HostDay.day, HostDay.from_minute, HostDay.id)
)
_HOSTS = select(Role.person_id).where(Role.network_id == _NETWORK, Role.role.in_(ROLES))
_EVERYONE = (
    select(Person)
    .where(Person.network_id == _NETWORK, listens(), or_(Person.id.in_(_HOSTS), Person.advises))
    .order_by(Person.id)
)


def caps(here: Here, people: Collection[UUID]) -> dict[UUID, Host]:
    """Return of these hosts what they have said about how often they visit."""
    asked = {"network": here.network_id, "people": list(people)}
    return {host.person_id: host for host in here.session.scalars(_CAPS, asked)}


def weeks(here: Here, people: Collection[UUID]) -> dict[UUID, list[Week]]:
    """Return the weekly hours of these hosts, each host's oldest first."""
    found: dict[UUID, list[Week]] = defaultdict(list)
    for week in here.session.scalars(_WEEKS, {"network": here.network_id, "people": list(people)}):
        found[week.person_id].append(week)
    return found


def days(here: Here, people: Collection[UUID], first: date, last: date) -> dict[UUID, list[HostDay]]:
    """Return what differs from the weeks of these hosts, from a day to another."""
    found: dict[UUID, list[HostDay]] = defaultdict(list)
    asked = {"network": here.network_id, "people": list(people), "first": first, "last": last}
    for one in here.session.scalars(_DAYS, asked):
        found[one.person_id].append(one)
    return found


def ensure(here: Here, person_id: UUID) -> Host:
    """Return what somebody has said about how often she visits; a new row where she has said nothing yet."""
    host = get(here, person_id)
    if host is None:
        host = Host(network_id=here.network_id, person_id=person_id)
        here.session.add(host)
        here.session.flush()
    return host


def put_week(here: Here, person_id: UUID, from_day: date, spans: Iterable[Sequence[int]]) -> None:
    """Let somebody's hours of each week be these from a day on, until a row of a later day."""
    hers = (Week.network_id == here.network_id) & (Week.person_id == person_id) & (Week.from_day == from_day)
    week = here.session.scalar(select(Week).where(hers))
    if week is None:
        week = Week(network_id=here.network_id, person_id=person_id, from_day=from_day)
        here.session.add(week)
    week.spans = sorted(list(span) for span in spans)
    here.session.flush()


def drop_weeks(here: Here, person_id: UUID, after: date) -> None:
    """Forget what somebody has said of her weeks from later days on."""
    hers = (Week.network_id == here.network_id) & (Week.person_id == person_id) & (Week.from_day > after)
    here.session.execute(delete(Week).where(hers))


def drop_days(here: Here, person_id: UUID, ids: Collection[UUID]) -> None:
    """Take back what somebody has said of single days."""
    hers = (HostDay.network_id == here.network_id) & (HostDay.person_id == person_id) & HostDay.id.in_(list(ids))
    here.session.execute(delete(HostDay).where(hers))


def everyone(here: Here) -> list[Person]:
    """Return the hosts of the network to whom something unasked may go."""
    return list(here.session.scalars(_EVERYONE, {"network": here.network_id}))
