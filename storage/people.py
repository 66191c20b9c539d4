"""People, whatever platform they use: one office each, roles, and when and where they want to hear from us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    String,
    UniqueConstraint,
    Uuid,
    and_,
    bindparam,
    delete,
    false,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here, UtcDateTime
from storage.tables import Owned, within

# DESIGN's roles: support_worker is 相談支援員 (no training deadline), chief 主任, centre 基幹 staff.
ROLES = ("counsellor", "support_worker", "chief", "centre", "coordinator", "manager", "observer")


# How somebody belongs to her network. Who is not 'here' sees the door that fits, people to talk to, and her own data.
State = Literal["joining", "here", "paused", "removed"]

# Minutes after midnight, on the network's clock.
MORNING = 9 * 60
HOURS = (9 * 60, 18 * 60)
ASKS_A_WEEK = 2
RHYTHMS = ("now", "daily", "weekly", "none")
RHYTHM = "weekly"


class Person(Owned, Base):
    """A person of one network.

    `face` is the platform where she wants what is unasked (None: the first that reaches her); `morning_at` the minute
    of the day for 朝の1通; `hours_from` and `hours_until` bound the hours in which her telephone may ring; outside
    them what cannot wait comes without a sound ('quiet') or the next morning ('morning'). While `away_since` is set
    nothing unasked is sent; `away_until` is the first day back, None when she has not said. Why is nowhere kept.

    She belongs from `agreed_at` on; until then her office may be unknown and her name empty. A coordinator may pause
    her (`paused_at`) or remove her (`removed_at`: her data goes after a time in which that can be taken back). Of who
    has left for good (`left_at`) only this row stays, with no name.

    `fridays` asks for the weekly invitation to reflect. `asks_a_week` is how often she may be asked directly about a
    question, `rhythm` when まとめ comes ('now', 'daily', 'weekly', 'none'). `advises`: she gives
    ワンポイントアドバイス on the disability fields that she knows. After something that asked much of her nothing that
    can wait is sent until `calm_until`, the first day on which it comes again.
    """

    __tablename__ = "people"
    __table_args__ = (within("office_id", "offices"),)

    office_id: Mapped[UUID | None] = mapped_column(Uuid)
    name: Mapped[str] = mapped_column(String(60))
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    face: Mapped[str | None] = mapped_column(String(20))
    morning_at: Mapped[int] = mapped_column(default=MORNING, server_default=text(str(MORNING)))
    hours_from: Mapped[int] = mapped_column(default=HOURS[0], server_default=text(str(HOURS[0])))
    hours_until: Mapped[int] = mapped_column(default=HOURS[1], server_default=text(str(HOURS[1])))
    after_hours: Mapped[str] = mapped_column(String(10), default="quiet", server_default="quiet")
    away_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    away_until: Mapped[date | None] = mapped_column(Date)
    fridays: Mapped[bool] = mapped_column(default=False, server_default=false())
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asks_a_week: Mapped[int] = mapped_column(default=ASKS_A_WEEK, server_default=text(str(ASKS_A_WEEK)))
    rhythm: Mapped[str] = mapped_column(String(10), default=RHYTHM, server_default=RHYTHM)
    advises: Mapped[bool] = mapped_column(default=False, server_default=false())
    calm_until: Mapped[date | None] = mapped_column(Date)

    @property
    def state(self) -> State:
        """How she belongs to the network."""
        if self.removed_at or self.left_at:
            return "removed"
        if self.paused_at:
            return "paused"
        return "here" if self.agreed_at else "joining"


def belongs() -> ColumnElement[bool]:
    """Name the people who belong to their network: in the state 'here'."""
    return and_(
        Person.agreed_at.is_not(None), Person.paused_at.is_(None), Person.removed_at.is_(None), Person.left_at.is_(None)
    )


def listens() -> ColumnElement[bool]:
    """Name the people to whom something unasked may go: who belong, and are not on leave."""
    return and_(belongs(), Person.away_since.is_(None))


class Role(Owned, Base):
    """One role of one person."""

    __tablename__ = "roles"
    __table_args__ = (within("person_id", "people"), UniqueConstraint("network_id", "person_id", "role"))

    person_id: Mapped[UUID] = mapped_column(Uuid)
    role: Mapped[str] = mapped_column(String(20))


def get(here: Here, id: UUID) -> Person | None:
    """Return the person with this id, if she is of this network."""
    return here.session.get(Person, (here.network_id, id))


_BY_NAME = (
    select(Person)
    .where(Person.network_id == bindparam("network"), Person.name == bindparam("name"))
    .order_by(Person.joined_at, Person.id)
)


def by_name(here: Here, name: str) -> list[Person]:
    """Return the people of this name: there may be two."""
    return list(here.session.scalars(_BY_NAME, {"network": here.network_id, "name": name}))


_EVERYONE = (
    select(Person)
    .where(Person.network_id == bindparam("network"), Person.left_at.is_(None))
    .order_by(Person.joined_at, Person.id)
)


def everyone(here: Here) -> list[Person]:
    """Return all people of the network who have not left, in the order in which they came."""
    return list(here.session.scalars(_EVERYONE, {"network": here.network_id}))


_KNOWN = "roles"
# Built once: it is asked at every turn.
_ROLES_OF = select(Role.role).where(Role.network_id == bindparam("network"), Role.person_id == bindparam("person"))


def roles_of(here: Here, person_id: UUID) -> list[str]:
    """Return a person's roles in the order of ROLES; asked once in a transaction, for each door looks at them."""
    known: dict[UUID, list[str]] = here.session.info.setdefault(_KNOWN, {}).setdefault(here.network_id, {})
    if person_id not in known:
        values = {"network": here.network_id, "person": person_id}
        known[person_id] = sorted(here.session.scalars(_ROLES_OF, values), key=ROLES.index)
    return [*known[person_id]]


def read_roles(here: Here, people: Collection[UUID]) -> dict[UUID, list[str]]:
    """Return the roles of those of these people who have any; `roles_of` need not ask for them one by one then."""
    found = defaultdict[UUID, list[str]](list)
    mine = (Role.network_id == here.network_id) & Role.person_id.in_(list(people))
    for person_id, role in here.session.execute(select(Role.person_id, Role.role).where(mine)):
        found[person_id].append(role)
    known: dict[UUID, list[str]] = here.session.info.setdefault(_KNOWN, {}).setdefault(here.network_id, {})
    known.update({person_id: sorted(roles, key=ROLES.index) for person_id, roles in found.items()})
    return {person_id: [*known[person_id]] for person_id in found}


def forget_roles(here: Here) -> None:
    """Have roles read anew: whoever changes them says so."""
    here.session.info.pop(_KNOWN, None)


def set_roles(here: Here, person_id: UUID, roles: list[str]) -> None:
    """Give a person these roles and no others; raises ValueError for a role that does not exist."""
    if unknown := [role for role in roles if role not in ROLES]:
        raise ValueError(unknown[0])
    mine = (Role.network_id == here.network_id) & (Role.person_id == person_id)
    has = set(roles_of(here, person_id))
    if has == set(roles):
        return
    if has - set(roles):
        here.session.execute(delete(Role).where(mine, Role.role.not_in(roles)))
    for role in set(roles) - has:
        here.session.add(Role(network_id=here.network_id, person_id=person_id, role=role))
    forget_roles(here)


def come_back(here: Here, today: date) -> None:
    """End the leave of those whose first day back has come."""
    mine = (Person.network_id == here.network_id) & (Person.away_until <= today)
    here.session.execute(update(Person).where(mine).values(away_since=None, away_until=None))


def on_fridays(here: Here) -> list[Person]:
    """Return the people who want the weekly invitation and to whom it may go."""
    wanted = select(Person).where(Person.network_id == here.network_id, Person.fridays, listens())
    return list(here.session.scalars(wanted.order_by(Person.id)))


# Built once, as the next: each plan asks it.
_WITH_ROLE = (
    select(Role.person_id)
    .where(Role.network_id == bindparam("network"), Role.role == bindparam("role"))
    .order_by(Role.person_id)
)


def with_role(here: Here, role: str) -> list[UUID]:
    """Return the ids of the people who have a role."""
    return list(here.session.scalars(_WITH_ROLE, {"network": here.network_id, "role": role}))


def belonging(here: Here, ids: Collection[UUID]) -> set[UUID]:
    """Return those of some people who belong to the network now."""
    wanted = select(Person.id).where(Person.network_id == here.network_id, Person.id.in_(list(ids)), belongs())
    return set(here.session.scalars(wanted))


_ONE_OF = (Role.network_id == bindparam("network")) & Role.role.in_(bindparam("roles", expanding=True))
_STAYS = Person.agreed_at.is_not(None) & Person.removed_at.is_(None) & Person.left_at.is_(None)
_WITH_ANY_ROLE = (
    select(Person)
    .where(Person.network_id == bindparam("network"), Person.id.in_(select(Role.person_id).where(_ONE_OF)), _STAYS)
    .order_by(Person.joined_at, Person.id)
)


def with_any_role(here: Here, roles: Collection[str]) -> list[Person]:
    """Return the people who have one of some roles and are here or paused, in the order in which they came."""
    return list(here.session.scalars(_WITH_ANY_ROLE, {"network": here.network_id, "roles": list(roles)}))
