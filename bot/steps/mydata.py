"""Steps of the preview: one's own name and office, Friday's invitation, one's own data until it is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.walk import Shot, Walk
from handlers.friday import rules
from handlers.kit.events import Opened, Sent, Tapped
from handlers.kit.fields import Select
from messages.words import msg
from storage import people
from storage.db import Here
from storage.people import Person

SETTINGS = Tapped("settings:")


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through all of it; whoever is deleted in the end is somebody else."""
    yield from _me(walk)
    yield from _friday(walk)
    walk.do(SETTINGS)
    for verb in ("mydata", "mydata.export", "mydata.take"):
        yield walk.tap(verb)
    yield from _gone(walk)


def _me(walk: Walk) -> Iterator[Shot]:
    walk.do(SETTINGS)
    yield walk.tap("settings.name")
    yield walk.write(msg("preview-name"))
    yield walk.tap("settings.office")
    page = walk.scene.page
    assert page is not None
    (office,) = page.fields
    assert isinstance(office, Select)
    yield walk.do(Sent(page.draft, page.version, {office.name: office.options[0].key}))


def _friday(walk: Walk) -> Iterator[Shot]:
    walk.do(SETTINGS)
    yield walk.tap("settings.friday.on")
    yield from walk.told(seconds=_until_friday(walk).total_seconds())
    yield walk.do(Tapped("friday.not_today:"))
    yield walk.do(Tapped("friday.no_more:"))


def _until_friday(walk: Walk) -> timedelta:
    local = walk.network.local(walk.clock.now())
    ahead = (rules.FRIDAY - local.weekday()) % 7 or 7
    return datetime.combine(local.date() + timedelta(days=ahead), rules.AT, local.tzinfo) - local


def _gone(walk: Walk) -> Iterator[Shot]:
    before, other = walk.user, _somebody_else(walk)
    walk.user = other
    yield walk.do(Opened())
    with walk.behind() as (_, turn):
        roles = {one.id: people.roles_of(turn.here, one.id) for one in people.everyone(turn.here)}
        for id, held in roles.items():
            alone = ["coordinator"] if id == turn.person_id else []
            people.set_roles(turn.here, id, [role for role in held if role != "coordinator"] + alone)
    yield walk.do(Tapped("mydata.delete:"))
    with walk.behind() as (_, turn):
        for id, held in roles.items():
            people.set_roles(turn.here, id, held)
    yield walk.do(Tapped("mydata.delete:"))
    yield walk.tap("mydata.erase")
    walk.user = before


def _somebody_else(walk: Walk) -> str:
    def plain(here: Here, one: Person) -> bool:
        return str(one.id) != walk.user and "coordinator" not in people.roles_of(here, one.id)

    with walk.behind() as (_, turn):
        return next(str(one.id) for one in people.everyone(turn.here) if plain(turn.here, one))
