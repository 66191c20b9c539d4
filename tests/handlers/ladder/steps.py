"""What tests of これまでの道 share: what is known of somebody, put there past the conversations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element, fromstring

from storage import careers, completions, networks, people, rhythms
from storage.completions import Teaching
from storage.db import Here
from storage.runs import CourseRun
from tests.talk import Talk
from tests.world import ALONE, World

S = "{http://www.w3.org/2000/svg}"
Known = tuple[str, date]


def knows(
    world: World,
    *done: Known,
    practice: date | None = None,
    taught: Iterable[tuple[str, str, date]] = (),
    exactly: str = "day",
    name: str = ALONE,
) -> None:
    """Let this be known of somebody: trainings, since when she practises, where she has taught (course, part, day)."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        person, now = people.by_name(here, name)[0], world.clock.now()
        for course, day in done:
            completions.add(here, person.id, course, day, exactly, person.id, now)
        if practice:
            careers.made(here, person.id).practice_on = practice
        mine = {"network_id": here.network_id, "person_id": person.id, "exactly": "month", "entered_at": now}
        for course, part, day in taught:
            session.add(Teaching(**mine, course=course, part=part, taught_on=day))


def runs(world: World, course: str, opens: date, until: date) -> None:
    """Let a course be held, of one day."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        run = CourseRun(
            network_id=here.network_id, course=course, prefecture="東京都", title="現任研修", opens_on=opens
        )
        run.apply_to, run.days, run.entered_at = until, [], world.clock.now()
        session.add(run)


def has(world: World, *roles: str, name: str = ALONE) -> None:
    """Let somebody have these roles and no others."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        people.set_roles(here, people.by_name(here, name)[0].id, list(roles))


def ticked(world: World, name: str = ALONE) -> set[str]:
    """Return the keys of the roles that somebody has ticked."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        return rhythms.ticks_of(here, people.by_name(here, name)[0].id)


def drawing(talk: Talk) -> Element:
    """Return the picture on a page, read as XML."""
    return fromstring(talk.files[0][1])


def texts(root: Element, kind: str) -> list[str]:
    """Return the words of all parts of a drawing that are of a kind, in their order."""
    found = [one for one in root.iter(f"{S}g") if kind in (one.get("class") or "").split()]
    return ["".join(part.text or "" for part in one.iter(f"{S}text")) for one in found]
