"""What happens to a booking besides a yes or a no: days that pass, people who leave, other times, how it went."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from handlers.kit.errors import Refusal, Stale
from handlers.visits import booking
from storage import people, seats, visits
from storage.visits import ASKED, DESK, DONE, OFFERED, SETTLED
from tests.handlers.visits.ward import MINAMO, SATO, SUZUKI, TAKAHASHI, TANAKA, TSUKUSHI, Ward, local

OCTOBER = local("2026-10-01", 14)
LATER = local("2026-10-02", 10)


def leaves(ward: Ward, name: str) -> None:
    """Let somebody be removed, and the clock look."""
    with ward.at() as at:
        person = people.get(at.here, ward.ids[name])
        assert person
        person.removed_at = ward.now
    ward.tick()


def guest(ward: Ward, id: object) -> str:
    """Return the name of a visit's guest."""
    visit = next(one for one in [ward.visit(id)])  # type: ignore[arg-type]
    return next(name for name, other in ward.ids.items() if other == visit.guest_id)


def test_a_host_who_leaves_is_replaced_for_the_same_time(ward: Ward) -> None:
    id = ward.settled(start=OCTOBER)
    first, second = ward.comes(id)
    leaves(ward, first)
    assert (ward.visit(id).state, ward.comes(id), len(ward.asked(id))) == (SETTLED, [second], 1)
    ward.accept(id, *ward.asked(id))
    assert [what for what, _ in ward.told(id)].count("swapped") == 2


@pytest.mark.parametrize(("back", "replaced"), [(None, True), (date(2026, 10, 2), True), (date(2026, 10, 1), False)])
def test_a_host_who_is_on_leave_on_that_day_is_replaced(ward: Ward, back: date | None, replaced: bool) -> None:
    id = ward.settled(start=OCTOBER)
    first, second = ward.comes(id)
    with ward.at() as at:
        person = people.get(at.here, ward.ids[first])
        assert person
        person.away_since, person.away_until = ward.now, back
    ward.tick()
    assert (ward.comes(id), len(ward.asked(id))) == (([second], 1) if replaced else ([first, second], 0))


def test_where_nobody_can_replace_a_host_the_centre_is_told(ward: Ward) -> None:
    id = ward.settled(start=OCTOBER)
    (chief,) = [name for name in ward.comes(id) if name in (SATO, TAKAHASHI)]
    ward.day(({SATO, TAKAHASHI} - {chief}).pop(), "2026-10-01", 0, 24 * 60, open=False)
    leaves(ward, chief)
    assert (ward.visit(id).state, ward.asked(id), ward.told(id)[-1]) == (SETTLED, [], ("searching", TANAKA))


@pytest.mark.parametrize(("settled", "state"), [(True, SETTLED), (False, DESK)])
def test_a_visit_whose_guest_has_left_is_the_centres(ward: Ward, settled: bool, state: str) -> None:
    id = ward.settled(start=OCTOBER) if settled else ward.asks(start=OCTOBER)
    leaves(ward, guest(ward, id))
    assert (ward.visit(id).state, ward.visit(id).guest_id, bool(ward.taken(id))) == (state, None, settled)
    before = ward.told(id)
    ward.tick()
    assert ward.told(id) == before


@pytest.mark.parametrize("settled", [True, False])
@pytest.mark.parametrize("named", [None, "森 ゆい"])
def test_what_a_guest_who_has_left_wrote_is_read_by_nobody(ward: Ward, settled: bool, named: str | None) -> None:
    told: dict[str, Any] = {"line": "家族会議のこと", "unwanted": [ward.ids[SATO]], "start": OCTOBER}
    id = ward.settled(**told) if settled else ward.asks(**told)
    with ward.at() as at:
        visit = visits.get(at.here, id)
        assert visit
        visit.wish = "2026-10-01 14:00"
    leaves(ward, guest(ward, id))
    with ward.at() as at:
        assert seats.unwanted(at.here, id) == set()
    if named:
        ward.add(named, TSUKUSHI, "counsellor")
    # The day that was hoped for is of use until somebody else says hers.
    assert (ward.visit(id).line, ward.visit(id).wish) == ("", "2026-10-01 14:00")
    with ward.at(TANAKA) as at:
        booking.name(at, id, ward.ids[named] if named else None)
    assert ward.visit(id).wish == ""


def test_who_said_nothing_is_not_asked_for_that_time_again(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    first, second = ward.asked(id)
    ward.accept(id, second)
    ward.tick(local("2026-09-19", 0, 1))
    assert (ward.seats(id)[first], ward.seats(id)[second]) == (seats.SILENT, seats.RELEASED)
    assert ("freed", second) in ward.told(id)
    with ward.at(TANAKA) as at:
        booking.choose(at, id, OCTOBER)
    assert first not in ward.asked(id)
    # She was told that her time is her own again: she is asked anew.
    assert ward.comes(id) == []


def test_a_move_that_nobody_answers_leaves_the_old_time(ward: Ward) -> None:
    id = ward.settled(start=OCTOBER)
    pair = ward.comes(id)
    with ward.at(guest(ward, id)) as at:
        booking.move(at, id, LATER)
    ward.accept(id, pair[0])
    ward.tick(local("2026-09-25", 9))
    visit = ward.visit(id)
    assert (visit.start_at, visit.moving_to, visit.answer_by, ward.comes(id)) == (OCTOBER, None, None, pair)
    assert [what for what, _ in ward.told(id)].count("unmoved") == 3
    assert set(ward.taken(id).values()) == {"10-01 13:30-15:30", "10-01 14:00-15:00"}


def test_a_time_that_a_host_offers_is_held_and_lies_with_the_office(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    first, second = ward.asked(id)
    with ward.at(first) as at:
        booking.propose(at, id, LATER)
    visit = ward.visit(id)
    assert (visit.state, datetime.fromisoformat(visit.times), set(ward.taken(id).values())) == (
        OFFERED,
        LATER,
        {"10-02 09:30-11:30", "10-02 10:00-11:00"},
    )
    assert ward.told(id)[-1] == ("times", guest(ward, id))
    with ward.at(guest(ward, id)) as at:
        booking.choose(at, id, LATER)
    # She has offered it herself.
    assert (ward.comes(id), ward.asked(id), ward.visit(id).state) == ([first], [second], ASKED)
    ward.accept(id, second)
    assert ward.visit(id).state == SETTLED


def test_notice_and_hours_bind_no_host_who_offers(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    (chief,) = [name for name in ward.asked(id) if name in (SATO, TAKAHASHI)]
    ward.day(chief, "2026-09-17", 0, 24 * 60, open=False)
    with ward.at(chief) as at:
        booking.propose(at, id, local("2026-09-17", 10))
    assert ward.visit(id).state == OFFERED
    with ward.at(chief) as at, pytest.raises(Stale):
        booking.propose(at, id, local("2026-09-18", 10))


def test_an_offer_that_the_office_does_not_answer_goes_to_the_centre(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    with ward.at(ward.asked(id)[0]) as at:
        booking.propose(at, id, LATER)
    ward.tick(local("2026-09-25", 9))
    assert (ward.visit(id).state, ward.taken(id), ward.asked(id)) == (DESK, {}, [])


def test_somebody_else_please_is_for_the_whole_visit(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    (chief,) = [name for name in ward.asked(id) if name in (SATO, TAKAHASHI)]
    with ward.at(chief) as at:
        booking.decline(at, id, another=True)
    with ward.at(guest(ward, id)) as at:
        booking.dateless(at, id, "いつでも")
    with ward.at(TANAKA) as at:
        booking.choose(at, id, LATER)
    assert chief not in ward.asked(id)


@pytest.mark.parametrize(
    ("outcome", "state"), [("held", DONE), ("cancelled", DONE), ("postponed", OFFERED), ("absent", OFFERED)]
)
def test_how_it_went(ward: Ward, outcome: str, state: str) -> None:
    id = ward.settled(start=OCTOBER)
    host = ward.comes(id)[0]
    if outcome in ("held", "absent"):
        with ward.at(host) as at, pytest.raises(Refusal, match="booking-early"):
            booking.finish(at, id, outcome)
    ward.now = OCTOBER + timedelta(hours=1)
    with ward.at(host) as at:
        booking.finish(at, id, outcome, 55)
    assert (ward.visit(id).state, bool(ward.taken(id))) == (state, state == DONE)
    with ward.at(host) as at, pytest.raises(Stale):
        booking.finish(at, id, outcome, 55)


def test_the_centre_sets_a_time_outside_all_hours_but_nobody_in_two_places(ward: Ward) -> None:
    ward.settled(office=MINAMO, start=OCTOBER, unwanted=[ward.ids[TAKAHASHI], ward.ids[SUZUKI]])
    id = ward.asks()
    both = [ward.ids[SATO], ward.ids[SUZUKI]]
    with ward.at(TANAKA) as at, pytest.raises(Refusal, match="booking-busy"):
        booking.assign(at, id, OCTOBER, both, agreed=True)
    with ward.at(TANAKA) as at:
        booking.assign(at, id, local("2026-10-03", 19), both, agreed=True)
    assert (ward.visit(id).state, ward.comes(id)) == (SETTLED, sorted([SATO, SUZUKI]))
