"""What somebody has said of when she visits, as it stands; and her visits that lie in a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from handlers.hosting import rules
from handlers.kit.days import minute_of
from handlers.kit.turn import Turn
from storage import hosts, seats
from storage.hosts import Host, HostDay, Week
from storage.visits import LIVE, Visit


@dataclass(frozen=True, slots=True)
class Hers:
    """Her weeks in order, what differs from them from today on, and her caps."""

    weeks: list[Week]
    rows: list[HostDay]
    host: Host | None


def is_host(turn: Turn) -> bool:
    """Tell whether somebody may be asked to visit: 主任, 基幹, or who gives ワンポイントアドバイス."""
    return turn.who.person.advises or not turn.roles.isdisjoint(hosts.ROLES)


def hers(turn: Turn) -> Hers:
    """Return what she has said."""
    return said_by(turn, turn.person_id)


def said_by(turn: Turn, person_id: UUID) -> Hers:
    """Return what somebody has said: for herself, and for coordinators."""
    who, last = [person_id], turn.today + timedelta(days=rules.AHEAD_DAYS + 1)
    rows = hosts.days(turn.here, who, turn.today, last)[person_id]
    return Hers(hosts.weeks(turn.here, who)[person_id], rows, hosts.get(turn.here, person_id))


def visits_in(turn: Turn, rows: Iterable[HostDay]) -> list[Visit]:
    """Return her visits, asked for or settled, that with their travel lie in a time of these rows."""
    taken = list(rows)
    return [visit for visit in live(turn) if any(_meets(turn, visit, row) for row in taken)]


def visits_between(turn: Turn, first: date, until: date) -> list[Visit]:
    """Return her visits, asked for or settled, from a day to before another."""
    return [visit for visit in live(turn) if any(first <= day < until for day, *_ in _times(turn, visit))]


def live(turn: Turn) -> list[Visit]:
    """Return her visits that may still take place and have a time to come."""
    found = seats.held_by(turn.here, turn.person_id, LIVE)
    return [visit for visit in found if any(day >= turn.today for day, *_ in _times(turn, visit))]


def _meets(turn: Turn, visit: Visit, row: HostDay) -> bool:
    times = _times(turn, visit)
    hours = row.from_minute, row.until_minute
    return any(day == row.day and rules.meets(start, end, *hours) for day, start, end in times)


def _times(turn: Turn, visit: Visit) -> list[tuple[date, int, int]]:
    """Return when a visit is, and to when it would be moved: day, from and until with travel."""
    found = []
    for moment in (visit.start_at, visit.moving_to):
        if moment:
            local = turn.who.network.local(moment)
            start = minute_of(local)
            found.append((local.date(), start - visit.buffer, start + visit.minutes + visit.buffer))
    return found
