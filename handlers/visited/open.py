"""Visits that are over and of which nobody has said how they went: the pair is asked, once more, and no more."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from handlers.kit import days
from handlers.visited import looked, rules
from handlers.visited.after import AGAIN, ASK, ASKS, MORNING
from storage import letters, outbox, people, visit_steps, visits
from storage.db import Here
from storage.networks import Network
from storage.visits import SETTLED, Visit


def subject_of(here: Here, visit: Visit) -> UUID:
    """Return what is asked about: the step by which the visit had its time, for another time is asked about anew."""
    steps = visit_steps.of_visits(here, [visit.id])
    before = [step for step in steps if visit.start_at and step.at <= visit.start_at] or steps
    return before[-1].id if before else visit.id


def visit_of(here: Here, subject: UUID) -> Visit | None:
    """Return the visit that is asked about."""
    step = visit_steps.get(here, subject)
    return visits.get(here, step.visit_id if step else subject)


def waits(visit: Visit, now: datetime) -> bool:
    """Tell whether a visit is over and nobody has said how it went."""
    if visit.state != SETTLED or visit.moving_to or visit.start_at is None:
        return False
    return rules.is_over(visit.start_at, visit.minutes, now)


def plan(here: Here, network: Network, now: datetime) -> None:
    """Ask the pair of each visit that is over: that evening within her hours, or by letter; again is once."""
    found = {subject_of(here, visit): visit for visit in visits.over(here, now) if waits(visit, now)}
    done = {subject for kind in ASKS if found for subject in letters.posted(here, kind, list(found))}
    for subject, visit in found.items():
        if subject not in done:
            for id in looked.hosts(here, visit):
                _ask(here, network, visit, subject, id, now)


def _ask(here: Here, network: Network, visit: Visit, subject: UUID, host_id: UUID, now: datetime) -> None:
    host = people.get(here, host_id)
    if host is None or visit.start_at is None or host.state != "here":
        return
    local, closed = network.local(now), network.closed_days
    hours = (host.hours_from, host.hours_until)
    evening = rules.is_evening(local, network.local(visit.start_at).date(), hours, closed)
    outbox.post(here, host_id, ASK if evening else MORNING, subject, now)
    again = rules.again_on(local, host.morning_at, closed, evening=evening)
    outbox.post(here, host_id, AGAIN, subject, network.midnight(again))


def unanswered(here: Here, network: Network, now: datetime) -> list[Visit]:
    """Return the visits of which nobody has said how they went although each of the pair was asked twice.

    From then on they lie on the coordinators' list, and nobody is asked any more.
    """
    today = network.local(now).date()
    before = days.working_days_before(today, 2, network.closed_days)
    found = visits.over(here, network.midnight(before + timedelta(days=1)))
    return [visit for visit in found if waits(visit, now)]
