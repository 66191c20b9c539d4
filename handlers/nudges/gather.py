"""What the rules of nudges look at, gathered from the rows: for one person, or for many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from handlers.nudges.stages import GAP, Due, Facts, topic_of
from handlers.training import known, whom
from storage import applications, nudges, runs, visits
from storage.db import Here
from storage.networks import Network
from storage.nudges import Brief
from storage.people import Person
from storage.visits import DONE, LIVE

# A run of the last fiscal year still says that its application is over.
RUNS = timedelta(days=400)
# Whoever has been visited within so many days is not offered a visit.
VISITED = timedelta(days=180)


def of_people(here: Here, network: Network, today: date, people: Collection[Person]) -> dict[UUID, Facts]:
    """Return what the rules look at for each of these people, but for what she wants to hear later."""
    ids = [person.id for person in people]
    hers, every = known.of_people(here, network, today, ids), runs.ending(here, today - RUNS)
    said: dict[UUID, dict[UUID, str]] = {}
    for one in applications.of_people(here, ids):
        said.setdefault(one.person_id, {})[one.run_id] = one.state
    by_ward = [run.id for run in every if run.by_ward]
    no = applications.standing_at(here, "not_now", by_ward, ids)
    return {
        person.id: Facts(
            hers[person.id],
            every,
            said.get(person.id, {}),
            frozenset(network.closed_days),
            resting=rests(person, today),
            tel=whom.tel_of(network),
            not_now=frozenset(run for run in by_ward if (person.id, run) in no),
        )
        for person in people
    }


def rests(person: Person, today: date) -> bool:
    """Tell whether somebody is on leave or in quiet weeks."""
    return person.away_since is not None or (person.calm_until is not None and person.calm_until > today)


def later(rows: Iterable[Brief], today: date) -> frozenset[str]:
    """Return the topics of which she wants to hear on a day that has not come yet."""
    waits = [one for one in rows if one.answered == "later" and one.again_on and one.again_on > today]
    return frozenset(topic_of(one.rule) for one in waits)


def rows_of(here: Here, ids: Sequence[UUID], today: date) -> dict[UUID, list[Brief]]:
    """Return what was told to each of these people and may matter still."""
    found: dict[UUID, list[Brief]] = {}
    for one in nudges.brief(here, ids, today - RUNS):
        found.setdefault(one.person_id, []).append(one)
    return found


def without_visited(here: Here, person_id: UUID, found: Sequence[Due], today: date) -> list[Due]:
    """Return occurrences without the offer of a visit where she has one, or had one lately."""
    if not any(one.topic == GAP for one in found):
        return list(found)
    own = visits.of_guest(here, person_id, (*LIVE, DONE))
    since = today - VISITED
    lately = any(one.state != DONE or (one.start_at or one.asked_at).date() >= since for one in own)
    return [one for one in found if not (lately and one.topic == GAP)]
