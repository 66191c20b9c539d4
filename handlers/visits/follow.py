"""Who is told of a step: the one place that says whom each change of a visit concerns."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from handlers.visits.at import At
from storage import asked, outbox, people, seats
from storage.db import Here
from storage.visit_steps import VisitStep
from storage.visits import SETTLED, Visit

# What can happen to a visit, each told by the notice `visit.<what>` whose subject is the step.
STEPS = (
    "asked",  # hosts are asked for a time (to each who has not answered)
    "settled",  # everybody comes (to the guest and all hosts)
    "swapped",  # somebody else comes (to the guest and all hosts; who came off is told 'freed')
    "searching",  # somebody with whom it was settled is not there after all (to the coordinators, and the guest)
    "guestless",  # nobody of the office is there to be visited any more (to the hosts and the coordinators)
    "named",  # somebody else of the office is visited, or the centre telephones (to her, and to hosts who come)
    "times",  # other times lie with the office (to the guest; by telephone: to coordinators, `visit.fit` too)
    "desk",  # the centre fits it (to the guest, who reads by when; to coordinators in the morning, `visit.fit`)
    "moving",  # another time is asked for (to the hosts)
    "moved",  # it has another time (to all, also to whom it was settled with and who does not come any more)
    "unmoved",  # the old time stays (to all)
    "freed",  # a host's time is her own again, after she was asked or had said yes (to her)
    "off",  # it is off (to all but who did it)
    "called",  # it did not take place, as was said afterwards (to all but who said so)
    "done",  # it is over (nobody)
    "postponed",  # it did not take place, another day is looked for (nobody: what follows is told)
    "absent",  # nobody of the office was there, another day is looked for (nobody)
)
# Of which nobody is told.
UNTOLD = ("done", "postponed", "absent")
# What lies on the coordinators' desk comes with their letter.
TO_FIT = "visit.fit"
# What begins within this time is told whatever the hour: its kind has this ending.
SOON, AT_ONCE = timedelta(hours=2), ".now"
_ALL = ("settled", "swapped", "moved", "unmoved", "off", "called")


def step(at: At, visit: Visit, what: str, *, to: Collection[UUID] | None = None) -> VisitStep:
    """Add a step and post its notices, to everyone whom it concerns but who did it, or `to` these alone.

    In the place of a guest whom the visit does not have, the coordinator is told who has arranged it, or all of them.
    """
    done = VisitStep(network_id=visit.network_id, visit_id=visit.id, what=what, at=at.now, by_id=at.by)
    done.version = visit.version
    at.here.session.add(done)
    at.here.session.flush()
    whom = dict.fromkeys(concerned(at, visit, what) if to is None else to)
    told = people.belonging(at.here, list(whom))
    outbox.post_all(at.here, kind(at, visit, what), at.now, [(id, done.id) for id in whom if id in told])
    if what == "desk" or (what == "times" and visit.guest_id is None):
        desk = [id for id in people.with_role(at.here, "coordinator") if id not in (at.by, *whom)]
        there = people.belonging(at.here, desk)
        outbox.post_all(at.here, TO_FIT, at.now, [(id, done.id) for id in desk if id in there])
    return done


def kind(at: At, visit: Visit, what: str) -> str:
    """Return by which kind of notice a step is told now: another where it begins so soon that it cannot wait."""
    near = visit.start_at is not None and at.now < visit.start_at <= at.now + SOON
    return f"visit.{what}{AT_ONCE if near else ''}"


def concerned(at: At, visit: Visit, what: str) -> list[UUID]:
    """Return whom a step concerns, but for who has done it; those who are asked are told in any case."""
    guests = for_office(at.here, visit)
    if what == "asked":
        return hosts_of(at, visit, (seats.ASKED,))
    if what in _ALL:
        found = guests + hosts_of(at, visit, seats.HOLDING)
    elif what in ("times", "desk"):
        # Whoever else coordinates is told in the morning.
        found = [one for one in guests if one in (visit.guest_id, visit.booked_by)]
    elif what == "searching":
        found = [*([visit.guest_id] if visit.guest_id else []), *people.with_role(at.here, "coordinator")]
    elif what == "guestless":
        found = [*hosts_of(at, visit, seats.HOLDING), *people.with_role(at.here, "coordinator")]
    elif what == "named":
        coming = hosts_of(at, visit, seats.HOLDING) if visit.state == SETTLED else []
        found = [*([visit.guest_id] if visit.guest_id else []), *coming]
    elif what == "moving":
        found = hosts_of(at, visit, seats.HOLDING)
    else:
        found = []
    return [id for id in found if id != at.by]


def for_office(here: Here, visit: Visit) -> list[UUID]:
    """Return who is told for the office: its guest; the coordinator who telephones it, or, without one, all of them.

    Also all while she is on leave: she is sent nothing until she is back.
    """
    if visit.guest_id:
        return [visit.guest_id]
    desk = people.with_role(here, "coordinator")
    there = people.belonging(here, desk)
    if visit.booked_by in there and (calls := asked.listening(here, [id for id in desk if id == visit.booked_by])):
        return calls
    return [id for id in desk if id in there]


def hosts_of(at: At, visit: Visit, states: Collection[str]) -> list[UUID]:
    """Return the hosts of a visit whose seats are in some states."""
    return [seat.person_id for seat in seats.of_visit(at.here, visit.id, states)]
