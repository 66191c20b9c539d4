"""A network that has no topics yet: what coordinators do with their lists begins with empty ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.handlers.keeping.steps import sets
from tests.talk import Talk
from tests.world import World


@pytest.fixture
def talk_as(meets: Callable[[str], Talk]) -> Callable[[str], Talk]:
    """Return an opened chat for a person of that network, by name."""
    emptied: list[World] = []

    def opened(name: str) -> Talk:
        talk = meets(name)
        if talk.world not in emptied:
            emptied.append(talk.world)
            sets(talk.world, topics=[], ageing=[])
        return talk.opens()

    return opened
