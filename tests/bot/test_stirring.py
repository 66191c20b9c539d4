"""Where nothing stirs nothing is planned: what is left out of a network's plan would have found nothing there."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from handlers.kit.house import Conversation, House
from storage import stirring
from storage.awaited import Awaited
from storage.db import EVERYWHERE, Base, Here
from storage.networks import Network
from tests.world import World, settings_for


def _counted(world: World) -> dict[str, int]:
    with world.app.stores.database.read() as session:
        tables = Base.metadata.sorted_tables
        counts = {table.name: select(func.count()).select_from(table) for table in tables}
        return {name: session.scalar(one.execution_options(**EVERYWHERE)) or 0 for name, one in counts.items()}


def test_what_is_left_out_of_a_plan_would_have_found_nothing(tmp_path: Path) -> None:
    world = World(settings_for(tmp_path, "sqlite"))
    left_out = 0
    for days in range(0, 40, 4):
        world.clock.forward(days=4 if days else 0)
        world.tick()
        before = _counted(world)
        with world.app.stores.database.write() as session:
            for id, stirs in stirring.everywhere(session).items():
                here, network = Here(session, id), session.get_one(Network, id)
                quiet = [talk for talk in world.app.house.conversations if talk.takes_up and talk.takes_up not in stirs]
                left_out += len(quiet)
                for talk in quiet:
                    assert talk.plan
                    talk.plan(here, network, world.clock.now())
        assert _counted(world) == before
    world.close()
    assert left_out > 0


def test_a_network_without_rows_stirs_in_nothing(tmp_path: Path) -> None:
    world = World(settings_for(tmp_path, "sqlite"))
    with world.app.stores.database.write() as session:
        new = Network(name="しずか", zone="Asia/Tokyo", invented=True, terms={}, contacts=[], made_at=world.clock.now())
        session.add(new)
        session.flush()
        found = stirring.everywhere(session)
        assert found[new.id] == frozenset()
        session.add(Awaited(network_id=new.id, name="人", office="所", alike="x", entered_at=world.clock.now()))
        session.flush()
        assert stirring.everywhere(session)[new.id] == {stirring.AWAITED}
        session.rollback()
    world.close()


def test_a_conversation_that_takes_up_what_nobody_knows_is_refused() -> None:
    talk = Conversation(name="x", doors=lambda _turn: (), verbs={}, takes_up="nothing")
    with pytest.raises(ValueError, match="nothing stirs so"):
        House((talk,), home=lambda _turn: ())
