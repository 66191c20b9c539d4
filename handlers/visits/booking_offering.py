"""The centre lets an office choose among times that it has found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from handlers.kit.errors import Refusal, Stale
from handlers.visits import follow, rules
from handlers.visits.at import At
from handlers.visits.booking_parts import changed, held, possible
from messages.words import msg
from storage.visits import DESK, OFFERED, Visit


def offer(at: At, visit_id: UUID, starts: Sequence[datetime]) -> Visit:
    """Lay times with the office of a visit that is being fitted; nothing is held until it has chosen.

    Raises Stale where nobody of the office is here to choose, Refusal where none of the times can be any more.
    """
    visit = held(at, visit_id, (DESK,))
    if visit.guest_id is None:
        raise Stale("guest")
    coming = [one for one in starts if one > at.now]
    if not coming:
        raise Refusal(msg("booking-past"))
    if not (coming := [one for one in coming if possible(at, visit, one)]):
        raise Refusal(msg("booking-nobody"))
    visit.state, visit.times = OFFERED, " ".join(one.astimezone(UTC).isoformat() for one in coming)
    visit.answer_by = rules.working_after(at.today, rules.OFFER_DAYS, at.network.closed_days)
    changed(at, visit)
    follow.step(at, visit, "times")
    return visit
