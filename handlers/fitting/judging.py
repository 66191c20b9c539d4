"""What needs a coordinator first, who has not answered, which offices were long not visited; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from storage import visits
from storage.offices import Office
from storage.visits import Visit

# An office that nobody has visited for so long is looked at again, and is not offered a visit more often than this.
LONG = timedelta(days=365)
OFFER_AGAIN = timedelta(days=180)
# Before a visit online so long its address should be known.
URL_BEFORE = timedelta(days=3)
# What a visit needs from the desk, the most pressing first; 'guest': nobody of the office is there any more; 'call': a
# time lies with an office that has to be telephoned; 'unsaid': its hosts were asked twice how it went; 'fine': nothing,
# it is coming; 'over': its hosts say how it went.
NEEDS = ("desk", "guest", "call", "silent", "url", "unsaid", "asked", "offered", "fine", "over")


def need(visit: Visit, held: int, now: datetime, today: date, *, waits: bool) -> str:
    """Return which of NEEDS a live visit has, to which so many are asked or come; `waits`: not all have answered.

    'silent': the last day to answer has come.
    """
    if visit.state == visits.DESK or (visit.state == visits.SETTLED and held < len(visit.needs)):
        # Also where somebody with whom it was settled cannot come, and nobody was left to ask.
        return "desk"
    if visit.start_at is not None and visit.start_at <= now:
        return "over"
    if visit.state == visits.SETTLED and visit.lacks_guest:
        return "guest"
    if visit.by_telephone:
        return "call"
    if waits and visit.answer_by is not None and visit.answer_by <= today:
        return "silent"
    if visit.state == visits.SETTLED and visit.way == "online" and not visit.url:
        starts = visit.start_at
        return "url" if starts is not None and starts - now <= URL_BEFORE else "fine"
    if visit.state == visits.OFFERED:
        return "offered"
    return "asked" if waits else "fine"


def needs_hand(what: str) -> bool:
    """Tell whether somebody at the desk should do something."""
    return what in NEEDS[:6]


def in_order(found: Sequence[tuple[Visit, str]]) -> list[tuple[Visit, str]]:
    """Return visits with their needs: who needs somebody first, then as they come; those given keep their order."""
    return sorted(found, key=lambda one: NEEDS.index(one[1]) if needs_hand(one[1]) else len(NEEDS))


def quarters(first: date) -> list[tuple[date, date]]:
    """Return the quarters of the fiscal year that begins on a day, each with the day after it."""
    begins = [date(first.year + (month > 12), (month - 1) % 12 + 1, 1) for month in (4, 7, 10, 13, 16)]
    return list(pairwise(begins))


@dataclass(frozen=True, slots=True)
class Unvisited:
    """An office that nobody has visited yet, or not for long."""

    office: Office
    last: datetime | None


def unvisited(
    offices: Sequence[Office],
    last: Mapping[UUID, datetime],
    without: Collection[UUID],
    now: datetime,
) -> list[Unvisited]:
    """Return those never or long not visited, without the centre and those for which a visit is open or coming.

    Those never visited and those of one person come first, then whoever waits longest; otherwise in the given order.
    """
    found = [Unvisited(one, last.get(one.id)) for one in offices if one.id not in without]
    long = [one for one in found if one.last is None or now - one.last >= LONG]
    return sorted(
        long,
        key=lambda one: (one.last is not None, one.office.counsellors != 1, one.last.timestamp() if one.last else 0),
    )


def may_offer(offered: datetime | None, now: datetime) -> bool:
    """Tell whether an office may be offered a visit again."""
    return offered is None or now - offered >= OFFER_AGAIN
