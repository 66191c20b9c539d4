"""A glance at what may wait: home asks only the conversations that may have something, and hides nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.turns import Turns
from handlers.kit.house import Conversation, House
from handlers.kit.turn import Turn
from storage import glance, networks, people
from storage.db import Here
from tests.chat import TOGETHER
from tests.world import World, settings_for


def test_whom_home_does_not_ask_has_nothing_waiting(tmp_path: Path) -> None:
    world = World(settings_for(tmp_path, "sqlite"))
    app = world.app
    turns = Turns(app.stores.database, app.stores.keys, app.house, world.clock)
    talks = [talk for talk in app.house.conversations if talk.waits_on]
    assert {talk.waits_on for talk in talks} == glance.KINDS

    def hidden(turn: Turn) -> tuple[frozenset[str], list[str]]:
        there = glance.at(turn.here, turn.person_id, turn.now)
        return there, [talk.name for talk in talks if talk.waits_on not in there and talk.waiting(turn)]

    with app.stores.database.read() as session:
        everyone = [str(person.id) for person in people.everyone(Here(session, networks.ids(session)[0]))]
    seen = set()
    for _ in range(10):
        world.clock.forward(days=4)
        world.tick()
        for person in everyone:
            there, found = turns.reading("web", person, TOGETHER, hidden)
            assert found == []
            seen.add(there)
    world.close()
    # Not always all, and not always nothing.
    assert len(seen) > 1


def test_a_conversation_that_waits_on_what_nobody_knows_is_refused() -> None:
    talk = Conversation(name="x", doors=lambda _turn: (), verbs={}, waits_on="nothing")
    with pytest.raises(ValueError, match="nothing waits so"):
        House((talk,), home=lambda _turn: ())
