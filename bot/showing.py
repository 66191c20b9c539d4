"""What the demo shows besides its network: invented trainings and runs, so that a newcomer sees what comes of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from handlers.kit import days
from storage import completions, networks, people, runs
from storage.db import Database, Here
from storage.networks import Network
from storage.runs import CourseRun

TRAININGS = Path(__file__).parent.parent / "messages" / "demo_trainings.toml"


def show(database: Database, now: datetime) -> None:
    """Give invented people of the invented network their trainings; who has told of any herself keeps hers alone."""
    shown = tomllib.loads(TRAININGS.read_text(encoding="utf-8"))
    with database.write() as session:
        for network in (one for one in networks.everyone(session) if one.invented):
            here = Here(session, network.id)
            for row in shown["people"]:
                _give(here, row["name"], row["trainings"], now)
            if not runs.everything(here):
                _hold(here, network, shown["runs"], now)


def _give(here: Here, name: str, trainings: list[str], now: datetime) -> None:
    for person in people.by_name(here, name)[:1]:
        if completions.of_person(here, person.id):
            continue
        for one in trainings:
            course, day = one.split()
            exactly = "day" if len(day) == 10 else "month"
            done_on = date.fromisoformat(day if exactly == "day" else f"{day}-01")
            completions.add(here, person.id, course, done_on, exactly, None, now)


def _hold(here: Here, network: Network, rows: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Let invented runs be held, some days after the demo has begun."""
    today = network.local(now).date()
    for row in rows:
        network.prefecture = network.prefecture or row["prefecture"]
        run = CourseRun(
            entered_at=now, **{name: row[name] for name in ("course", "prefecture", "title", "place", "how")}
        )
        run.recommended, run.by_ward = row.get("recommended", False), row.get("by_ward", False)
        run.apply_from, run.apply_to = (today + timedelta(days=one) for one in row["apply"])
        run.opens_on = days.working_day(today + timedelta(days=row["opens"]), network.closed_days)
        further = (run.opens_on + timedelta(days=one) for one in row["further"])
        held = sorted({run.opens_on, *(days.working_day(day, network.closed_days) for day in further)})
        run.days = [{"day": day.isoformat(), "from": 570, "until": 1020} for day in held]
        run.most_days = len(held)
        runs.add(here, run)
