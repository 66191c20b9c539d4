"""Fixtures: chats in the hours in which a telephone may ring, where nobody but who asks for it is told a まとめ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from storage import people
from tests.handlers.reach.steps import inside
from tests.talk import Talk

# A Tuesday, 10:00 in Tokyo: what is told at once comes at once on every face.
WORKING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def at_work(meets: Callable[[str], Talk]) -> Callable[[str], Talk]:
    """Return an opened chat for a person of the demo network, by name, at ten in the morning."""

    def meet(name: str) -> Talk:
        talk = meets(name)
        talk.world.clock.at = max(talk.world.clock.at, WORKING)
        with inside(talk.world) as (here, _):
            for person in people.everyone(here):
                person.rhythm = "none"
        return talk.opens()

    return meet
