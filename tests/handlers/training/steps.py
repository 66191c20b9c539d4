"""Steps that the trainings' tests share: telling one, and looking at what is kept."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from storage import careers, completions, networks, people
from storage.careers import Career
from storage.db import Here
from tests.talk import Talk
from tests.world import ALONE, World

INITIAL, RENEWAL, CHIEF = "初任者研修", "現任研修", "主任研修"
TELL = "研修の修了日を教えてください。つぎの期限をお知らせします。"
ON = "修了したのはいつですか。「R3.11.20」「令和3年11月」「H24」のように、分かるところまで。"
SURE = "これでよいですか。"


def record(talk: Talk) -> Talk:
    """Go to the record."""
    return talk.enters("研修").taps("記録をつける・直す")


def tells(talk: Talk, course: str, *days: str) -> Talk:
    """Tell of a completed training, up to the last look."""
    record(talk).taps("修了日をつける").taps(course)
    for day in days:
        talk.says(day)
    return talk


def keeps(talk: Talk, course: str, day: str) -> Talk:
    """Tell of a completed training and keep it."""
    return tells(talk, course, day).taps("残す")


def kept(world: World, name: str = ALONE) -> list[tuple[str, str, str]]:
    """Return what is kept of somebody's trainings."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        rows = completions.of_person(here, people.by_name(here, name)[0].id)
        return [(one.course, one.done_on.isoformat(), one.exactly) for one in rows]


def taught(world: World, name: str = ALONE) -> list[tuple[str, str, str, str]]:
    """Return what is kept of where somebody has taught."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        rows = completions.teachings_of(here, people.by_name(here, name)[0].id)
        return [(one.course, one.part, one.taught_on.isoformat(), one.exactly) for one in rows]


def life(world: World, name: str = ALONE) -> Career | None:
    """Return what else somebody has told."""
    with world.app.stores.database.read() as session:
        here = Here(session, networks.ids(session)[0])
        return careers.of_person(here, people.by_name(here, name)[0].id)


def puts(world: World, name: str, *rows: tuple[str, str, str]) -> None:
    """Keep trainings of somebody past the chat, as a roster does."""
    with world.app.stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        person = people.by_name(here, name)[0]
        for course, day, exactly in rows:
            on: Any = world.clock.now().date().fromisoformat(day)
            completions.add(here, person.id, course, on, exactly, None, world.clock.now())


def set_prefecture(world: World, name: str) -> None:
    """Let the network lie in a prefecture."""
    with world.app.stores.database.write() as session:
        session.execute(text("UPDATE networks SET prefecture = :name"), {"name": name})
