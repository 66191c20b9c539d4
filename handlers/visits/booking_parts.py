"""What all steps of a booking are made of: taking hold, asking for a time, letting go, what lies with whom next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from uuid import UUID

from handlers.kit import days
from handlers.kit.errors import Refusal, Stale
from handlers.visits import follow, matching, quarters, rules, whom
from handlers.visits.at import At, Sought, sought_for, travel
from handlers.visits.booking_times import earliest, suiting
from messages.words import msg
from storage import cells, seats, visits
from storage.cells import Taken
from storage.seats import Seat
from storage.visits import ASKED, DESK, OFFERED, SETTLED, Visit


def held(at: At, visit_id: UUID, states: Collection[str] = ()) -> Visit:
    """Return a visit as it is now, when nobody else changes any; raises Stale where it is in no such state."""
    at.here.alone()
    visit = visits.get(at.here, visit_id)
    if visit is None or (states and visit.state not in states):
        raise Stale("visit")
    return visit


def changed(at: At, visit: Visit, *, entry: bool = False) -> Visit:
    """Note that a visit has changed; `entry`: what stands in calendars does too."""
    visit.version += 1
    visit.edition += entry
    at.here.session.flush()
    return visit


def sought_by(at: At, visit: Visit) -> Sought:
    """Return what hosts are looked for."""
    return sought_for(visit, seats.unwanted(at.here, visit.id))


def wants(visit: Visit, start: datetime, people: Collection[UUID]) -> list[Taken]:
    """Return the cells that a visit takes at a time: hosts with their travel, and the office."""
    theirs = quarters.cells(start, visit.minutes, travel(visit))
    its = quarters.cells(start, visit.minutes)
    return [(who, cell) for who in people for cell in theirs] + [(visit.office_id, cell) for cell in its]


def clashes(at: At, visit: Visit, start: datetime, people: Collection[UUID]) -> bool:
    """Tell whether the office, or one of some hosts, is elsewhere at a time: held counts, and where she is visited."""
    return bool(cells.clashes(at.here, visit.id, wants(visit, start, people)))


def hold(at: At, visit: Visit, start: datetime, people: Collection[UUID]) -> bool:
    """Hold a time for hosts who were named; False where one is elsewhere then, also if she is visited herself."""
    return not clashes(at, visit, start, people) and cells.take(at.here, visit.id, wants(visit, start, people))


def refused(at: At, visit: Visit, start: datetime) -> set[UUID]:
    """Return who is not asked for a time: who has said no to it or was silent, and who has said no altogether."""
    no = whom.said_no(at, visit.id)
    return {one.person_id for one in no if one.agreed_to == start or one.reason == seats.ANOTHER}


def ask(at: At, visit: Visit, start: datetime, first: Sequence[UUID] = ()) -> bool:
    """Ask a fair pair for a time, its cells held from now on, those of `first` before others; False if none is free.

    Who has agreed to just this time already is not asked again.
    """
    not_these = refused(at, visit, start)
    agreed = {one.person_id for one in seats.of_visit(at.here, visit.id) if one.agreed_to == start} - not_these
    while True:
        pools = whom.on(at, sought_by(at, visit), start, [*agreed, *first], not_these, agreed)
        ranked = [one for pool in pools for one in pool]
        people = matching.pair(pools, ranked.index)
        if people is None:
            return False
        if cells.take(at.here, visit.id, wants(visit, start, people)):
            break
        # Taken by somebody who did not wait for us: whoever is not free any more is passed over.
        if not (busy := taken_from(at, visit, start, people)):
            return False
        not_these |= busy
    cells.keep_only(at.here, visit.id, set(wants(visit, start, people)))
    for pool, who in zip(visit.needs, people, strict=True):
        seat = seats.ask(at.here, visit.id, who, pool, at.now)
        if who in agreed:
            comes(at, seat, start)
    for seat in seats.of_visit(at.here, visit.id, seats.HOLDING):
        if seat.person_id not in people:
            release(seat)
    visit.start_at, visit.moving_to, visit.times, visit.told_by = start, None, "", None
    awaits(at, visit, start)
    return True


def comes(at: At, seat: Seat, start: datetime) -> None:
    """Note that a host comes at a time; why she could not before is of no account any more."""
    seat.state, seat.answered_at, seat.agreed_to, seat.reason = seats.COMES, at.now, start, ""


def possible(at: At, visit: Visit, start: datetime) -> bool:
    """Tell whether a pair could be asked for a time now, with a working day to answer before it."""
    if start <= at.now or at.network.local(start).date() < earliest(at):
        return False
    pools = whom.on(at, sought_by(at, visit), start)
    ranked = [one for pool in pools for one in pool]
    return matching.pair(pools, ranked.index) is not None


def taken_from(at: At, visit: Visit, start: datetime, people: Collection[UUID]) -> set[UUID]:
    """Return of some hosts who is not free any more."""
    theirs = quarters.cells(start, visit.minutes, travel(visit))
    by = cells.taken(at.here, people, theirs.start, theirs.stop, besides=visit.id)
    return {who for who, some in by.items() if some}


def awaits(at: At, visit: Visit, start: datetime) -> None:
    """Set by when hosts are to answer; what the office was told is kept, whoever is asked since."""
    day, closed = at.network.local(start).date(), at.network.closed_days
    due = rules.answer_by(at.today, at.network.answer_days, day, closed)
    told = visit.told_by if visit.state == ASKED else None
    visit.answer_by = min(due, days.working_day(max(told, at.today), closed)) if told else due


def release(seat: Seat) -> None:
    """Let a host go: whatever she has agreed to holds no more, for her time is her own again."""
    seat.state, seat.agreed_to = seats.RELEASED, None


def drop(at: At, visit: Visit, seat: Seat, state: str) -> None:
    """Take a host off a visit, her cells with her; the others stay."""
    seat.state, seat.answered_at = state, at.now
    at.here.session.flush()
    mine = cells.of_visit(at.here, visit.id)
    cells.keep_only(at.here, visit.id, {one for one in mine if one[0] != seat.person_id})


def let_go(at: At, visit: Visit, state: str = seats.RELEASED) -> list[UUID]:
    """Let go of all cells and hosts of a visit; return who had been asked or had agreed. `state`: of the unanswered."""
    freed = []
    for seat in seats.of_visit(at.here, visit.id, seats.HOLDING):
        freed.append(seat.person_id)
        if seat.state == seats.ASKED and state == seats.SILENT:
            seat.state, seat.agreed_to = state, visit.moving_to or visit.start_at
        else:
            release(seat)
    at.here.session.flush()
    cells.keep_only(at.here, visit.id)
    visit.moving_to, visit.answer_by = None, None
    return freed


def tell_freed(at: At, visit: Visit, freed: Collection[UUID]) -> None:
    """Tell hosts that their time is their own again, but for who has done it."""
    if others := [id for id in freed if id != at.by]:
        follow.step(at, visit, "freed", to=others)


def to_desk(at: At, visit: Visit, freed: Collection[UUID] = ()) -> Visit:
    """Let the centre fit it: the office is told by when it hears."""
    visit.state, visit.times, visit.answer_by = DESK, "", None
    visit.told_by = rules.told_by(at.network.local(at.now), at.network.hours_from, at.network.closed_days)
    changed(at, visit)
    follow.step(at, visit, "desk")
    tell_freed(at, visit, freed)
    return visit


def elsewhen(at: At, visit: Visit, freed: Collection[UUID] = (), besides: datetime | None = None) -> Visit:
    """Offer other times to the office, or have the centre fit it where there are none or nobody to choose.

    `besides` is the time that did not do, where it is not the visit's own.
    """
    besides = besides or visit.start_at
    found = suiting(at, sought_by(at, visit), notice=1, besides=besides) if visit.guest_id else []
    if not found:
        return to_desk(at, visit, freed)
    visit.state, visit.times = OFFERED, " ".join(one.astimezone(UTC).isoformat() for one in found)
    visit.answer_by = rules.working_after(at.today, rules.OFFER_DAYS, at.network.closed_days)
    changed(at, visit)
    follow.step(at, visit, "times")
    tell_freed(at, visit, freed)
    return visit


def offered(visit: Visit) -> list[datetime]:
    """Return the times that lie with the office."""
    return [datetime.fromisoformat(one) for one in visit.times.split()]


def gone(at: At, visit: Visit, start: datetime) -> Visit:
    """Take a time that can be no more from those that lie with the office; with none left, other ones are looked for.

    Those of the rest that can be no more go with it.
    """
    left = [one for one in offered(visit) if one != start and possible(at, visit, one)]
    if not left:
        return elsewhen(at, visit, let_go(at, visit), besides=start)
    visit.times = " ".join(one.astimezone(UTC).isoformat() for one in left)
    return changed(at, visit)


def settle(at: At, visit: Visit) -> Visit:
    """Settle a visit to which everybody has agreed, if everybody has; the calendar entry of one that was grows."""
    coming = seats.of_visit(at.here, visit.id, seats.HOLDING)
    if any(one.state == seats.ASKED for one in coming):
        return changed(at, visit)
    again, was = visit.settled_at is not None, visit.state
    visit.state, visit.answer_by, visit.told_by = SETTLED, None, None
    visit.settled_at = visit.settled_at or at.now
    changed(at, visit, entry=again)
    follow.step(at, visit, "settled" if not again else "swapped" if was == SETTLED else "moved")
    return visit


def future(at: At, start: datetime) -> None:
    """Refuse what is over."""
    if start <= at.now:
        raise Refusal(msg("booking-past"))


def asks(at: At, visit: Visit) -> Visit:
    """Have hosts told that they are asked, or settle what all have agreed to already."""
    visit.state = ASKED
    if not seats.of_visit(at.here, visit.id, (seats.ASKED,)):
        return settle(at, visit)
    visit.told_by = visit.answer_by
    changed(at, visit)
    follow.step(at, visit, "asked")
    return visit


def next_one(at: At, visit: Visit, pool: str, instead: UUID | None = None) -> bool:
    """Ask the next fair host of a pool for the visit's time, or one in particular; False where nobody is free."""
    start = visit.start_at
    if start is None:
        return False
    beside = {one.person_id for one in seats.of_visit(at.here, visit.id, seats.HOLDING)}
    not_these = refused(at, visit, start) | beside
    pools = whom.on(at, sought_by(at, visit), start, not_these=not_these)
    for who in [instead] if instead else pools[visit.needs.index(pool)] if pool in visit.needs else []:
        if not hold(at, visit, start, [who]):
            continue
        seats.ask(at.here, visit.id, who, pool, at.now)
        awaits(at, visit, start)
        at.here.session.flush()
        follow.step(at, visit, "asked", to=[who])
        return True
    return False
