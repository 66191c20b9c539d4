"""What tests of the roster share: going there, bringing a table, and what stands in the rows."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from storage import accounts, awaited, careers, completions, networks, offices, people
from storage.audit import Entry
from storage.awaited import Awaited
from storage.db import Here
from storage.people import Person
from tests.talk import Talk
from tests.world import World

T = TypeVar("T", bound=Talk)
R = TypeVar("R")
HEAD = ("事業所名", "氏名", "初任者研修", "現任研修①", "現任研修②", "主任研修")
HINATA, KOKAGE = "相談支援センター ひなた", "相談室 こかげ"
HARUKA = (HINATA, "佐藤 はるか", "H24", "平成29年度", "R3.11.20", "R5.2.10")
AWAY = (KOKAGE, "架空 まだ子", date(2021, 11, 20), "", "", "")


def goes(talk: T, *labels: str) -> T:
    """Go to the roster and on."""
    talk.enters("センターの仕事").taps("研修のこと").taps("受講年度確認票")
    for label in labels:
        talk.taps(label)
    return talk


def book(*rows: Sequence[Any]) -> bytes:
    """Return a workbook of these rows."""
    made, kept = Workbook(), io.BytesIO()
    sheet: Any = made.active
    for row in rows:
        sheet.append(list(row))
    made.save(kept)
    return kept.getvalue()


def table(data: bytes) -> list[tuple[object, ...]]:
    """Return the rows of a workbook."""
    sheet: Any = load_workbook(io.BytesIO(data)).active
    return [tuple("" if value is None else value for value in row) for row in sheet.iter_rows(values_only=True)]


def brings(talk: T, *rows: Sequence[Any], name: str = "名簿.xlsx", data: bytes | None = None) -> T:
    """Go there and bring a table."""
    goes(talk, "表を取りこむ").gives(name, book(*rows) if data is None else data)
    if talk.face == "telegram" and "［送る］" in talk.text:
        talk.taps("送る")
    return talk


def within(world: World, job: Callable[[Here], R]) -> R:
    """Do something in the network's rows."""
    with world.app.stores.database.write() as session:
        return job(Here(session, networks.ids(session)[0]))


Row = tuple[str, str, str, bool]


def done(world: World, name: str) -> list[Row]:
    """Return (course, day, exactly, entered by herself) of all that somebody has completed."""

    def read(here: Here) -> list[Row]:
        who = people.by_name(here, name)[0].id
        rows = completions.of_person(here, who)
        return [(one.course, one.done_on.isoformat(), one.exactly, one.entered_by == who) for one in rows]

    return within(world, read)


def tells(world: World, name: str, course: str, day: date, exactly: str = "day") -> None:
    """Let somebody have told of a training herself."""

    def tell(here: Here) -> None:
        who = people.by_name(here, name)[0].id
        completions.add(here, who, course, day, exactly, who, world.clock.now())

    within(world, tell)


def looked_at(world: World, name: str, when: date | None = None) -> date | None:
    """Return when somebody's record was looked at last; `when`: it is then."""

    def look(here: Here) -> date | None:
        life = careers.made(here, people.by_name(here, name)[0].id)
        life.confirmed_on = when or life.confirmed_on
        return life.confirmed_on

    return within(world, look)


def kept(world: World) -> list[tuple[str, str, list[str], bool]]:
    """Return (office, name, trainings, refused) of everybody who is waited for."""

    def read(here: Here) -> list[tuple[str, str, list[str], bool]]:
        return [(one.office, one.name, _said(one), one.refused_at is not None) for one in awaited.everyone(here)]

    return within(world, read)


def _said(one: Awaited) -> list[str]:
    return [f"{row['course']} {row['done_on']} {row['exactly']}" for row in one.rows]


def joins(world: World, name: str, office: str, state: str = "here") -> None:
    """Let somebody be of the network, in this state."""

    def join(here: Here) -> None:
        place = offices.by_name(here, office)
        assert place is not None
        person = Person(network_id=here.network_id, name=name, office_id=place.id, joined_at=world.clock.now())
        person.agreed_at = world.clock.now() if state != "joining" else None
        person.removed_at = world.clock.now() if state == "removed" else None
        here.session.add(person)
        here.session.flush()
        people.set_roles(here, person.id, ["counsellor"])
        accounts.ensure(here, person.id, "web")

    within(world, join)


def noted(world: World) -> list[str]:
    """Return what the record says of rosters, oldest first."""

    def read(here: Here) -> list[str]:
        mine = select(Entry.did).where(Entry.network_id == here.network_id).order_by(Entry.place)
        return [did for did in here.session.scalars(mine) if did.startswith("roster.")]

    return within(world, read)
