"""Whom a run of a course concerns, and of whom nobody knows yet whether she has applied; from the rows, for many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from handlers.training import chances, duty, known
from handlers.training.known import Known
from storage import applications, people, runs
from storage.applications import Application
from storage.db import Here
from storage.networks import Network
from storage.runs import CourseRun


def fills(hers: Known, offered: Iterable[CourseRun]) -> list[CourseRun]:
    """Return those of some runs that would fill her present window and that she may take, first who opens first.

    Of whom the record says that training deadlines are not hers there is none.
    """
    if duty.declined(hers):
        return []
    return chances.possible(hers, offered)


def due_people(here: Here) -> list[UUID]:
    """Return the ids of those of the network who have a training deadline, by their roles; who belong to it now."""
    ids = {id for role in duty.ROLES for id in people.with_role(here, role)}
    return sorted(people.belonging(here, ids))


def concerned(
    here: Here, network: Network, today: date, run: CourseRun, hers: Mapping[UUID, Known] | None = None
) -> list[UUID]:
    """Return the ids of those for whom a run would fill the window that is open, and who may take it.

    `hers` is what is known of the people, where that has been gathered already.
    """
    gathered = known.of_people(here, network, today, due_people(here)) if hers is None else hers
    return [id for id in due_people(here) if id in gathered and fills(gathered[id], [run])]


def unanswered(
    here: Here, network: Network, today: date, run: CourseRun, hers: Mapping[UUID, Known] | None = None
) -> list[UUID]:
    """Return the ids of those whom a run concerns and who have said nothing of it; nobody on leave.

    Who has applied for, or is accepted at, another run that would fill the same window is not among them.
    """
    gathered = known.of_people(here, network, today, due_people(here)) if hers is None else hers
    waits = concerned(here, network, today, run, gathered)
    spoken = {one.person_id for one in applications.of_run(here, run.id)} | _elsewhere(here, gathered, waits, today)
    return [id for id in waits if id not in spoken and not _away(here, id)]


def _elsewhere(here: Here, gathered: Mapping[UUID, Known], ids: Collection[UUID], today: date) -> set[UUID]:
    said = [one for one in applications.of_people(here, ids) if one.state in chances.UNDER_WAY]
    of = {id: run for id in {one.run_id for one in said} if (run := runs.get(here, id)) is not None}
    return {
        one.person_id
        for one in said
        if one.run_id in of and _holds(gathered[one.person_id], of[one.run_id], one, today)
    }


def _holds(hers: Known, run: CourseRun, said: Application, today: date) -> bool:
    return chances.is_under_way(run, said.state, hers.rules, today) and bool(fills(hers, [run]))


def _away(here: Here, id: UUID) -> bool:
    person = people.get(here, id)
    return person is None or person.away_since is not None
