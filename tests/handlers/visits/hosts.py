"""Hosts of the demo network with hours, and what stands of visits in the database: for whatever tests visits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, text

from handlers.visits import booking
from handlers.visits.booking import At
from storage import networks, people, seats
from storage import visits as visits_
from storage.db import Here
from storage.hosts import Host, HostDay, Span, Week
from storage.networks import Network
from tests.world import CENTRE, START, World

SATO, TAKAHASHI, SUZUKI = "佐藤 はるか", "高橋 まこと", "鈴木 かなえ"
CHIEFS, STAFF = (SATO, TAKAHASHI), (CENTRE, SUZUKI)
HOSTS = (*CHIEFS, *STAFF)
# Monday to Friday, 9:00 to 17:00.
OFFICE_HOURS: tuple[Span, ...] = tuple((day, 9 * 60, 17 * 60) for day in range(5))
# Long before the demo's clock, so that every day has them.
SINCE = date(2026, 4, 1)


@contextmanager
def network(world: World) -> Iterator[tuple[Here, Network]]:
    """Give the network in a writing transaction of its own."""
    with world.app.stores.database.write() as session:
        found = networks.everyone(session)[0]
        yield Here(session, found.id), found


def have_hours(world: World, *names: str, spans: Collection[Span] = OFFICE_HOURS, since: date = SINCE) -> None:
    """Give hosts (all of the demo where none are named) these hours of each week, in place of the demo's."""
    have_no_hours(world)
    with network(world) as (here, _):
        for name in names or HOSTS:
            person = people.by_name(here, name)[0]
            row = {"network_id": here.network_id, "person_id": person.id, "from_day": since}
            here.session.add(Week(**row, spans=[list(span) for span in spans]))


def have_no_hours(world: World) -> None:
    """Take out the hours that the demo's hosts come with; what a test has given them stays."""
    with network(world) as (here, _):
        came_with = (Week.network_id == here.network_id) & (Week.from_day == START.date())
        here.session.execute(delete(Week).where(came_with))


def have_caps(world: World, name: str, **caps: int) -> None:
    """Let a host visit at most so often: a_day, a_week, a_month."""
    with network(world) as (here, _):
        here.session.add(Host(network_id=here.network_id, person_id=people.by_name(here, name)[0].id, **caps))


def have_day(world: World, name: str, day: date, from_minute: int, until_minute: int, *, open: bool) -> None:
    """Add a time of one day to a host's hours, or take it out."""
    with network(world) as (here, _):
        row = {"network_id": here.network_id, "person_id": people.by_name(here, name)[0].id, "day": day}
        here.session.add(HostDay(**row, from_minute=from_minute, until_minute=until_minute, open=open))


def rows(world: World, wanted: str, **values: Any) -> list[tuple[Any, ...]]:
    """Return what a query finds."""
    with world.app.stores.database.read() as session:
        return [tuple(row) for row in session.execute(text(wanted), values)]


def visits(world: World, *columns: str) -> list[tuple[Any, ...]]:
    """Return these columns of all visits, in the order of asking; by default menu and state."""
    return rows(world, f"SELECT {', '.join(columns or ('menu', 'state'))} FROM visits ORDER BY asked_at, id")


def seated(here: Here, visit_id: UUID) -> list[UUID]:
    """Return the hosts who are asked for a visit now."""
    return [seat.person_id for seat in seats.of_visit(here, visit_id, (seats.ASKED,))]


def accept_all(world: World) -> None:
    """Let all hosts who are asked come, as if each had pressed it."""
    with network(world) as (here, its):
        for visit in visits_.in_states(here, (visits_.ASKED, visits_.SETTLED)):
            for who in seated(here, visit.id) or [seat.person_id for seat in seats.of_visit(here, visit.id)]:
                if visit.state == visits_.ASKED or visit.moving_to:
                    booking.accept(At(here, its, world.clock.now(), who), visit.id)


def decline_chiefs(world: World) -> None:
    """Let one 主任 after the other decline, until nobody is left for the time."""
    with network(world) as (here, its):
        for visit in visits_.in_states(here, (visits_.ASKED,)):
            while visit.state == visits_.ASKED:
                chief = next(
                    seat for seat in seats.of_visit(here, visit.id, (seats.ASKED,)) if seat.pool == seats.CHIEF
                )
                booking.decline(At(here, its, world.clock.now(), chief.person_id), visit.id)
