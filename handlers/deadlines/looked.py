"""Who stands in the list, in few statements however many they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from handlers.deadlines import rules, stands
from handlers.deadlines.rules import Part
from handlers.deadlines.stands import Said
from handlers.kit.text import folded
from handlers.runs import answers
from handlers.training import duty, known
from handlers.training.known import Known
from messages.eras import april, fiscal_year
from storage import applications, offices, people, runs
from storage.db import Here
from storage.networks import Network
from storage.people import Person
from storage.runs import CourseRun


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list: in which part she stands, her office's name, what is known of her, and what she said."""

    part: Part
    person: Person
    office: str
    known: Known
    said: Said

    @property
    def deadline(self) -> date | None:
        """Until when; None where nobody knows."""
        return self.known.standing.deadline


def everyone(here: Here, network: Network, today: date) -> list[Line]:
    """Return everybody who has deadlines: by deadline, then by office and name; who has none comes last."""
    return of_people(here, network, today, people.with_any_role(here, duty.ROLES))


def one(here: Here, network: Network, today: date, id: UUID) -> Line | None:
    """Return one person of the list; None for whom it does not concern, or who is not (any more) of the network."""
    person = people.get(here, id)
    stays = person is not None and person.state in ("here", "paused")
    if person is None or not stays or not duty.by_role(people.roles_of(here, id)):
        return None
    return of_people(here, network, today, [person])[0]


def of_people(here: Here, network: Network, today: date, found: Collection[Person]) -> list[Line]:
    """Return these people as they stand in the list, in its order."""
    ids = [person.id for person in found]
    names: dict[UUID | None, str] = {office.id: office.name for office in offices.everyone(here)}
    every = known.of_people(here, network, today, ids)
    offered = runs.ending(here, earliest(every.values(), today))
    states, by_ward = _states(here, ids), [run.id for run in offered if run.by_ward]
    no: dict[UUID, set[UUID]] = {}
    for id, run in applications.standing_at(here, "not_now", by_ward, ids):
        no.setdefault(id, set()).add(run)
    lines = []
    for one in found:
        hers, office = every[one.id], names.get(one.office_id) or ""
        part, fills = _part(hers, offered, today)
        stands_so = stands.said(hers, fills, states.get(one.id, {}), today, no.get(one.id, ()))
        lines.append(Line(part, one, office, hers, stands_so))
    return sorted(lines, key=_place)


def earliest(every: Collection[Known], today: date) -> date:
    """Return from when on runs may lie in somebody's window; this fiscal year where nobody has one."""
    firsts = [one.standing.window.first for one in every if one.standing.window and one.standing.kind == "runs"]
    return april(min([*firsts, fiscal_year(today)]))


def _states(here: Here, ids: Collection[UUID]) -> dict[UUID, dict[UUID, str]]:
    found: dict[UUID, dict[UUID, str]] = {}
    for one in applications.of_people(here, ids):
        found.setdefault(one.person_id, {})[one.run_id] = one.state
    return found


def _part(hers: Known, offered: Sequence[CourseRun], today: date) -> tuple[Part, list[CourseRun]]:
    """Return in which part somebody stands, and the runs that would fill her window where that matters there."""
    life = hers.career
    confirmed_on, not_mine = (life.confirmed_on, life.not_mine_at is not None) if life else (None, False)
    part = rules.part_of(hers.standing, today, confirmed_on, not_mine=not_mine)
    return part, answers.fills(hers, offered) if part in ("year", "later") else []


def _place(line: Line) -> tuple[date, str, str, str]:
    return line.deadline or date.max, line.office, folded(line.person.name), str(line.person.id)
