"""Who can be asked to visit, and of which pool."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import bindparam, func, select

from storage.db import Here
from storage.hosts import ROLES
from storage.offices import Office
from storage.people import Person, Role, belongs


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be asked to visit: her corporation, her pools, and until when she is on leave (max: unknown)."""

    id: UUID
    corporation: str
    pools: frozenset[str]
    away_until: date | None


# Built once: everything that is said of a visit asks them.
_HELD = select(Role.person_id, Role.role).where(Role.network_id == bindparam("network"), Role.role.in_(ROLES))
_BELONG = (
    select(Person.id, func.coalesce(Office.corporation, ""), Person.advises, Person.away_since, Person.away_until)
    .outerjoin(Office, (Office.network_id == Person.network_id) & (Office.id == Person.office_id))
    .where(Person.network_id == bindparam("network"), belongs())
    .order_by(Person.id)
)


def everyone(here: Here) -> list[Candidate]:
    """Return those of a network who can be asked to visit: who belong to it and are of some pool."""
    roles: dict[UUID, set[str]] = defaultdict(set)
    its = {"network": here.network_id}
    for person, role in here.session.execute(_HELD, its):
        roles[person].add(role)
    found = []
    for id, house, advises, since, until in here.session.execute(_BELONG, its):
        pools = frozenset(roles[id] | ({"adviser"} if advises else set()))
        if pools:
            found.append(Candidate(id, house, pools, (until or date.max) if since else None))
    return found
