"""A thousand people: the list asks the database as often as for seven, and shows eight at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from messages.courses import INITIAL
from storage import people as persons
from storage.completions import Completion
from storage.ids import uuid7
from storage.people import Person, Role
from tests.chat import Chat
from tests.handlers.deadlines import people
from tests.world import CENTRE, World

MANY = 1000
# A phone in hand waits no longer; on a machine that does nothing else it is a tenth of it.
SECONDS = 3.0


@pytest.fixture
def desk(world: World) -> Chat:
    """The coordinator's chat."""
    people.train(world, *people.DONE)
    return Chat(world, world.person(CENTRE)).opens()


def crowd(world: World, many: int) -> None:
    """Let more people have completed 初任者研修, half of them so that this is the last year."""
    with people.inside(world) as here:
        office = people.person_of(here, people.LAST).office_id
        now = world.clock.now()
        told: dict[str, Any] = {"network_id": here.network_id}
        for n in range(many):
            one = Person(**told, id=uuid7(), office_id=office, name=f"架空 {n:04}", joined_at=now, agreed_at=now)
            here.session.add(one)
            here.session.flush()
            here.session.add(Role(**told, person_id=one.id, role="counsellor"))
            day = date(2021 if n < many // 2 else 2024, 11, 20) + timedelta(days=n % 90)
            done = {"course": INITIAL, "done_on": day, "exactly": "day", "entered_at": now}
            here.session.add(Completion(**told, person_id=one.id, **done))
        assert len(persons.with_any_role(here, ["counsellor"])) == many + 7


def asked(world: World, act: Callable[[], object]) -> int:
    """Return how many statements ask the database for something while a function runs."""
    found: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
        found.extend([statement] if statement.lstrip().upper().startswith("SELECT") else [])

    engine = world.app.stores.database.writer
    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    return len(found)


def looks(desk: Chat) -> list[int]:
    """Look at the list, one of its parts, a year, an office and the table; return what each has asked."""
    desk.presses("deadlines:")
    office = desk.presses("deadlines.offices:").data("相談支援センター ひなた")
    verbs = ("deadlines:", "deadlines.year:", "deadlines.years:", "deadlines.in::2029", office, "deadlines.export:")
    return [asked(desk.world, lambda data=data: desk.presses(data)) for data in verbs]  # type: ignore[misc]


@pytest.mark.slow
def test_a_thousand_people_are_asked_for_in_as_few_statements(desk: Chat) -> None:
    few = looks(desk)
    crowd(desk.world, MANY)
    assert looks(desk) == few
    began = time.perf_counter()
    desk.presses("deadlines:")
    assert time.perf_counter() - began < SECONDS


def walked(desk: Chat) -> Iterator[str]:
    """Go through all pages; give the names in their order."""
    while True:
        yield from [label.partition("（")[0] for label, _ in desk.shown["cards"][0]["facts"]]
        buttons = [button["label"] for button in desk.shown["cards"][0]["buttons"]]
        if "つづきを見る" not in buttons:
            return
        desk.taps("つづきを見る")


def test_eight_at_a_time_everybody_is_shown_once(desk: Chat) -> None:
    crowd(desk.world, 40)
    for data, count in (("deadlines.year:", 21), ("deadlines.in::2029", 21)):
        desk.presses(data)
        names = list(walked(desk))
        assert len(names) == len(set(names)) == count
    desk.presses("deadlines.offices:").taps("相談支援センター ひなた")
    names = list(walked(desk))
    assert len(names) == len(set(names)) == 43
