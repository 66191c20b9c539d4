"""What an office reads while its visit is not settled: for what it waits, and by when it hears."""

from __future__ import annotations

from handlers.kit.turn import Turn
from handlers.visits import follow
from messages.words import Msg, msg
from storage import visit_steps
from storage.visits import Visit

# What happens beside it changes nothing of why the centre fits it.
_BESIDE = ("freed", "guestless", "named")


def held(visit: Visit) -> Msg:
    """Return what an office reads while its hosts are asked: by when it hears."""
    return msg("visit-held", day=visit.told_by) if visit.told_by else msg("visit-held-open")


def choose(visit: Visit) -> Msg:
    """Return what an office reads above the times that lie with it."""
    return msg("visit-offered") if unanswered(visit) else msg("visit-offered-else")


def unanswered(visit: Visit) -> bool:
    """Tell whether it is for want of answers that another time is looked for.

    Without a time nobody was asked yet; what was settled was put off, or nobody of the office was there.
    """
    return visit.start_at is not None and visit.settled_at is None


def fitting(turn: Turn, visit: Visit) -> Msg:
    """Return what an office reads while the centre fits it: by when it hears, and why, where that is the truth."""
    if visit.told_by is None:
        return msg("visit-fitting")
    day, before = visit.told_by, _before(turn, visit)
    if before == visit_steps.LAPSED:
        return msg("visit-fitting-lapsed", day=day)
    if before == "times" or not unanswered(visit):
        return msg("visit-fitting-day", day=day)
    return msg("visit-fitting-since", day=day)


def _before(turn: Turn, visit: Visit) -> str:
    """Return after which step the centre was to fit it."""
    known = (*follow.STEPS, visit_steps.LAPSED)
    steps = [one.what for one in visit_steps.of_visits(turn.here, [visit.id]) if one.what in known]
    last = [what for what in steps if what not in _BESIDE][-2:]
    return last[0] if len(last) == 2 else ""
