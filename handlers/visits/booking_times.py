"""The times that suit all rules, and why there are not more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from handlers.kit.days import is_working_day
from handlers.visits import free, ground, matching, rules, whom
from handlers.visits.at import At, Sought, Times, Wanted, sought
from handlers.visits.ground import Ground
from messages.menus import LENGTHS
from storage import visits

FURTHEST = 90
DAY = timedelta(days=1)
# Within so many days the first times are looked for, before all others.
SOON = 14
# What may keep days away that would be free otherwise.
RULES = ("taken", "caps", "house", "field")


def times(at: At, wanted: Wanted, *, first: date | None = None, last: date | None = None, most: int = 5) -> Times:
    """Return the times when somebody of each pool is free, the soonest first, each on a day of its own where possible.

    `first` and `last` narrow the days. `why` has of: 'notice', 'furthest', 'closed', 'hours', 'taken', 'caps', 'house',
    'field', 'longer' (a shorter visit would fit), 'online' (without travel it would), 'later'.
    """
    earliest, latest = days_of(at, wanted)
    begin, end = max(earliest, first or earliest), min(latest, last or latest)
    if end < begin:
        return Times((), ("notice",) if last and last < earliest else ("furthest",))
    it, base = sought(wanted), min(begin, at.today + timedelta(days=1))
    for until in dict.fromkeys((min(end, begin + timedelta(days=SOON - 1)), end)):
        looked = whom.looked(at, it, base, until + timedelta(days=SOON))
        within = window(looked, begin, until) & ~passed(at, looked) & ~now_at(at, looked)
        found = chosen(at, looked, looked.together() & within, most)
        if len({at.network.local(one).date() for one in found}) >= most:
            break
    if not looked.gives_hours:
        return Times(found, ("hours",), hours=False)
    why = ["notice"] if begin == earliest and looked.together() & window(looked, base, begin - DAY) else []
    why += _closed(at, begin, until) if first and last else []
    why += kept_away(looked, within, wanted)
    if looked.together() & window(looked, until + DAY, date.max) & ~passed(at, looked):
        why.append("later" if until < latest else "furthest")
    return Times(found, tuple(why))


def days_of(at: At, wanted: Wanted) -> tuple[date, date]:
    """Return the first and the last day that may be asked for: no notice binds a coordinator."""
    menu, notice = wanted.menu, 0 if wanted.booked_by else wanted.menu.notice
    first = rules.working_after(at.today, notice, at.network.closed_days)
    first = first if wanted.booked_by else max(first, earliest(at))
    return first, at.today + timedelta(days=menu.furthest)


def earliest(at: At) -> date:
    """Return the first day for which hosts still have a working day to answer."""
    return rules.earliest(at.network.local(at.now), at.network.hours_until, at.network.closed_days)


def suiting(at: At, wanted: Sought, *, notice: int, besides: datetime | None = None, most: int = 5) -> list[datetime]:
    """Return times for what hosts are sought for: after so many working days, but for one that did not do."""
    first = max(rules.working_after(at.today, notice, at.network.closed_days), earliest(at))
    looked = whom.looked(at, wanted, first, at.today + timedelta(days=FURTHEST))
    found = chosen(at, looked, looked.together() & ~passed(at, looked), most + 1)
    return [one for one in found if one != besides][:most]


def window(looked: Ground, begin: date, end: date) -> int:
    """Return the quarters from one day to another, those of them that have been looked at."""
    first, last = (begin - looked.first).days, (end - looked.first).days
    return free.bits(max(first, 0) * free.DAY, min(last + 1, looked.days) * free.DAY)


def passed(at: At, looked: Ground) -> int:
    """Return the quarters that have begun."""
    return free.bits(0, max(ground.place_of(at.network, looked.first, at.now) + 1, 0))


def now_at(at: At, looked: Ground) -> int:
    """Return the quarter in which a visit that would be moved begins now: it is no other time."""
    visit = visits.get(at.here, looked.wanted.visit) if looked.wanted.visit else None
    place = ground.place_of(at.network, looked.first, visit.start_at) if visit and visit.start_at else -1
    return 1 << place if place >= 0 else 0


def chosen(at: At, looked: Ground, possible: int, most: int) -> list[datetime]:
    """Return a few of the possible times, of a day first those of the hosts whose turn it is."""
    fair = matching.turn_of(whom.standings(at, looked.wanted, looked.said, looked.first))
    found = pick(possible, most, by_turn(looked, sorted(looked.said, key=fair)))
    return [ground.moment_at(at.network, looked.first, place) for place in found]


def by_turn(looked: Ground, order: Iterable[UUID]) -> list[int]:
    """Return when those whose turn it is could come, each pool's first one in turn, then with the others."""
    starts, pools = looked.starts(), looked.open_to()
    ranks = {who: place for place, who in enumerate(order)}
    firsts = [min(pool, key=lambda who: ranks[who]) for pool in pools if pool]
    together = -1
    for who in set(firsts):
        together &= starts[who]
    return [together] if firsts and len(set(firsts)) == len(pools) else []


def pick(possible: int, most: int, before: Iterable[int] = ()) -> list[int]:
    """Return a few of all possible quarters: one a day, on the half hour where there is one, then more of these days.

    Of one day those of the masks `before` come first.
    """
    days: dict[int, list[int]] = {}
    rest = possible
    while rest and len(days) < most:
        day = ((rest & -rest).bit_length() - 1) // free.DAY
        mask = rest >> (day * free.DAY) & free.bits(0, free.DAY)
        first = [mask & free.HALVES & one >> (day * free.DAY) for one in before]
        ordered = [place for some in (*first, mask & free.HALVES, mask) for place in free.places(some)]
        days[day] = [day * free.DAY + place for place in dict.fromkeys(ordered)]
        rest &= ~free.bits(0, (day + 1) * free.DAY)
    found: list[int] = []
    while days and len(found) < most:
        for day in list(days)[: most - len(found)]:
            found.append(days[day].pop(0))
            if not days[day]:
                del days[day]
    return sorted(found)


def days_in(mask: int) -> set[int]:
    """Return on which days a mask has a bit."""
    found = set()
    while mask:
        day = ((mask & -mask).bit_length() - 1) // free.DAY
        found.add(day)
        mask &= ~free.bits(0, (day + 1) * free.DAY)
    return found


def kept_away(looked: Ground, within: int, wanted: Wanted) -> list[str]:
    """Return without which rules there would be times on more days."""
    known = days_in(looked.together() & within)
    more = {rule: looked.together(rule) for rule in RULES}
    if wanted.way == "visit" and "online" in wanted.menu.ways:
        more["online"] = looked.together("online")
    if shorter := [one for one in LENGTHS if one < wanted.minutes]:
        more["longer"] = looked.shorter(shorter[-1]).together()
    return [rule for rule, mask in more.items() if days_in(mask & within) - known]


def _closed(at: At, begin: date, end: date) -> list[str]:
    days = [begin + timedelta(days=number) for number in range((end - begin).days + 1)]
    closed = [day for day in days if not is_working_day(day, at.network.closed_days)]
    return ["closed"] if any(day.weekday() < 5 for day in closed) or len(closed) == len(days) else []
