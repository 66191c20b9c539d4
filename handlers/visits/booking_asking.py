"""Asking for a visit: a time, or a day that the centre finds; other times that are offered, and chosen."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from handlers.kit.errors import Refusal, Stale
from handlers.visits import follow, matching, rules, whom
from handlers.visits.at import At, Wanted
from handlers.visits.booking_moving import moving
from handlers.visits.booking_parts import (
    ask,
    asks,
    changed,
    comes,
    future,
    gone,
    held,
    let_go,
    offered,
    possible,
    release,
    sought_by,
    tell_freed,
    to_desk,
    wants,
)
from handlers.visits.booking_times import days_of
from messages.words import msg
from storage import cells, offices, seats
from storage.visits import ASKED, DESK, OFFERED, SETTLED, Visit


def request(at: At, wanted: Wanted) -> Visit:
    """Ask for a visit: its cells are held at once and a fair pair is asked; without a time it goes to the centre.

    Raises Refusal where the time was taken meanwhile or fits no rule: nothing is kept then.
    """
    at.here.alone()
    if offices.get(at.here, wanted.office) is None:
        raise Refusal(msg("booking-no-office"))
    if wanted.start:
        fits(at, wanted, wanted.start)
    visit = made(at, wanted)
    if wanted.start is None:
        visit.state = DESK
        visit.told_by = rules.working_after(at.today, at.network.answer_days, at.network.closed_days)
        at.here.session.flush()
        follow.step(at, visit, "desk")
        return visit
    if not ask(at, visit, wanted.start):
        raise Refusal(msg("booking-taken"))
    visit.told_by = visit.answer_by
    at.here.session.flush()
    follow.step(at, visit, "asked")
    return visit


def fits(at: At, wanted: Wanted, start: datetime) -> None:
    """Refuse a time that is over, too soon or too far; whether anybody is free is another question."""
    future(at, start)
    day = at.network.local(start).date()
    first, last = days_of(at, wanted)
    if day < first:
        raise Refusal(msg("booking-notice", day=first))
    if day > last and not wanted.booked_by:
        raise Refusal(msg("booking-furthest", day=last))


def made(at: At, wanted: Wanted) -> Visit:
    """Keep what is asked for."""
    menu = wanted.menu
    visit = Visit(
        network_id=at.here.network_id,
        office_id=wanted.office,
        guest_id=wanted.guest,
        booked_by=wanted.booked_by,
        menu=menu.key,
        title=menu.name,
        minutes=wanted.minutes,
        buffer=menu.buffer if wanted.way == "visit" else 0,
        pools=" ".join(menu.pools),
        way=wanted.way,
        case_kind=wanted.case_kind,
        material=wanted.material,
        field=wanted.field,
        line=wanted.line,
        observer=wanted.observer,
        state=ASKED,
        wish=wanted.wish,
        start_at=wanted.start,
        asked_at=at.now,
        version=1,
        edition=0,
    )
    at.here.session.add(visit)
    at.here.session.flush()
    seats.avoid(at.here, visit.id, wanted.unwanted)
    return visit


def propose(at: At, visit_id: UUID, start: datetime) -> Visit:
    """A host offers another time: it lies with the office. Raises Refusal where it does not fit the others.

    Of a visit that is asked for the time is held from now on, and the one before let go; what is settled stands until
    the office takes the new time.
    """
    visit = held(at, visit_id, (ASKED, SETTLED))
    seat = seats.of_person(at.here, visit.id, at.by) if at.by else None
    if seat is None or seat.state not in seats.HOLDING or visit.moving_to:
        raise Stale("seat")
    future(at, start)
    if start == visit.start_at:
        raise Refusal(msg("booking-same"))
    people = fellows(at, visit, start, seat.person_id)
    if visit.state == SETTLED:
        visit.times, seat.agreed_to = start.astimezone(UTC).isoformat(), start
        changed(at, visit)
        follow.step(at, visit, "times")
    else:
        offer(at, visit, start, people)
    return visit


def offer(at: At, visit: Visit, start: datetime, people: tuple[UUID, ...]) -> None:
    """Let the one time that a host offers lie with the office, held for a few days."""
    held_for(at, visit, start, people)
    visit.state, visit.start_at, visit.times = OFFERED, start, start.astimezone(UTC).isoformat()
    day, closed = at.network.local(start).date(), at.network.closed_days
    visit.answer_by = rules.answer_by(at.today, rules.OFFER_DAYS, day, closed)
    changed(at, visit)
    follow.step(at, visit, "times")


def fellows(at: At, visit: Visit, start: datetime, host: UUID) -> tuple[UUID, ...]:
    """Return who would come at a time that a host offers, she for her own pool; raises Refusal."""
    seat = seats.of_person(at.here, visit.id, host)
    same = [one.person_id for one in seats.of_visit(at.here, visit.id, seats.HOLDING)]
    pools = whom.on(at, sought_by(at, visit), start, same)
    # Her own hours do not bind her, only that she is nowhere else.
    mine = visit.needs.index(seat.pool) if seat and seat.pool in visit.needs else -1
    pools = [[host] if place == mine else [one for one in pool if one != host] for place, pool in enumerate(pools)]
    ranked = [one for pool in pools for one in pool]
    people = matching.pair(pools, ranked.index)
    if people is None or cells.clashes(at.here, visit.id, wants(visit, start, people)):
        raise Refusal(msg("booking-nobody"))
    return people


def held_for(at: At, visit: Visit, start: datetime, people: tuple[UUID, ...]) -> None:
    """Hold a time that a host offers, for her and the others; who had agreed to another is asked again later."""
    if not cells.take(at.here, visit.id, wants(visit, start, people)):
        raise Refusal(msg("booking-nobody"))
    cells.keep_only(at.here, visit.id, set(wants(visit, start, people)))
    gone = []
    for seat in seats.of_visit(at.here, visit.id, seats.HOLDING):
        if seat.person_id not in people:
            release(seat)
            gone.append(seat.person_id)
    for pool, who in zip(visit.needs, people, strict=True):
        seat = seats.ask(at.here, visit.id, who, pool, at.now)
        if who == at.by:
            comes(at, seat, start)
    tell_freed(at, visit, gone)


def choose(at: At, visit_id: UUID, start: datetime) -> Visit:
    """The office takes one of the times that lie with it, or the centre one for it: hosts are asked for it.

    A time that the office takes and that can be no more goes from those that lie with it: it is then offered still,
    with others, or on the centre's desk. The centre is told so with a Refusal.
    """
    visit = held(at, visit_id, (OFFERED, DESK, SETTLED))
    known = offered(visit)
    if (at.by == visit.guest_id or visit.state == SETTLED) and start not in known:
        raise Stale("time")
    if visit.state == OFFERED and at.by == visit.guest_id:
        # What a host has offered herself may be as soon as she likes.
        hers = bool(seats.of_visit(at.here, visit.id, seats.HOLDING)) and start > at.now
        can = hers or possible(at, visit, start)
        return asks(at, visit) if can and ask_again(at, visit, start) else gone(at, visit, start)
    future(at, start)
    if visit.state == SETTLED:
        return moving(at, visit, start)
    if not ask_again(at, visit, start):
        raise Refusal(msg("booking-taken"))
    return asks(at, visit)


def ask_again(at: At, visit: Visit, start: datetime) -> bool:
    """Ask for another time, before all others those who had been asked and have not said no."""
    no = {one.person_id for one in whom.said_no(at, visit.id)}
    before = [one.person_id for one in seats.of_visit(at.here, visit.id) if one.person_id not in no]
    return ask(at, visit, start, before)


def dateless(at: At, visit_id: UUID, wish: str = "") -> Visit:
    """Leave the day to the centre."""
    visit = held(at, visit_id, (ASKED, OFFERED, DESK))
    freed = let_go(at, visit)
    visit.wish, visit.start_at = wish, None
    return to_desk(at, visit, freed)
