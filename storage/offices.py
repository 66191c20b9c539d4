"""Offices: 相談支援事業所 with their corporation; an office of one person is a first-class fact."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import String, bindparam, func, select
from sqlalchemy.orm import Mapped, mapped_column

from storage.db import Base, Here
from storage.people import Person, Role, belongs
from storage.tables import Owned


class Office(Owned, Base):
    """An office: name, corporation (法人), how many counsellors work there; where it is, how it is reached, parking."""

    __tablename__ = "offices"

    name: Mapped[str] = mapped_column(String(100))
    corporation: Mapped[str] = mapped_column(String(100))
    counsellors: Mapped[int]
    address: Mapped[str] = mapped_column(String(200), default="")
    tel: Mapped[str] = mapped_column(String(30), default="")
    parking: Mapped[str] = mapped_column(String(100), default="")


def name_of(here: Here, id: UUID | None) -> str:
    """Return an office's name; empty for somebody who has none yet."""
    office = here.session.get(Office, (here.network_id, id)) if id else None
    return office.name if office else ""


def by_name(here: Here, name: str) -> Office | None:
    """Return the office of this name in this network."""
    return here.session.scalar(select(Office).where(Office.network_id == here.network_id, Office.name == name))


def get(here: Here, id: UUID) -> Office | None:
    """Return the office with this id, if it is of this network."""
    return here.session.get(Office, (here.network_id, id))


# Built once: whoever chooses an office asks it.
_EVERYONE = (
    select(Office).where(Office.network_id == bindparam("network")).order_by(Office.name, Office.corporation, Office.id)
)


def everyone(here: Here) -> list[Office]:
    """Return all offices of the network, by name."""
    return list(here.session.scalars(_EVERYONE, {"network": here.network_id}))


def taking_part(here: Here, roles: Collection[str] = ()) -> int:
    """Return of how many offices somebody belongs to the network now, with one of some roles if any are named."""
    wanted = select(func.count(Person.office_id.distinct())).where(Person.network_id == here.network_id, belongs())
    if roles:
        has = select(Role.person_id).where(Role.network_id == here.network_id, Role.role.in_(list(roles)))
        wanted = wanted.where(Person.id.in_(has))
    return here.session.scalar(wanted) or 0
