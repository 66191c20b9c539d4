"""What tests of hosts' hours share: who is a host, what is kept, visits that are there."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from storage import hosts, networks, offices, people, seats
from storage.db import Here
from storage.hosts import Host, HostDay
from storage.seats import Seat
from storage.visits import SETTLED
from tests.privacy.visits import visit_of
from tests.world import CENTRE, World

SATO, TAKAHASHI = "佐藤 はるか", "高橋 まこと"
TOKYO = ZoneInfo("Asia/Tokyo")
WHY = "この時間の中から、訪問の日を決めます。見えるのは、あなたとセンターの調整役だけです。"


def moment(day: str, clock: str = "09:00") -> datetime:
    """Return a moment in Tokyo."""
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=TOKYO)


def weeks(world: World, name: str = SATO) -> list[tuple[str, list[list[int]]]]:
    """Return from which day on somebody has which hours, oldest first."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        me = people.by_name(here, name)[0].id
        return [(str(week.from_day), week.spans) for week in hosts.weeks(here, [me])[me]]


def single(world: World, name: str = SATO) -> list[tuple[str, int, int, bool]]:
    """Return what somebody has said of single days: day, from, until, whether it is open."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        mine = (HostDay.network_id == here.network_id) & (HostDay.person_id == people.by_name(here, name)[0].id)
        rows = session.scalars(select(HostDay).where(mine).order_by(HostDay.day, HostDay.from_minute))
        return [(str(row.day), row.from_minute, row.until_minute, row.open) for row in rows]


def caps(world: World, name: str = SATO) -> tuple[int | None, int | None, int | None]:
    """Return at most how often somebody visits a day, a week, a month."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        host = hosts.get(here, people.by_name(here, name)[0].id) or Host()
        return host.a_day, host.a_week, host.a_month


def visits(world: World, start: str, name: str = SATO, state: str = SETTLED) -> None:
    """Let somebody come to a visit of an hour, with half an hour of travel, for an office that telephoned."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        office = offices.by_name(here, "相談室 みなも")
        assert office
        visit = visit_of(office.id, None, world.clock.now(), network_id=here.network_id, state=state)
        visit.booked_by = people.by_name(here, CENTRE)[0].id
        visit.start_at = moment(start[:10], start[11:])
        session.add(visit)
        session.flush()
        seat = Seat(network_id=here.network_id, visit_id=visit.id, person_id=people.by_name(here, name)[0].id)
        seat.pool, seat.state, seat.asked_at = seats.CHIEF, seats.COMES, world.clock.now()
        session.add(seat)
