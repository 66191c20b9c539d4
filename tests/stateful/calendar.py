"""A plain calendar of visits: who is where, as visits and seats say it, and who would be free; no masks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from handlers.kit.days import is_working_day
from storage import cells, seats
from storage.seats import COMES, HOLDING, Seat
from storage.visits import LIVE, Visit
from tests.handlers.visits.ward import SATO, SUZUKI, TAKAHASHI, TANAKA, Ward, local

THIRD = "三宅 ひろ"
CHIEFS, STAFF = (SATO, TAKAHASHI, THIRD), (TANAKA, SUZUKI)
HOSTS = (*CHIEFS, *STAFF)


@dataclass(frozen=True)
class Span:
    """Somebody is taken by a visit, with travel."""

    visit: UUID
    begin: datetime
    end: datetime

    def meets(self, begin: datetime, end: datetime) -> bool:
        """Tell whether it overlaps."""
        return self.begin < end and begin < self.end


def whole(start: datetime, minutes: int) -> tuple[datetime, datetime]:
    """Return the quarters of an hour that a visit touches, from when until when."""
    end = start + timedelta(minutes=minutes)
    return start - timedelta(minutes=start.minute % 15), end + timedelta(minutes=-end.minute % 15)


class Calendar:
    """Looks at all visits of a network, one by one."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward

    def held(self) -> dict[UUID, list[Span]]:
        """Return who is taken when, as visits and seats say."""
        found: dict[UUID, list[Span]] = {}
        with self.ward.at() as at:
            for visit in at.here.session.scalars(select(Visit).where(Visit.state.in_((*LIVE, "done")))):
                mine = cells.of_visit(at.here, visit.id)
                if visit.start_at is None or not mine:
                    continue
                some = seats.of_visit(at.here, visit.id, HOLDING)
                old = [one.person_id for one in some if visit.moving_to is None or one.state == COMES]
                self._hold(found, visit, visit.start_at, old)
                if visit.moving_to:
                    self._hold(found, visit, visit.moving_to, self._moving(visit, mine, some))
        return found

    def _moving(self, visit: Visit, mine: list[cells.Taken], some: list[Seat]) -> list[UUID]:
        assert visit.moving_to
        begin = cells.cell_of(visit.moving_to - timedelta(minutes=visit.buffer))
        end = cells.cell_of(visit.moving_to + timedelta(minutes=visit.minutes + visit.buffer - 1))
        return [one.person_id for one in some if {(one.person_id, begin), (one.person_id, end)} <= set(mine)]

    def _hold(self, found: dict[UUID, list[Span]], visit: Visit, start: datetime, people: list[UUID]) -> None:
        begin, end = whole(start, visit.minutes)
        travel = timedelta(minutes=visit.buffer)
        for who in people:
            found.setdefault(who, []).append(Span(visit.id, begin - travel, end + travel))
        found.setdefault(visit.office_id, []).append(Span(visit.id, begin, end))

    def free(self, start: datetime, buffer: int) -> list[set[UUID]]:
        """Return by a plain search who of each pool is free for an hour from a moment on."""
        held, (begin, end), day = self.held(), whole(start, 60), start.date()
        open = is_working_day(day) and local(day, 9) <= begin and end <= local(day, 17)
        if not open or (begin < local(day, 13) and local(day, 12) < end):
            return [set(), set()]
        travel = timedelta(minutes=buffer)
        busy = {who for who, some in held.items() if any(one.meets(begin - travel, end + travel) for one in some)}
        pools = [{self.ward.ids[name] for name in pool} for pool in (CHIEFS, STAFF)]
        return [pool - busy for pool in pools]
