"""Fixtures: the chat of a counsellor in the hours in which a telephone may ring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from storage.db import EVERYWHERE
from storage.people import Person
from tests.talk import Talk

# A Tuesday, 10:00 in Tokyo: what is told at once comes at once on every face.
WORKING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def at_work(meets: Callable[[str], Talk]) -> Callable[[str], Talk]:
    """Return an opened chat for a person of the demo network, by name, at ten in the morning."""

    def meet(name: str) -> Talk:
        talk = meets(name)
        talk.world.clock.at = max(talk.world.clock.at, WORKING)
        with talk.world.app.stores.database.write() as session:
            # Nobody's letter brings a summary of all this besides.
            session.execute(update(Person).values(rhythm="none").execution_options(**EVERYWHERE))
        return talk.opens()

    return meet
