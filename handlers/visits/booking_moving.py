"""Moving a visit: the old time stays held, and stands, until everybody has agreed to the new one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from handlers.kit.errors import Refusal, Stale
from handlers.visits import follow, matching, quarters, whom
from handlers.visits.at import At, travel
from handlers.visits.booking_parts import (
    ask,
    asks,
    awaits,
    changed,
    future,
    held,
    hold,
    next_one,
    refused,
    release,
    sought_by,
    tell_freed,
    wants,
)
from handlers.visits.booking_times import earliest
from messages.words import msg
from storage import candidates, cells, people, seats, visit_steps
from storage.seats import Seat
from storage.visits import ASKED, SETTLED, Visit


def move(at: At, visit_id: UUID, start: datetime) -> Visit:
    """Move it: the same pair first, whose old time stays held until all have agreed. Raises Refusal if nobody can.

    What is not settled yet is asked for anew at the new time. Notice binds the guest alone.
    """
    visit = held(at, visit_id, (ASKED, SETTLED))
    future(at, start)
    if start == visit.start_at:
        raise Refusal(msg("booking-same"))
    in_time(at, visit, start)
    if visit.state == SETTLED:
        return moving(at, visit, start)
    before = [one.person_id for one in seats.of_visit(at.here, visit.id, seats.HOLDING)]
    if not ask(at, visit, start, before):
        raise Refusal(msg("booking-taken"))
    still = set(follow.hosts_of(at, visit, seats.HOLDING))
    visit_steps.add(at.here, visit, visit_steps.RETIMED, at.now, at.by)
    moved = asks(at, visit)
    tell_freed(at, visit, [who for who in before if who not in still])
    return moved


def in_time(at: At, visit: Visit, start: datetime) -> None:
    """Refuse a guest a day that is too soon for those who come; coordinators and hosts know what they do."""
    free = visit.guest_id != at.by or at.by is None or "coordinator" in people.roles_of(at.here, at.by)
    first = earliest(at)
    if not free and at.network.local(start).date() < first:
        raise Refusal(msg("booking-notice", day=first))


def moving(at: At, visit: Visit, start: datetime, team: Mapping[UUID, str] | None = None) -> Visit:
    """Hold a new time beside the old one and ask for it; who has offered it, or moves it herself, has agreed.

    `team` are those who are to come and from which pool, where somebody has said so: otherwise the same pair first.
    """
    if visit.start_at is None or visit.start_at <= at.now:
        raise Stale("over")
    if visit.moving_to:
        raise Refusal(msg("booking-moving"))
    came = {one.person_id: one for one in seats.of_visit(at.here, visit.id, (seats.COMES,))}
    if at.by in came and (team is None or at.by in team):
        came[at.by].agreed_to = start
    agreed = {who for who, seat in came.items() if seat.agreed_to == start}
    at.here.session.flush()
    if team is None:
        pools = whom.on(at, sought_by(at, visit), start, [*agreed, *came], refused(at, visit, start), unbound=agreed)
        ranked = [one for pool in pools for one in pool]
        pair = matching.pair(pools, ranked.index)
        team = dict(zip(pair, visit.needs, strict=True)) if pair else {}
    if not team or not hold(at, visit, start, team):
        raise Refusal(msg("booking-nobody"))
    waiting = stop_asking(at, visit)
    cells.keep_only(at.here, visit.id, {*wants(visit, start, team), *wants(visit, visit.start_at, came)})
    visit.moving_to, visit.times = start, ""
    tell_freed(at, visit, [who for who in waiting if who not in team])
    for who, pool in team.items():
        if who not in came:
            seats.ask(at.here, visit.id, who, pool, at.now)
    awaits(at, visit, start)
    changed(at, visit)
    if over := agreed_by_all(at, visit):
        return over
    follow.step(at, visit, "moving", to=[who for who in team if who not in agreed])
    return visit


def stop_asking(at: At, visit: Visit) -> list[UUID]:
    """Ask nobody for the old time any more; return who was asked."""
    waiting = seats.of_visit(at.here, visit.id, (seats.ASKED,))
    for seat in waiting:
        release(seat)
    at.here.session.flush()
    return [seat.person_id for seat in waiting]


def movers(at: At, visit: Visit) -> list[UUID]:
    """Return who would come at the new time: whose cells are held for the whole of it."""
    if visit.moving_to is None:
        return []
    span = set(quarters.cells(visit.moving_to, visit.minutes, travel(visit)))
    mine = cells.of_visit(at.here, visit.id)
    hosts = follow.hosts_of(at, visit, seats.HOLDING)
    return [who for who in hosts if span <= {cell for taker, cell in mine if taker == who}]


def agreed_to_move(at: At, visit: Visit, seat: Seat) -> Visit:
    """Note that a host comes at the new time; the last one moves the visit. Raises Stale where she is not asked."""
    if seat.person_id not in movers(at, visit) or seat.agreed_to == visit.moving_to:
        raise Stale("seat")
    seat.answered_at, seat.agreed_to, seat.reason = at.now, visit.moving_to, ""
    at.here.session.flush()
    return agreed_by_all(at, visit) or changed(at, visit)


def agreed_by_all(at: At, visit: Visit) -> Visit | None:
    """Move a visit once all who would come have agreed."""
    team = movers(at, visit)
    held_seats = seats.of_visit(at.here, visit.id, seats.HOLDING)
    if visit.moving_to is None or any(one.agreed_to != visit.moving_to for one in held_seats if one.person_id in team):
        return None
    told = [*follow.for_office(at.here, visit), *(one.person_id for one in held_seats)]
    for seat in held_seats:
        if seat.person_id in team:
            seat.state = seats.COMES
        else:
            release(seat)
    at.here.session.flush()
    cells.keep_only(at.here, visit.id, set(wants(visit, visit.moving_to, team)))
    visit.start_at, visit.moving_to, visit.answer_by = visit.moving_to, None, None
    changed(at, visit, entry=True)
    follow.step(at, visit, "moved", to=[one for one in told if one and one != at.by])
    return visit


def said_no_to_move(at: At, visit: Visit, seat: Seat) -> Visit:
    """Ask another of a host's pool for the new time, since she cannot; the old time stands if there is none."""
    start = visit.moving_to
    if start is None:
        raise Stale("moving")
    still = seat.state == seats.COMES
    team = [who for who in movers(at, visit) if who != seat.person_id]
    seat.answered_at = at.now
    if not still:
        seat.state, seat.agreed_to = seats.DECLINED, start
    at.here.session.flush()
    keep_old_and(at, visit, team)
    beside = {*follow.hosts_of(at, visit, seats.HOLDING), seat.person_id}
    pools = whom.on(at, sought_by(at, visit), start, not_these=refused(at, visit, start) | beside)
    for who in pools[visit.needs.index(seat.pool)] if seat.pool in visit.needs else []:
        if cells.take(at.here, visit.id, wants(visit, start, [who])):
            seats.ask(at.here, visit.id, who, seat.pool, at.now)
            awaits(at, visit, start)
            changed(at, visit)
            follow.step(at, visit, "moving", to=[who])
            return visit
    return unmoved(at, visit)


def seated(at: At, visit: Visit, chosen: Collection[UUID]) -> dict[UUID, str]:
    """Return from which pool each of some hosts comes: one for each that is needed where possible."""
    pools = {one.id: one.pools for one in candidates.everyone(at.here)}
    found: dict[UUID, str] = {}
    for pool in visit.needs:
        fits = [who for who in chosen if who not in found and pool in pools.get(who, ())]
        if fits:
            found[min(fits, key=lambda who: (len(pools[who]), who))] = pool
    for who in chosen:
        found.setdefault(who, min(pools.get(who) or [seats.OBSERVER]))
    return found


def keep_old(at: At, visit: Visit) -> None:
    """Let go of what is held for a new time: those who come have the old one."""
    keep_old_and(at, visit, ())


def keep_old_and(at: At, visit: Visit, team: Collection[UUID]) -> None:
    """Let go of what is held for the new time, but for these hosts and the office."""
    kept: set[tuple[UUID, int]] = set()
    came = follow.hosts_of(at, visit, (seats.COMES,))
    if visit.start_at:
        kept |= set(wants(visit, visit.start_at, came))
    if visit.moving_to and team:
        kept |= set(wants(visit, visit.moving_to, team))
    cells.keep_only(at.here, visit.id, kept)


def unmoved(at: At, visit: Visit) -> Visit:
    """Let the old time stand: the new one is let go, and who was asked for it alone is free."""
    for seat in seats.of_visit(at.here, visit.id, (seats.ASKED,)):
        seat.state, seat.agreed_to = seats.SILENT, visit.moving_to
    told = [*follow.for_office(at.here, visit), *follow.hosts_of(at, visit, (seats.COMES,))]
    for seat in seats.of_visit(at.here, visit.id, (seats.COMES,)):
        seat.agreed_to = visit.start_at
    visit.moving_to, visit.answer_by = None, None
    at.here.session.flush()
    keep_old(at, visit)
    changed(at, visit)
    follow.step(at, visit, "unmoved", to=[one for one in told if one and one != at.by])
    refill(at, visit)
    return visit


def refill(at: At, visit: Visit) -> None:
    """Look for whoever is missing at the old time: somebody may have come off while it was to be moved."""
    there = [seat.pool for seat in seats.of_visit(at.here, visit.id, seats.HOLDING)]
    missing = [pool for pool in visit.needs if pool not in there]
    if visit.start_at is None or visit.start_at <= at.now or not missing:
        return
    found = [next_one(at, visit, pool) for pool in missing]
    if not all(found):
        follow.step(at, visit, "searching")
    changed(at, visit)
