"""Who could come when, read from the rows; and whose turn it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from handlers.visits import free, ground, matching, quarters, rules
from handlers.visits.at import At, Sought
from handlers.visits.ground import Ground, Said
from handlers.visits.matching import Standing
from messages.eras import fiscal_span
from storage import asked, candidates, cells, hosts, offices, seats
from storage.candidates import Candidate
from storage.hosts import Host
from storage.seats import ADVISER, Seat
from storage.visits import Visit


def house_of(at: At, wanted: Sought) -> str:
    """Return the corporation of the office; empty where it is none."""
    office = offices.get(at.here, wanted.office)
    return office.corporation if office else ""


def pools_of(at: At, wanted: Sought) -> list[list[Candidate]]:
    """Return who is of each pool that is needed.

    Never the guest herself, nor whom the office would rather not have, nor who has said no to it altogether.
    """
    never = {wanted.guest, *wanted.unwanted}
    never |= {one.person_id for one in said_no(at, wanted.visit) if one.reason == seats.ANOTHER}
    people = [one for one in candidates.everyone(at.here) if one.id not in never]
    return [[one for one in people if pool in one.pools] for pool in wanted.needs]


def said_no(at: At, visit_id: UUID | None) -> list[Seat]:
    """Return the seats of those who have said no to a visit, or nothing, whether or not for another time of it."""
    some = seats.of_visit(at.here, visit_id) if visit_id else []
    no = (seats.DECLINED, seats.SILENT)
    return [one for one in some if one.state not in seats.HOLDING and (one.reason or one.state in no)]


def barred(at: At, wanted: Sought, pools: Collection[Collection[Candidate]]) -> dict[str, frozenset[UUID]]:
    """Return whom a rule keeps away.

    'house': who is of the office's corporation where the network forbids it. 'field': as an adviser on a field only
    who knows it comes, if anybody does.
    """
    found: dict[str, frozenset[UUID]] = {}
    if at.network.own_house == "forbid" and (house := house_of(at, wanted)):
        found["house"] = frozenset(one.id for pool in pools for one in pool if one.corporation == house)
    if wanted.field and ADVISER in wanted.needs:
        knows = set(asked.who_know(at.here, [wanted.field]))
        # Nobody but advisers is kept away, also where the same person is of several pools.
        only = [one for pool in pools for one in pool if one.pools == {ADVISER} or wanted.needs == (ADVISER,)]
        if any(one.id in knows for one in only):
            found["field"] = frozenset(one.id for one in only if one.id not in knows)
    return found


def looked(at: At, wanted: Sought, first: date, last: date, length: int | None = None) -> Ground:
    """Return who can begin when on some days; `length` in quarters of an hour, where the start is on none."""
    pools, days = pools_of(at, wanted), (last - first).days + 1
    people = {one.id: one for pool in pools for one in pool}
    weeks, extra = hosts.weeks(at.here, people), hosts.days(at.here, people, first, last)
    guest = [wanted.guest] if wanted.guest else []
    taken = _taken(at, wanted, [*people, wanted.office, *guest], first, days)
    full = _full(at, wanted, people, first, days)
    works = quarters.working_days(first, days, at.network.closed_days)
    no = _no(at, wanted, first, days)
    said = {}
    for id, one in people.items():
        hours = quarters.hours(weeks.get(id, ()), extra.get(id, ()), works, first, days)
        out = quarters.closed_times(extra.get(id, ()), first) | quarters.away(one.away_until, first, days)
        said[id] = Said(hours, out, taken[id], full[id], no.get(id, 0))
    gives = any(week.spans for some in weeks.values() for week in some)
    return Ground(
        first,
        days,
        wanted,
        length or quarters.length(None, wanted.minutes),
        [[one.id for one in pool] for pool in pools],
        said,
        taken[wanted.office] | sum(taken[one] for one in guest),
        barred(at, wanted, pools),
        gives or any(one.open for some in extra.values() for one in some),
    )


def _taken(at: At, wanted: Sought, takers: Collection[UUID], first: date, days: int) -> dict[UUID, int]:
    begin, end = at.network.midnight(first), at.network.midnight(first + timedelta(days=days))
    cell = cells.cell_of(begin)
    by = cells.taken(at.here, takers, cell, cells.cell_of(end), besides=wanted.visit)
    # Where the clock is put forward or back in between, each cell is looked up by itself.
    steady = begin.utcoffset() == end.utcoffset()
    found = {}
    for taker in takers:
        some = by.get(taker, ())
        places = [one - cell if steady else ground.place_of(at.network, first, cells.moment_of(one)) for one in some]
        found[taker] = free.mask(places, days * free.DAY)
    return found


def _no(at: At, wanted: Sought, first: date, days: int) -> dict[UUID, int]:
    nos = [(one.person_id, one.agreed_to) for one in said_no(at, wanted.visit) if one.agreed_to]
    return {who: free.mask([ground.place_of(at.network, first, start)], days * free.DAY) for who, start in nos}


def _full(at: At, wanted: Sought, people: Collection[UUID], first: date, days: int) -> dict[UUID, int]:
    said = {id: _caps(host) for id, host in hosts.caps(at.here, people).items()}
    # Whole weeks and months count, also the parts of them that lie outside.
    since, until = first - timedelta(days=31), first + timedelta(days=days + 31)
    begun = seats.begins(at.here, list(said), at.network.midnight(since), at.network.midnight(until), wanted.visit)
    found = dict.fromkeys(people, 0)
    for id, caps in said.items():
        visits = [at.network.local(moment).date() for moment in begun.get(id, ())]
        found[id] = free.on_days(rules.full_days(caps, visits, first, days))
    return found


def _caps(host: Host) -> rules.Caps:
    return host.a_day, host.a_week, host.a_month


def standings(at: At, wanted: Sought, people: Iterable[UUID], day: date) -> dict[UUID, Standing]:
    """Return how it stands with hosts for a visit on a day: their load is that of the day's fiscal year."""
    some = set(people)
    begin, end = (at.network.midnight(one) for one in fiscal_span(day))
    load, last = seats.load(at.here, begin, end), seats.last_asked(at.here, some)
    knows = set(asked.who_know(at.here, [wanted.field])) if wanted.field else set()
    house = house_of(at, wanted) if at.network.own_house != "allow" else ""
    same = {one.id for one in candidates.everyone(at.here) if house and one.corporation == house}
    return {id: Standing(id in same, id in knows, load.get(id, 0), last.get(id)) for id in some}


def on(
    at: At,
    wanted: Sought,
    start: datetime,
    first: Collection[UUID] = (),
    not_these: Collection[UUID] = (),
    unbound: Collection[UUID] = (),
) -> list[list[UUID]]:
    """Return of each pool who can come at a time, in the order of asking; those of `first` before all others.

    Who has said no to another time of this visit comes last.

    Those of `unbound` have said themselves that they can: only what they have booked counts, not their hours.
    """
    day = at.network.local(start).date()
    length = quarters.length(start, wanted.minutes)
    shown = looked(at, wanted, day - timedelta(days=1), day + timedelta(days=1), length)
    who = shown.who(ground.place_of(at.network, shown.first, start))
    if unbound:
        span = quarters.cells(start, wanted.minutes, wanted.buffer)
        busy = cells.taken(at.here, unbound, span.start, span.stop, besides=wanted.visit)
        can = [one for one in unbound if not busy.get(one)]
        more = [[one for one in can if one in pool] for pool in shown.pools]
        who = [list(dict.fromkeys([*some, *others])) for some, others in zip(who, more, strict=True)]
    last = {one.person_id for one in said_no(at, wanted.visit)}
    key = matching.turn_of(standings(at, wanted, [one for pool in who for one in pool], day), first, last)
    return [sorted((one for one in pool if one not in not_these), key=key) for pool in who]


def of_own_house(at: At, visit: Visit, everyone: Sequence[Candidate] | None = None) -> list[UUID]:
    """Return those who are asked or come although they are of the office's own corporation: not for the office.

    `everyone` are the candidates, where they have been read already.
    """
    office = offices.get(at.here, visit.office_id)
    some = candidates.everyone(at.here) if everyone is None else everyone
    same = {one.id for one in some if office and one.corporation == office.corporation}
    return [one.person_id for one in seats.of_visit(at.here, visit.id, seats.HOLDING) if one.person_id in same]
