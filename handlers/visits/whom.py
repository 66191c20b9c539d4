"""Who could come when: what hosts have said, what is taken, and the network's rules, laid over one another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from handlers.visits import free, matching, quarters, rules
from handlers.visits.at import At, Sought
from handlers.visits.matching import Standing
from storage import asked, candidates, cells, hosts, offices, seats
from storage.candidates import Candidate
from storage.hosts import Host
from storage.networks import Network

_LAST = date.max


@dataclass(frozen=True, slots=True)
class Ground:
    """Some days from `first` on: when each host of each pool can begin a visit, whatever the notice.

    `pools` stand in the order of what is needed; `hours` says whether any of them has given any hours at all.
    """

    first: date
    days: int
    pools: tuple[tuple[UUID, ...], ...]
    starts: Mapping[UUID, int]
    hours: bool

    @property
    def together(self) -> int:
        """When each pool can send somebody of its own."""
        return free.together(self.pools, self.starts)

    def who(self, place: int) -> list[list[UUID]]:
        """Return of each pool who can begin at a quarter of an hour."""
        return [[who for who in pool if self.starts[who] >> place & 1] for pool in self.pools]


def pools_of(at: At, wanted: Sought) -> list[list[Candidate]]:
    """Return who may be asked from each pool that is needed, whenever that is.

    Never the guest herself nor whom the office would rather not have; nobody of its corporation where the network
    forbids it; as an adviser on a field only who knows it, if anybody does.
    """
    house = house_of(at, wanted)
    barred = at.network.own_house == "forbid"
    people = [
        one
        for one in candidates.everyone(at.here)
        if one.id != wanted.guest and one.id not in wanted.unwanted and not (barred and one.corporation == house)
    ]
    knows = set(asked.who_know(at.here, [wanted.field])) if wanted.field else set()
    found = []
    for pool in wanted.needs:
        some = [one for one in people if pool in one.pools]
        found.append([one for one in some if one.id in knows] or some if pool == "adviser" else some)
    return found


def house_of(at: At, wanted: Sought) -> str:
    """Return the corporation of the office; empty where it is none."""
    office = offices.get(at.here, wanted.office)
    return office.corporation if office else ""


def ground(at: At, wanted: Sought, first: date, last: date, length: int | None = None) -> Ground:
    """Return who can begin when on some days; `length` in quarters of an hour, where the start is on none."""
    pools, days = pools_of(at, wanted), (last - first).days + 1
    people = {one.id: one for pool in pools for one in pool}
    length = length or quarters.length(None, wanted.minutes)
    weeks, extra = hosts.weeks(at.here, people), hosts.days(at.here, people, first, last)
    taken = _taken(at, wanted, [*people, wanted.office], first, days)
    full = _full(at, wanted, people, first, days)
    works, buffer = quarters.working_days(first, days, at.network.closed_days), quarters.needed(wanted.buffer)
    size = days * free.DAY
    at_home = free.starts(-1, taken[wanted.office], size, length)
    found = {}
    for id, one in people.items():
        hours = quarters.hours(weeks.get(id, ()), extra.get(id, ()), works, first, days)
        busy = taken[id] | quarters.closed_times(extra.get(id, ()), first) | _away(one, first, days)
        found[id] = at_home & ~full[id] & free.starts(hours, busy, size, length, buffer)
    said = any(week.spans for some in weeks.values() for week in some)
    said = said or any(one.open for some in extra.values() for one in some)
    return Ground(first, days, tuple(tuple(one.id for one in pool) for pool in pools), found, said)


def _away(one: Candidate, first: date, days: int) -> int:
    if one.away_until is None:
        return 0
    return quarters.away_days(None if one.away_until == _LAST else one.away_until, first, days)


def _taken(at: At, wanted: Sought, takers: Collection[UUID], first: date, days: int) -> dict[UUID, int]:
    begin, end = at.network.midnight(first), at.network.midnight(first + timedelta(days=days))
    by = cells.taken(at.here, takers, cells.cell_of(begin), cells.cell_of(end), besides=wanted.visit)
    place = _places(at.network, first, days)
    found = dict.fromkeys(takers, 0)
    for taker, some in by.items():
        for cell in some:
            found[taker] |= 1 << place(cell)
    return found


def _places(network: Network, first: date, days: int) -> Place:
    begin, end = network.midnight(first), network.midnight(first + timedelta(days=days))
    return Place(network, first, cells.cell_of(begin), begin.utcoffset() == end.utcoffset())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quarter of an hour since 1970 lies on the network's own clock."""

    network: Network
    first: date
    cell: int
    steady: bool

    def __call__(self, cell: int) -> int:
        """Return the number of the bit."""
        if self.steady:
            return cell - self.cell
        return place_of(self.network, self.first, cells.moment_of(cell))


def place_of(network: Network, first: date, moment: datetime) -> int:
    """Return the bit of a moment, counted from the first day."""
    local = network.local(moment)
    return (local.date() - first).days * free.DAY + (local.hour * 60 + local.minute) // free.MINUTES


def moment_at(network: Network, first: date, place: int) -> datetime:
    """Return the moment of a bit."""
    day, quarter = divmod(place, free.DAY)
    local = network.midnight(first + timedelta(days=day))
    return local.replace(hour=quarter // 4, minute=quarter % 4 * free.MINUTES).astimezone(UTC)


def _full(at: At, wanted: Sought, people: Collection[UUID], first: date, days: int) -> dict[UUID, int]:
    said = hosts.caps(at.here, people)
    # Whole weeks and months count, also the parts of them that lie outside.
    since, until = first - timedelta(days=31), first + timedelta(days=days + 31)
    begun = seats.begins(at.here, people, at.network.midnight(since), at.network.midnight(until), wanted.visit)
    found = {}
    for id in people:
        visits = [at.network.local(moment).date() for moment in begun.get(id, ())]
        found[id] = free.on_days(rules.full_days(_caps(said.get(id)), visits, first, days))
    return found


def _caps(host: Host | None) -> rules.Caps:
    return (host.a_day, host.a_week, host.a_month) if host else (None, None, None)


def standings(at: At, wanted: Sought, pools: Collection[Collection[UUID]], day: date) -> dict[UUID, Standing]:
    """Return how it stands with hosts for a visit on a day: their load is that of the day's fiscal year."""
    people = {id for pool in pools for id in pool}
    begin, end = (at.network.midnight(one) for one in rules.fiscal_year(day))
    load, last = seats.load(at.here, begin, end), seats.last_asked(at.here, people)
    knows = set(asked.who_know(at.here, [wanted.field])) if wanted.field else set()
    house = house_of(at, wanted)
    of_house = {one.id for one in candidates.everyone(at.here) if house and one.corporation == house}
    found = {id: Standing(load=load.get(id, 0), asked_at=last.get(id)) for id in people}
    fits = at.network.own_house != "allow"
    return {id: replace(it, own_house=fits and id in of_house, knows=id in knows) for id, it in found.items()}


def on(
    at: At,
    wanted: Sought,
    start: datetime,
    first: Collection[UUID] = (),
    not_these: Collection[UUID] = (),
    unbound: Collection[UUID] = (),
) -> list[list[UUID]]:
    """Return of each pool who can come at a time, in the order of asking; those of `first` before all others.

    Those of `unbound` have said themselves that they can: only what they have booked counts, not their hours.
    """
    day = at.network.local(start).date()
    length = quarters.length(start, wanted.minutes)
    shown = ground(at, wanted, day - timedelta(days=1), day + timedelta(days=1), length)
    who = shown.who(place_of(at.network, shown.first, start))
    if unbound:
        span = quarters.cells(start, wanted.minutes, wanted.buffer)
        busy = cells.taken(at.here, unbound, span.start, span.stop, besides=wanted.visit)
        can = [one for one in unbound if not busy.get(one)]
        more = [[one for one in can if one in pool] for pool in shown.pools]
        who = [list(dict.fromkeys([*some, *others])) for some, others in zip(who, more, strict=True)]
    key = matching.turn_of(standings(at, wanted, who, day), first)
    return [sorted((one for one in pool if one not in not_these), key=key) for pool in who]
