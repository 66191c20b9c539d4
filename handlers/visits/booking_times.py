"""The times that suit all rules, and why there are not more."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handlers.visits import free, rules, whom
from handlers.visits.at import At, Sought, Times, Wanted, sought
from handlers.visits.whom import Ground

FURTHEST = 90
# Within so many days the first times are looked for, before all others.
SOON = 14


def times(at: At, wanted: Wanted, *, first: date | None = None, last: date | None = None, most: int = 5) -> Times:
    """Return the times when somebody of each pool is free, the soonest first, each on a day of its own where possible.

    `first` and `last` narrow the days. `why` has of: 'notice', 'furthest', 'closed', 'hours', 'taken', 'caps', 'house',
    'field', 'longer' (a shorter visit would fit), 'online' (without travel it would), 'later'.
    """
    begin, end = days_of(at, wanted)
    begin, end = max(begin, first or begin), min(end, last or end)
    if end < begin:
        return Times((), ("notice",) if last and last < begin else ("furthest",))
    ground = whom.ground(at, sought(wanted), begin, end)
    found = chosen(at, ground, most)
    return Times(found, hours=ground.hours)


def days_of(at: At, wanted: Wanted) -> tuple[date, date]:
    """Return the first and the last day that may be asked for: no notice binds a coordinator."""
    menu, notice = wanted.menu, 0 if wanted.booked_by else wanted.menu.notice
    first = rules.working_after(at.today, notice, at.network.closed_days)
    return first, at.today + timedelta(days=menu.furthest)


def suiting(at: At, wanted: Sought, *, notice: int, besides: datetime | None = None, most: int = 5) -> list[datetime]:
    """Return times for what hosts are sought for: after so many working days, but for one that did not do."""
    first = rules.working_after(at.today, notice, at.network.closed_days)
    ground = whom.ground(at, wanted, first, at.today + timedelta(days=FURTHEST))
    return [one for one in chosen(at, ground, most + 1) if one != besides][:most]


def chosen(at: At, ground: Ground, most: int) -> list[datetime]:
    """Return of all possible times a few: one a day on the half hour, then more of the same days."""
    possible = ground.together
    passed = whom.place_of(at.network, ground.first, at.now) + 1
    possible &= ~free.bits(0, max(passed, 0))
    # On the half hour where that is possible.
    half = possible & free.on_days(range(ground.days), free.HALVES)
    days: dict[int, list[int]] = {}
    for place in free.places(half or possible):
        days.setdefault(place // free.DAY, []).append(place)
        if len(days) > most:
            break
    found: list[int] = []
    while days and len(found) < most:
        for day in list(days)[: most - len(found)]:
            found.append(days[day].pop(0))
            if not days[day]:
                del days[day]
    return sorted(whom.moment_at(at.network, ground.first, place) for place in found)
