"""What the demo shows besides its network: a few invented trainings, so that a newcomer sees what comes of them."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path

from storage import completions, networks, people
from storage.db import Database, Here

TRAININGS = Path(__file__).parent.parent / "messages" / "demo_trainings.toml"


def show(database: Database, now: datetime) -> None:
    """Give invented people of the invented network their trainings; who has told of any herself keeps hers alone."""
    rows = tomllib.loads(TRAININGS.read_text(encoding="utf-8"))["people"]
    with database.write() as session:
        for network in (one for one in networks.everyone(session) if one.invented):
            here = Here(session, network.id)
            for row in rows:
                _give(here, row["name"], row["trainings"], now)


def _give(here: Here, name: str, trainings: list[str], now: datetime) -> None:
    for person in people.by_name(here, name)[:1]:
        if completions.of_person(here, person.id):
            continue
        for one in trainings:
            course, day = one.split()
            exactly = "day" if len(day) == 10 else "month"
            done_on = date.fromisoformat(day if exactly == "day" else f"{day}-01")
            completions.add(here, person.id, course, done_on, exactly, None, now)
