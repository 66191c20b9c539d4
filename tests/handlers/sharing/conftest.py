"""Fixtures: two colleagues on every face, in the hours in which a telephone may ring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.handlers.sharing.steps import CHIEF
from tests.talk import Talk
from tests.world import ALONE

# A Tuesday, 10:00 in Tokyo: what is told at once comes at once on every face.
WORKING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

Pair = tuple[Talk, Talk]


@pytest.fixture
def pair(meets: Callable[[str], Talk]) -> Pair:
    """A counsellor who is alone in her office, and a chief of another."""
    talk, chief = meets(ALONE), meets(CHIEF)
    talk.world.clock.at = WORKING
    return talk.opens(), chief.opens()
