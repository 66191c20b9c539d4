"""All that is known of one person's trainings, in one question to the database: home asks it each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, select

from storage.careers import Career, Extension
from storage.completions import Completion
from storage.db import Here
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Trained:
    """One person's completions in order of time, what else she has told, and her deadlines that were moved."""

    completions: Sequence[Completion]
    career: Career | None
    extensions: Sequence[Extension]


def _hers(table: type[Completion | Career | Extension]) -> ColumnElement[bool]:
    return and_(table.network_id == Person.network_id, table.person_id == Person.id)


# Built once: home asks it each time.
_WANTED = (
    select(Completion, Career, Extension)
    .select_from(Person)
    .outerjoin(Completion, _hers(Completion))
    .outerjoin(Career, _hers(Career))
    .outerjoin(Extension, _hers(Extension))
    .where((Person.network_id == bindparam("network")) & (Person.id == bindparam("person")))
    .order_by(Completion.done_on, Completion.id, Extension.instead_of)
)


def of_person(here: Here, person_id: UUID) -> Trained | None:
    """Return what is known of somebody, of whom nothing is known too; None where she is not of this network."""
    done: dict[UUID, Completion] = {}
    moved: dict[UUID, Extension] = {}
    career: Career | None = None
    rows = here.session.execute(_WANTED, {"network": here.network_id, "person": person_id}).all()
    for completion, career_row, extension in rows:
        career = career_row
        done |= {completion.id: completion} if completion else {}
        moved |= {extension.id: extension} if extension else {}
    if not rows:
        return None
    return Trained(tuple(done.values()), career, tuple(sorted(moved.values(), key=lambda one: one.instead_of)))
