"""Who stands in the list, in few statements however many they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handlers.deadlines import rules
from handlers.deadlines.rules import Part
from handlers.kit.text import folded
from handlers.training import known
from handlers.training.known import Known
from storage import offices, people
from storage.db import Here
from storage.networks import Network
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list: in which part she stands, her office's name, and what is known of her trainings."""

    part: Part
    person: Person
    office: str
    known: Known

    @property
    def deadline(self) -> date | None:
        """Until when; None where nobody knows."""
        return self.known.standing.deadline


def everyone(here: Here, network: Network, today: date) -> list[Line]:
    """Return everybody who has deadlines: by deadline, then by office and name; who has none comes last."""
    found = people.with_any_role(here, rules.CONCERNED)
    names: dict[UUID | None, str] = {office.id: office.name for office in offices.everyone(here)}
    every = known.of_people(here, network, today, [person.id for person in found])
    lines = [_line(person, names.get(person.office_id) or "", every[person.id], today) for person in found]
    return sorted(lines, key=_place)


def _line(person: Person, office: str, hers: Known, today: date) -> Line:
    life = hers.career
    confirmed_on, not_mine = (life.confirmed_on, life.not_mine_at is not None) if life else (None, False)
    return Line(rules.part_of(hers.standing, today, confirmed_on, not_mine=not_mine), person, office, hers)


def _place(line: Line) -> tuple[date, str, str, str]:
    return line.deadline or date.max, line.office, folded(line.person.name), str(line.person.id)
