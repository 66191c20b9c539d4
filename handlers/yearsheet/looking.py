"""What the network knows that a roster is laid over: members, their trainings, and those who are waited for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from handlers.kit.turn import Turn
from handlers.training import known
from handlers.training.grid import Done
from handlers.yearsheet.judging import Around, Member, Waited
from messages.words import Msg, msg
from storage import awaited, completions, offices, people
from storage.awaited import Awaited, alike
from storage.completions import Completion
from storage.db import Here
from storage.people import Person


def around(turn: Turn) -> Around:
    """Return all of it, as it stands now."""
    everybody = placed(turn.here)
    done = completions.of_people(turn.here, [person.id for person, _ in everybody])
    members: dict[str, list[Member]] = {}
    for person, office in everybody:
        one = _member(person, office, done.get(person.id, ()))
        members.setdefault(alike(person.name, office), []).append(one)
    waited = {one.alike: Waited(kept(one), one.refused_at is not None) for one in awaited.everyone(turn.here)}
    return Around(members, waited, known.rules_of(turn.who.network), turn.today)


def placed(here: Here) -> list[tuple[Person, str]]:
    """Return everybody who has a name and has not left, with her office's name."""
    names = {one.id: one.name for one in offices.everyone(here)}
    found = [person for person in people.everyone(here) if person.name]
    return [(person, names[person.office_id] if person.office_id else "") for person in found]


def _member(person: Person, office: str, done: Sequence[Completion]) -> Member:
    by_done = {Done(one.done_on, one.course, one.exactly): one for one in done}
    own = frozenset(one for one, row in by_done.items() if row.entered_by == person.id)
    ids = {one: row.id for one, row in by_done.items()}
    return Member(person.id, person.name, office, person.state, ids, own)


def kept(one: Awaited) -> tuple[Done, ...]:
    """Return the trainings that are kept for somebody."""
    return tuple(sorted(Done(date.fromisoformat(row["done_on"]), row["course"], row["exactly"]) for row in one.rows))


def plain(done: Sequence[Done]) -> list[dict[str, Any]]:
    """Return trainings as they are kept for somebody."""
    return [{"course": one.course, "done_on": one.on.isoformat(), "exactly": one.exactly} for one in done]


def stands(one: Awaited) -> Msg:
    """Return how somebody who is waited for stands: not here yet, being asked, or said not to be she."""
    if one.refused_at:
        return msg("yearsheet-stands-refused")
    return msg("yearsheet-stands-asked") if one.person_id else msg("yearsheet-stands-away")
