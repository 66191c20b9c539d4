"""What is changed of a visit besides its time: one host for another, what the centre sets, off, over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from handlers.kit.errors import Refusal, Stale
from handlers.visits import follow
from handlers.visits.at import At
from handlers.visits.booking_moving import keep_old, moving, seated
from handlers.visits.booking_parts import (
    asks,
    awaits,
    changed,
    comes,
    drop,
    elsewhen,
    future,
    held,
    hold,
    let_go,
    next_one,
    release,
    settle,
    tell_freed,
    wants,
)
from messages.words import msg
from storage import candidates, cells, people, seats, visit_steps, visits
from storage.visits import ASKED, DESK, DONE, LIVE, OFF, SETTLED, Visit


def swap(at: At, visit_id: UUID, out: UUID, instead: UUID | None = None) -> Visit:
    """Replace one host, keep the other and the time; `instead` None: the next fair one. Raises Refusal."""
    visit = held(at, visit_id, (ASKED, SETTLED))
    seat = seats.of_person(at.here, visit.id, out)
    if seat is None or seat.state not in seats.HOLDING or visit.start_at is None or visit.start_at <= at.now:
        raise Stale("seat")
    if visit.moving_to:
        raise Refusal(msg("booking-moving"))
    if instead is not None:
        _is_host(at, instead, seat.pool)
    # She is not asked for this time again when somebody else declines.
    seat.agreed_to = visit.start_at
    drop(at, visit, seat, seats.SILENT)
    if not next_one(at, visit, seat.pool, instead):
        raise Refusal(msg("booking-nobody"))
    changed(at, visit)
    tell_freed(at, visit, [out])
    return visit


def _is_host(at: At, who: UUID, pool: str) -> None:
    if not any(one.id == who and pool in one.pools for one in candidates.everyone(at.here)):
        raise Refusal(msg("booking-no-host"))


def assign(at: At, visit_id: UUID, start: datetime, who_come: Collection[UUID], *, agreed: bool = False) -> Visit:
    """A coordinator sets time and hosts; `agreed`: everybody has said yes by telephone, so it is settled at once.

    Binds no notice and no hours, only that nobody is in two places: raises Refusal.
    """
    visit = held(at, visit_id, LIVE)
    future(at, start)
    if people.belonging(at.here, list(who_come)) != set(who_come) or not who_come:
        raise Refusal(msg("booking-no-host"))
    if visit.state == SETTLED and visit.start_at != start and not agreed:
        # The old time stands until those who are to come have agreed to the new one.
        return moving(at, visit, start, seated(at, visit, who_come))
    if not hold(at, visit, start, who_come):
        raise Refusal(msg("booking-busy"))
    cells.keep_only(at.here, visit.id, set(wants(visit, start, who_come)))
    if visit.state == ASKED and visit.start_at != start:
        visit_steps.add(at.here, visit, visit_steps.RETIMED, at.now, at.by)
    before = {one.person_id: one for one in seats.of_visit(at.here, visit.id, seats.HOLDING)}
    for who, seat in before.items():
        if who not in who_come:
            release(seat)
    same = visit.state == SETTLED and visit.start_at == start
    for who, pool in seated(at, visit, who_come).items():
        known = before.get(who)
        if known is not None and known.state == seats.COMES and known.agreed_to == start:
            continue
        seat = seats.ask(at.here, visit.id, who, pool, at.now)
        if agreed:
            comes(at, seat, start)
    visit.start_at, visit.moving_to, visit.times = start, None, ""
    awaits(at, visit, start)
    at.here.session.flush()
    if same and not agreed:
        changed(at, visit)
        follow.step(at, visit, "asked")
    else:
        settle(at, visit) if same else asks(at, visit)
    tell_freed(at, visit, [who for who in before if who not in who_come])
    return visit


def cancel(at: At, visit_id: UUID) -> Visit:
    """Take it off, whoever of those concerned does it; no reason is asked."""
    visit = held(at, visit_id, LIVE)
    told = follow.for_office(at.here, visit)
    if visit.state == DESK:
        told += people.with_role(at.here, "coordinator")
    told += let_go(at, visit)
    visit.state, visit.ended_at, visit.times = OFF, at.now, ""
    changed(at, visit, entry=visit.settled_at is not None)
    follow.step(at, visit, "off", to=[one for one in told if one and one != at.by])
    return visit


def _went(at: At, visit: Visit) -> None:
    """Keep who has gone there and met nobody: another day is found with others, perhaps."""
    for seat in seats.of_visit(at.here, visit.id, (seats.COMES,)):
        if seat.pool != seats.OBSERVER:
            visit_steps.went(at.here, visit, seat.person_id, seat.pool)


def finish(at: At, visit_id: UUID, outcome: str, lasted: int | None = None) -> Visit:
    """A host says how it went (storage/visits.OUTCOMES); 'postponed' and 'absent' lead back to finding a day."""
    visit = held(at, visit_id, (SETTLED,))
    if outcome not in visits.OUTCOMES:
        raise ValueError(outcome)
    if outcome in ("held", "absent") and visit.start_at and visit.start_at > at.now:
        raise Refusal(msg("booking-early"))
    if outcome in ("held", "cancelled"):
        for seat in seats.of_visit(at.here, visit.id, (seats.ASKED,)):
            seat.state, seat.agreed_to = seats.SILENT, visit.start_at
        keep_old(at, visit)
        visit.moving_to, visit.answer_by, visit.times = None, None, ""
        visit.state, visit.outcome, visit.lasted, visit.ended_at = DONE, outcome, lasted, at.now
        changed(at, visit, entry=outcome == "cancelled")
        follow.step(at, visit, "done", to=())
        if outcome == "cancelled":
            follow.step(at, visit, "called")
        return visit
    follow.step(at, visit, outcome, to=())
    if outcome == "absent":
        _went(at, visit)
    freed = let_go(at, visit)
    changed(at, visit, entry=True)
    return elsewhen(at, visit, freed)
