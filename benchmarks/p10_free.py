"""P10: the free times of 5 主任 and 4 of the centre over 90 days, with travel, against a plain search."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from benchmarks.measure import Row, alternate, exact, millis, ratio, size
from handlers.kit.days import is_working_day
from handlers.visits import free, quarters
from handlers.visits.at import Sought
from handlers.visits.booking_times import SOON, pick
from handlers.visits.ground import Ground, Said
from storage.hosts import Week

FIRST = date(2026, 9, 16)
DAYS = 90
CHIEFS, STAFF = [UUID(int=place) for place in range(1, 6)], [UUID(int=place) for place in range(6, 10)]
OFFICE = UUID(int=10)
LENGTH, TRAVEL, MINUTES = 4, 2, 60
# So many searches by masks are one block.
SEARCHES = 20
WANTED = Sought(OFFICE, ("chief", "centre"), MINUTES, TRAVEL * free.MINUTES, "", None)


Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Ward:
    """What has been read: hours by weekday in minutes, and when each is taken, travel counted."""

    days: int
    spans: dict[UUID, list[tuple[int, int, int]]]
    taken: dict[UUID, list[Interval]]


def made(days: int) -> Ward:
    """Return hosts who have time for some hours of most days, and have some visits already."""
    draw = random.Random(26)
    spans: dict[UUID, list[tuple[int, int, int]]] = {}
    taken: dict[UUID, list[Interval]] = {}
    for who in (*CHIEFS, *STAFF, OFFICE):
        begins = draw.choice((9, 10, 13))
        spans[who] = [(weekday, begins * 60, 17 * 60) for weekday in range(5) if draw.random() < 0.8]
        starts = [draw.randrange(days) * free.DAY + draw.randrange(36, 64) for _ in range(days // 2)]
        taken[who] = [(moment(at), moment(at + LENGTH + 2 * TRAVEL)) for at in starts]
    return Ward(days, spans, taken)


def moment(quarter: int) -> datetime:
    """Return when a quarter of an hour begins, counted from the first day."""
    return datetime.combine(FIRST, time()) + timedelta(minutes=free.MINUTES * quarter)


def quarter_of(at: datetime) -> int:
    """Return the number of a quarter of an hour, counted from the first day."""
    return (at - moment(0)) // timedelta(minutes=free.MINUTES)


class Plain:
    """Looks at each quarter of an hour of each working day, and at all that each of each pair has on."""

    def __init__(self, ward: Ward) -> None:
        self._ward = ward
        self.found: list[int] = []

    def prepare(self) -> None:
        """Nothing has to be made ready."""

    def block(self) -> int:
        """Search."""
        self.found = []
        for number in range(self._ward.days):
            if is_working_day(FIRST + timedelta(days=number)):
                day = range(number * free.DAY, (number + 1) * free.DAY)
                self.found += [at for at in day if self._suits(moment(at))]
        return 1

    def _suits(self, begin: datetime) -> bool:
        end, travel = begin + timedelta(minutes=MINUTES), timedelta(minutes=TRAVEL * free.MINUTES)
        if (begin.hour < 13 and (end.hour, end.minute) > (12, 0)) or self._is_taken(OFFICE, begin, end):
            return False
        return any(
            self._has_time(chief, begin, end)
            and self._has_time(other, begin, end)
            and not self._is_taken(chief, begin - travel, end + travel)
            and not self._is_taken(other, begin - travel, end + travel)
            for chief in CHIEFS
            for other in STAFF
        )

    def _has_time(self, who: UUID, begin: datetime, end: datetime) -> bool:
        since, until = begin.hour * 60 + begin.minute, begin.hour * 60 + begin.minute + MINUTES
        spans = self._ward.spans[who]
        return any(day == begin.weekday() and first <= since and until <= last for day, first, last in spans)

    def _is_taken(self, who: UUID, begin: datetime, end: datetime) -> bool:
        return any(one < end and begin < other for one, other in self._ward.taken[who])


class Masks:
    """Lays hours and what is taken over one another, from the same rows; `most` of the first days, or all there is."""

    def __init__(self, ward: Ward, most: int | None = None) -> None:
        self._most = most
        self._days = ward.days if most is None else min(SOON, ward.days)
        self._size = self._days * free.DAY
        # The database hands over the quarters that are taken within the days that are looked at.
        self._taken = {
            who: [at for begin, end in some for at in range(quarter_of(begin), quarter_of(end)) if at < self._size]
            for who, some in ward.taken.items()
        }
        begins = FIRST - timedelta(days=100)
        self._weeks = {
            who: [Week(network_id=OFFICE, person_id=who, from_day=begins, spans=[list(span) for span in spans])]
            for who, spans in ward.spans.items()
        }
        self.found: list[int] = []

    def prepare(self) -> None:
        """Nothing has to be made ready."""

    def block(self) -> int:
        """Search."""
        for _ in range(SEARCHES):
            possible = self._looked().together()
            self.found = list(free.places(possible)) if self._most is None else pick(possible, self._most)
        return SEARCHES

    def _looked(self) -> Ground:
        works = quarters.working_days(FIRST, self._days)
        taken = {who: free.mask(some, self._size) for who, some in self._taken.items()}
        said = {
            who: Said(quarters.hours(self._weeks[who], (), works, FIRST, self._days), taken=taken[who])
            for who in (*CHIEFS, *STAFF)
        }
        return Ground(FIRST, self._days, WANTED, LENGTH, [CHIEFS, STAFF], said, taken[OFFICE])


def measure(folder: Path) -> list[Row]:
    """Return the rows of P10."""
    ward = made(size(DAYS, 20))
    plain, masks, first = Plain(ward), Masks(ward), Masks(ward, most=5)
    costs = alternate({"plain": plain, "masks": masks, "first": first}, blocks=size(15, 2))
    wrong = len(set(plain.found) ^ set(masks.found)) + len(set(first.found) - set(plain.found))
    wrong += first.found != pick(sum(1 << at for at in plain.found), 5)
    return [
        Row("P10", "plain search / bit masks", ratio(costs["plain"].cpu, costs["masks"].cpu), at_least=80),
        Row("P10", "plain search / the first five", ratio(costs["plain"].cpu, costs["first"].cpu), at_least=400),
        Row("P10", "times that differ from the plain search's", exact(wrong), "", at_most=0),
        Row("P10", f"free times of 5 and 4 hosts over {ward.days} days", millis(costs["masks"].cpu), "ms"),
        Row("P10", "the first five", millis(costs["first"].cpu), "ms"),
        Row("P10", "the plain search", millis(costs["plain"].cpu), "ms"),
    ]
