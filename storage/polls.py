"""The poll for the date of a cohort's supervision: its times, who can come when, and how it stands.

Whoever changes how a poll stands holds the network alone (Here.alone) and looks at the row again first.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from storage.cohorts import Cohort, Member, Poll, PollTime, Vote
from storage.db import Here, insert_once
from storage.ids import uuid7

OPEN, SETTLED, OFF = "open", "settled", "off"
YES, MAYBE, NO = SAYS = ("yes", "maybe", "no")


def begin(
    here: Here,
    cohort_id: UUID,
    starts: Iterable[datetime],
    minutes: int,
    place: str,
    closes_on: date,
    by: UUID,
    now: datetime,
) -> Poll:
    """Begin a poll about some times, each of them once."""
    mine = {"network_id": here.network_id}
    poll = Poll(**mine, cohort_id=cohort_id, minutes=minutes, place=place, closes_on=closes_on, state=OPEN)
    poll.made_by, poll.made_at = by, now
    here.session.add(poll)
    here.session.flush()
    here.session.add_all(PollTime(**mine, poll_id=poll.id, start_at=start) for start in sorted(set(starts)))
    here.session.flush()
    return poll


def get(here: Here, id: UUID) -> Poll | None:
    """Return one poll as it stands now."""
    return here.session.get(Poll, (here.network_id, id), populate_existing=True)


def time(here: Here, id: UUID) -> PollTime | None:
    """Return one of a poll's times."""
    return here.session.get(PollTime, (here.network_id, id))


def newest(here: Here, cohort_id: UUID) -> Poll | None:
    """Return a cohort's newest poll, as it stands now."""
    its = (Poll.network_id == here.network_id) & (Poll.cohort_id == cohort_id)
    wanted = select(Poll).where(its).order_by(Poll.made_at.desc(), Poll.id.desc()).limit(1)
    return here.session.scalar(wanted.execution_options(populate_existing=True))


def standing(here: Here, since: datetime) -> list[Poll]:
    """Return the polls, of cohorts that go on, that are open or settled on a time after a moment, oldest first."""
    stands = (Poll.state == OPEN) | ((Poll.state == SETTLED) & (Poll.start_at > since))
    its = (Poll.network_id == here.network_id) & stands
    of = (Cohort.network_id == Poll.network_id) & (Cohort.id == Poll.cohort_id)
    wanted = select(Poll).join(Cohort, of).where(its, Cohort.off_at.is_(None))
    return list(here.session.scalars(wanted.order_by(Poll.made_at, Poll.id)))


def times(here: Here, poll_id: UUID) -> list[PollTime]:
    """Return a poll's times, the earliest first."""
    its = (PollTime.network_id == here.network_id) & (PollTime.poll_id == poll_id)
    return list(here.session.scalars(select(PollTime).where(its).order_by(PollTime.start_at)))


def votes(here: Here, poll_id: UUID) -> list[Vote]:
    """Return all that was said of a poll's times."""
    its = (PollTime.network_id == here.network_id) & (PollTime.poll_id == poll_id)
    of = (Vote.network_id == PollTime.network_id) & (Vote.time_id == PollTime.id)
    wanted = select(Vote).join(PollTime, of).where(its).order_by(Vote.at, Vote.id)
    return list(here.session.scalars(wanted.execution_options(populate_existing=True)))


def vote(here: Here, time_id: UUID, person_id: UUID, says: str, now: datetime) -> None:
    """Keep what somebody says of a time ('yes', 'maybe', 'no'), instead of what she has said before."""
    row = {"network_id": here.network_id, "id": uuid7(), "time_id": time_id, "person_id": person_id}
    values = {"says": says, "at": now}
    added = insert_once(here.session.connection(), Vote.metadata.tables["poll_votes"]).values(row | values)
    here.session.execute(
        added.on_conflict_do_update(index_elements=["network_id", "time_id", "person_id"], set_=values)
    )


def settle(here: Here, id: UUID, start: datetime) -> None:
    """Let a poll be settled on a time, or have another one: its next version."""
    _change(here, id, SETTLED, start)


def call_off(here: Here, id: UUID) -> None:
    """Let a poll be off; the time that it had stays in the row, so that it can go from calendars."""
    _change(here, id, OFF, None)


def _change(here: Here, id: UUID, state: str, start: datetime | None) -> None:
    found = get(here, id)
    if found is not None:
        found.state, found.version, found.start_at = state, found.version + 1, start or found.start_at
        here.session.flush()


def of_person(here: Here, person_id: UUID) -> list[Poll]:
    """Return the polls of the cohorts in which somebody is, the newest first."""
    its = (Poll.network_id == here.network_id) & (Member.person_id == person_id)
    of = (Member.network_id == Poll.network_id) & (Member.cohort_id == Poll.cohort_id)
    return list(here.session.scalars(select(Poll).join(Member, of).where(its).order_by(Poll.made_at.desc())))
