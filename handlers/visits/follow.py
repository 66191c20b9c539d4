"""Who is told of a step: the one place that says whom each change of a visit concerns."""

from __future__ import annotations

from uuid import UUID

from handlers.visits.booking import At
from storage.visit_steps import VisitStep
from storage.visits import Visit

# What can happen to a visit, each told by the notice `visit.<what>` whose subject is the step.
STEPS = (
    "asked",  # hosts are asked for a time (to each who has not answered)
    "settled",  # everybody comes (to the guest and all hosts)
    "swapped",  # somebody else comes (to the guest and all hosts; who came off was told by her own press)
    "searching",  # somebody who had said yes cannot come after all (to the coordinators, when nobody is left to ask)
    "times",  # other times lie with the office (to the guest)
    "desk",  # the centre fits it (to the guest, who reads by when; to coordinators)
    "moving",  # another time is asked for (to the hosts)
    "moved",  # it has another time (to all)
    "unmoved",  # the old time stays (to all)
    "off",  # it is off (to all but who did it)
    "done",  # it is over (nobody)
)


def step(at: At, visit: Visit, what: str, *, to: tuple[UUID, ...] = ()) -> VisitStep:
    """Add a step and post its notices, to everyone whom it concerns but who did it, or `to` these alone."""
    raise NotImplementedError
