"""A cohort's poll as it stands, with all that was said of its times by those who are in the cohort."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from handlers.cohorts import rules
from handlers.cohorts.rules import Phase
from handlers.kit.turn import Turn
from storage import cohorts, polls
from storage.cohorts import Cohort, Poll, PollTime
from storage.db import Here
from storage.networks import Network
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Look:
    """A poll, its cohort, the cohort's people, and what each of them says of each time (by the time's id)."""

    cohort: Cohort
    poll: Poll
    phase: Phase
    people: list[Person]
    times: list[PollTime]
    says: dict[UUID, dict[UUID, str]] = field(default_factory=dict)

    @property
    def ids(self) -> list[UUID]:
        """The ids of the cohort's people."""
        return [one.id for one in self.people]

    def has(self, person_id: UUID) -> bool:
        """Tell whether somebody is in the cohort."""
        return person_id in self.ids

    def voted(self) -> set[UUID]:
        """Return who has said something of some time."""
        return {person for said in self.says.values() for person in said}

    def unanswered(self, person_id: UUID) -> list[PollTime]:
        """Return the times of which somebody has not said anything yet."""
        return [one for one in self.times if person_id not in self.says.get(one.id, {})]

    def count(self, time_id: UUID, what: str) -> int:
        """Return how many say this of a time."""
        return list(self.says.get(time_id, {}).values()).count(what)

    def complete(self) -> bool:
        """Tell whether everybody has said something of each time."""
        return bool(self.people) and all(not self.unanswered(one.id) for one in self.people)

    def best_first(self) -> list[PollTime]:
        """Return the times, those that suit most first."""
        start = {one.id: one.start_at for one in self.times}
        by_id = {one.id: one for one in self.times}
        return [by_id[id] for id in rules.best_first(by_id, start, self.says)]


def ends(poll: Poll) -> datetime | None:
    """Return when what a poll was settled on is over."""
    return poll.start_at + timedelta(minutes=poll.minutes) if poll.start_at else None


def phase_of(network: Network, poll: Poll, now: datetime) -> Phase:
    """Return how a poll stands."""
    return rules.phase(poll.state, poll.closes_on, ends(poll), now, network.local(now).date())


def of_poll(here: Here, network: Network, poll: Poll, now: datetime) -> Look | None:
    """Return a poll as it stands; None where its cohort is over, unless the poll is off too."""
    cohort = cohorts.get(here, poll.cohort_id)
    if cohort is None or (cohort.off_at and poll.state != polls.OFF):
        return None
    people = cohorts.members(here, cohort.id)
    ids = {one.id for one in people}
    says: dict[UUID, dict[UUID, str]] = {}
    for vote in polls.votes(here, poll.id):
        # What somebody said who has left the cohort or the network does not count.
        if vote.person_id in ids:
            says.setdefault(vote.time_id, {})[vote.person_id] = vote.says
    return Look(cohort, poll, phase_of(network, poll, now), people, polls.times(here, poll.id), says)


def look(turn: Turn, poll_id: UUID) -> Look | None:
    """Return a poll as it stands; None where there is none, or its cohort is over."""
    poll = polls.get(turn.here, poll_id)
    return of_poll(turn.here, turn.who.network, poll, turn.now) if poll else None


def mine(turn: Turn, poll_id: UUID) -> Look | None:
    """Return a poll of a cohort in which the person is; None where she is in none such."""
    found = look(turn, poll_id)
    return found if found and found.has(turn.person_id) else None


def of_cohort(turn: Turn, cohort: Cohort) -> Look | None:
    """Return the newest poll of a cohort as it stands; None where it has none."""
    poll = polls.newest(turn.here, cohort.id)
    return of_poll(turn.here, turn.who.network, poll, turn.now) if poll else None
