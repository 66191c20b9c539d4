"""Reflections: her own and nobody else's, what was looked at when, and deletion."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from storage import reflections
from storage.db import Here
from storage.ids import uuid7
from storage.reflections import Reflection, ReflectionLine
from tests.storage.conftest import InNetwork
from tests.world import START

DAY = date(2026, 11, 30)


def keep(
    here: Here,
    person: UUID,
    *looked: tuple[str, str | None],
    days: int = 0,
    ask_on: date | None = None,
) -> UUID:
    """Keep a reflection with lines of (perspective, prompt); return its id."""
    made = START + timedelta(days=days)
    row = Reflection(
        network_id=here.network_id,
        person_id=person,
        set_id="tokyo-v8",
        set_version=1,
        body=b"sealed",
        ask_on=ask_on,
        made_at=made,
    )
    here.session.add(row)
    here.session.flush()
    for position, (perspective, prompt) in enumerate(looked):
        here.session.add(
            ReflectionLine(
                network_id=here.network_id,
                reflection_id=row.id,
                person_id=person,
                position=position,
                perspective=perspective,
                prompt=prompt,
                made_at=made,
                body=b"sealed",
            )
        )
    here.session.flush()
    return row.id


def test_a_reflection_exists_for_its_owner_only(here: InNetwork, persons: list[UUID]) -> None:
    with here() as inside:
        id = keep(inside, persons[0], ("one", "a"))
        found = reflections.get(inside, persons[0], id)
        assert found is not None
        assert found.id == id
        assert reflections.get(inside, persons[1], id) is None
        assert reflections.get(inside, persons[0], uuid7()) is None
        assert reflections.of_person(inside, persons[1]) == []


def test_they_are_listed_newest_first(here: InNetwork, person: UUID) -> None:
    with here() as inside:
        ids = [keep(inside, person, days=days) for days in (3, 1, 2)]
        assert [row.id for row in reflections.of_person(inside, person)] == [ids[0], ids[2], ids[1]]


def test_lines_come_back_in_the_order_in_which_they_were_asked(here: InNetwork, person: UUID) -> None:
    with here() as inside:
        id = keep(inside, person, ("six", None), ("one", "a"), ("two", "b"))
        keep(inside, person, ("three", "c"))
        assert [line.perspective for line in reflections.lines(inside, id)] == ["six", "one", "two"]


def test_it_is_known_when_each_perspective_and_prompt_was_last_there(here: InNetwork, persons: list[UUID]) -> None:
    with here() as inside:
        keep(inside, persons[0], ("one", "a"), ("two", "a"), days=1)
        keep(inside, persons[0], ("one", "b"), ("two", None), days=2)
        keep(inside, persons[1], ("one", "a"), ("three", "a"), days=3)
        first, second = START + timedelta(days=1), START + timedelta(days=2)
        assert reflections.last_looked(inside, persons[0]) == {"one": second, "two": second}
        assert reflections.last_seen(inside, persons[0]) == {"one.a": first, "one.b": second, "two.a": first}


def test_a_deleted_reflection_takes_its_lines_with_it_and_no_others(here: InNetwork, persons: list[UUID]) -> None:
    with here() as inside:
        gone, kept = keep(inside, persons[0], ("one", "a")), keep(inside, persons[0], ("one", "b"))
        hers = keep(inside, persons[1], ("one", "c"))
        reflections.remove(inside, persons[0], hers)
        reflections.remove(inside, persons[0], gone)
        reflections.remove(inside, persons[0], gone)
        assert set(inside.session.scalars(select(Reflection.id))) == {kept, hers}
        assert set(inside.session.scalars(select(ReflectionLine.prompt))) == {"b", "c"}


def test_a_next_step_is_due_from_its_day_until_it_was_asked(here: InNetwork, person: UUID) -> None:
    with here() as inside:
        id = keep(inside, person, ask_on=DAY)
        older = keep(inside, person, ask_on=DAY - timedelta(days=3))
        keep(inside, person)
        assert [row.id for row in reflections.due(inside, DAY - timedelta(days=1))] == [older]
        assert [row.id for row in reflections.due(inside, DAY)] == [older, id]
        reflections.asked(inside, older)
        assert [row.id for row in reflections.due(inside, DAY + timedelta(days=99))] == [id]


def test_in_the_clear_are_only_dates_and_what_the_bot_asked(here: InNetwork, person: UUID) -> None:
    readable = ("VARCHAR", "TEXT", "JSON")
    free = {
        f"{kind.__tablename__}.{column.name}"
        for kind in (Reflection, ReflectionLine)
        for column in kind.__table__.columns
        if str(column.type).startswith(readable)
    }
    assert free == {"reflections.set_id", "reflection_lines.perspective", "reflection_lines.prompt"}
    with here() as inside:
        keep(inside, person, ("one", "a"))
        assert inside.session.scalar(select(func.count()).select_from(Reflection)) == 1
