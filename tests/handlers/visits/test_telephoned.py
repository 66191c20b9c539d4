"""Visits that the centre has put in by telephone: they outlive the coordinator who did, and no office is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from handlers.visits import booking
from handlers.visits.booking import At
from storage import leaving, people, seats
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
    # What she herself was told, and has not read, is told to whoever telephones now.
    told = [(what, OTHER if who == TANAKA else who) for what, who in two.told(id)]
    before = two.seats(id), two.taken(id), sorted(told)
    with two.at() as at:
        leaving.erase(at.here, two.ids[TANAKA], two.now)
    two.tick()
    visit = two.visit(id)
    assert (visit.state, visit.guest_id, visit.booked_by) == (state, None, two.ids[OTHER])
    assert (two.seats(id), two.taken(id), sorted(two.told(id))) == before


def no_more(ward: Ward, name: str, how: str) -> None:
    """Let somebody be removed, or coordinate no more."""
    with ward.at() as at:
        person = people.get(at.here, ward.ids[name])
        assert person
        if how == "removed":
            person.removed_at = ward.now
        else:
            people.set_roles(at.here, person.id, ["centre"])
    ward.tick()


DOES: dict[str, Callable[[At, UUID], object]] = {
    "moved": lambda at, id: booking.assign(at, id, local("2026-10-02", 10), hosts(at, id), agreed=True),
    "off": booking.cancel,
    "called": lambda at, id: booking.finish(at, id, "cancelled"),
}


def hosts(at: At, id: UUID) -> list[UUID]:
    """Return who comes."""
    return [seat.person_id for seat in seats.of_visit(at.here, id, seats.HOLDING)]


@pytest.mark.parametrize("how", ["removed", "no coordinator"])
@pytest.mark.parametrize("what", ["moved", "off", "called", "settled"])
def test_where_who_booked_telephones_no_more_another_coordinator_does(two: Ward, how: str, what: str) -> None:
    id = booked(two, settled=what != "settled")
    no_more(two, TANAKA, how)
    if what == "settled":
        two.accept(id, *two.asked(id))
    else:
        with two.at(two.comes(id)[0]) as at:
            DOES[what](at, id)
    told = [who for kind, who in two.told(id) if kind == what]
    assert (OTHER in told, TANAKA in told) == (True, False)
