"""Visits that the centre has put in by telephone: they outlive the coordinator who did, and no office is forgotten."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from storage import leaving
from storage.visits import ASKED, SETTLED
from tests.handlers.visits.ward import HINATA, TANAKA, TSUKUSHI, Ward, local

OTHER = "森 ゆい"
OCTOBER = local("2026-10-01", 14)


@pytest.fixture
def two(ward: Ward) -> Ward:
    """The network with two who coordinate; the first of them has booked."""
    ward.add(OTHER, HINATA, "coordinator")
    return ward


def booked(ward: Ward, *, settled: bool = True) -> UUID:
    """Let the first coordinator book for an office of which nobody is here."""
    told: dict[str, Any] = {"guest": None, "booked_by": ward.ids[TANAKA], "unwanted": [ward.ids[TANAKA]]}
    return (ward.settled if settled else ward.asks)(TSUKUSHI, OCTOBER, **told)


@pytest.mark.parametrize(("settled", "state"), [(True, SETTLED), (False, ASKED)])
def test_who_booked_deletes_what_is_hers_and_the_visit_is_anothers(two: Ward, settled: bool, state: str) -> None:
    id = booked(two, settled=settled)
    # What she herself was told goes with her.
    before = two.seats(id), two.taken(id), [(what, who) for what, who in two.told(id) if who != TANAKA]
    with two.at() as at:
        leaving.erase(at.here, two.ids[TANAKA], two.now)
    two.tick()
    visit = two.visit(id)
    assert (visit.state, visit.guest_id, visit.booked_by) == (state, None, two.ids[OTHER])
    assert (two.seats(id), two.taken(id), two.told(id)) == before
