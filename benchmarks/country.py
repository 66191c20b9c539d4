"""A whole country in one PostgreSQL: networks, offices, people with five years of history; and a worker that plans."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select

from bot.app import App
from bot.settings import Settings
from storage.careers import Career
from storage.completions import Completion
from storage.db import Base
from storage.ids import uuid7
from storage.networks import Network
from storage.nudges import Nudge
from storage.offices import Office
from storage.outbox import outbox
from storage.people import Person, Role
from storage.runs import CourseRun
from tests.world import SetClock

# The last day of a fiscal year, and the morning of the first, on which more becomes due than on any other.
BEFORE, MORNING = datetime(2027, 3, 31, 1, tzinfo=UTC), datetime(2027, 3, 31, 22, 30, tzinfo=UTC)
AT_ONCE = 5000
# What each person has been told in five years, and that it was sent.
TOLD = 12


def fill(product_writer: Any, count: int, people: int) -> None:
    """Put so many networks with so many people in all into a database."""
    draw = random.Random(12)
    networks = [uuid7() for _ in range(count)]
    owners = [networks[number % count] for number in range(people)]
    rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in _tables()}
    for number, network in enumerate(networks):
        for table, row in _of_network(number, network):
            rows[table].append(row)
    offices = {row["network_id"]: row["id"] for row in rows[Office.__table__]}
    for number, network in enumerate(owners):
        for table, row in _of_person(number, network, offices[network], draw):
            rows[table].append(row)
    with product_writer.begin() as link:
        for table, some in rows.items():
            for start in range(0, len(some), AT_ONCE):
                link.execute(insert(table), some[start : start + AT_ONCE])


def _tables() -> tuple[Any, ...]:
    kinds: tuple[type[Base], ...] = (Network, Office, Person, Role, Career, Completion, CourseRun, Nudge)
    return (*(kind.__table__ for kind in kinds), outbox)


def _of_network(number: int, id: UUID) -> Iterator[tuple[Any, dict[str, Any]]]:
    empty: dict[str, Any] = {"terms": {}, "contacts": [], "prefecture": "東京都"}
    yield (
        Network.__table__,
        {"id": id, "name": f"国 {number}", "zone": "Asia/Tokyo", "invented": True, "made_at": BEFORE, **empty},
    )
    mine = {"network_id": id}
    yield Office.__table__, {**mine, "id": uuid7(), "name": "見本", "corporation": "見本", "counsellors": 3}
    for month in (1, 7):
        opens = date(2027, month, 12)
        dates = {"apply_from": opens - timedelta(days=80), "apply_to": opens - timedelta(days=40), "opens_on": opens}
        named = {"course": "renewal", "prefecture": "東京都", "title": "現任研修", "days": []}
        yield CourseRun.__table__, {**mine, "id": uuid7(), **named, **dates, "entered_at": BEFORE}


def _of_person(number: int, network: UUID, office: UUID, draw: random.Random) -> Iterator[tuple[Any, dict[str, Any]]]:
    id, mine = uuid7(), {"network_id": network}
    hers = {**mine, "person_id": id}
    joined = {"joined_at": BEFORE, "agreed_at": BEFORE, "office_id": office}
    yield Person.__table__, {**mine, "id": id, "name": f"見本 {number}", **joined}
    roles = ["counsellor"] if number % 20 else ["counsellor", "coordinator"]
    for role in roles:
        yield Role.__table__, {**hers, "id": uuid7(), "role": role}
    start = date(2012, 4, 1) + timedelta(days=draw.randrange(5300))
    yield Career.__table__, {**hers, "id": uuid7(), "practice_on": start - timedelta(days=draw.randrange(900))}
    days = [start + timedelta(days=365 * years) for years in range(0, 15, 4)]
    known = {"exactly": "day", "entered_at": BEFORE}
    for course, day in zip(("initial", "renewal", "renewal", "renewal"), days, strict=True):
        if day < BEFORE.date():
            yield Completion.__table__, {**hers, "id": uuid7(), "course": course, "done_on": day, **known}
    for place in range(TOLD):
        told, day = uuid7(), BEFORE - timedelta(days=150 * place + 30)
        once = {"rule": "opens", "due": day.date(), "stage": f"bench-{place}", "answered": "done", "answered_at": day}
        yield Nudge.__table__, {**hers, "id": uuid7(), **once, "made_at": day, "told_as": told}
        sent = {"kind": "nudge.told", "subject_id": told, "state": "sent", "due_at": day, "sent_at": day}
        yield outbox, {**hers, "id": uuid7(), **sent, "closed_at": day, "attempts": 1, "doubtful": False}


def work(settings: Settings, results: Any) -> None:
    """Be a worker: plan a day, then the next; tell how long that took, its CPU, what it made, and the memory in MiB."""
    asyncio.run(_work(settings, results))


async def _work(settings: Settings, results: Any) -> None:
    clock = SetClock(BEFORE)
    app = App(settings, clock)
    await app.start(tick=False)
    seconds, cpu, made = [], [], []
    for moment in (BEFORE, MORNING):
        clock.at = moment
        before, begun, used = _count(app), time.monotonic(), time.process_time()
        await app.delivery.plan()
        seconds.append(time.monotonic() - begun)
        cpu.append(time.process_time() - used)
        made.append(_count(app) - before)
    await app.stop()
    results.put((seconds, cpu, made, _most_memory()))


def _most_memory() -> float:
    """Return the most memory that this process has had, in MiB; what getrusage tells begins with its parent's."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _count(app: App) -> int:
    with app.stores.database.read() as session:
        return int(session.scalar(select(func.count()).select_from(Nudge)) or 0)
