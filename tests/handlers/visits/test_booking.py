"""The steps of a booking, one after the other, as rows."""

from __future__ import annotations

from datetime import datetime

import pytest

from handlers.kit.errors import Refusal, Stale
from handlers.visits import booking
from storage import seats
from storage.visits import ASKED, DESK, OFF, OFFERED, SETTLED
from tests.handlers.visits.ward import MINAMO, SATO, SUZUKI, TAKAHASHI, TANAKA, TSUKUSHI, Ward, local

OCTOBER = local("2026-10-01", 14)


def other(name: str) -> str:
    """Return the other one of the same pool."""
    return {SATO: TAKAHASHI, TAKAHASHI: SATO, TANAKA: SUZUKI, SUZUKI: TANAKA}[name]


def test_times_are_offered_soonest_first_each_on_a_day_of_its_own(ward: Ward) -> None:
    assert ward.times() == ["09-24 09:00", "09-25 09:00", "09-28 09:00", "09-29 09:00", "09-30 09:00"]


def test_a_request_holds_all_cells_and_asks_a_pair(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    visit = ward.visit(id)
    assert (visit.state, visit.start_at, str(visit.answer_by), str(visit.told_by)) == (
        ASKED,
        OCTOBER,
        "2026-09-18",
        "2026-09-18",
    )
    chief, centre = sorted(ward.asked(id), key=lambda name: name in (TANAKA, SUZUKI))
    assert chief in (SATO, TAKAHASHI) and centre in (TANAKA, SUZUKI)
    assert ward.taken(id) == {
        name: "10-01 13:30-15:30" if name != TSUKUSHI else "10-01 14:00-15:00" for name in (chief, centre, TSUKUSHI)
    }
    assert sorted(ward.told(id)) == sorted([("asked", chief), ("asked", centre)])


def test_both_accept_and_it_is_settled(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    first, second = ward.asked(id)
    ward.accept(id, first)
    assert ward.visit(id).state == ASKED
    ward.accept(id, second)
    visit = ward.visit(id)
    assert (visit.state, visit.answer_by, visit.edition) == (SETTLED, None, 0)
    assert ward.told(id)[2:] == [("settled", "小林 えり"), ("settled", first)] or ward.told(id)[2:]


def test_one_who_declines_is_followed_by_the_next_for_the_same_time(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    first, second = ward.asked(id)
    ward.accept(id, second)
    with ward.at(first) as at:
        booking.decline(at, id, "busy")
    assert (ward.asked(id), ward.comes(id)) == ([other(first)], [second])
    assert ward.told(id)[-1] == ("asked", other(first))
    with ward.at(other(first)) as at:
        booking.accept(at, id)
    assert ward.visit(id).state == SETTLED


def test_when_none_is_left_other_times_lie_with_the_office(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    first, second = ward.asked(id)
    for name in (first, other(first)):
        with ward.at(name) as at:
            booking.decline(at, id)
    visit = ward.visit(id)
    assert (visit.state, len(visit.times.split()), ward.taken(id)) == (OFFERED, 5, {})
    told = ward.told(id)
    assert ("times" in [what for what, _ in told], told[-1]) == (True, ("freed", second))
    guest = visit.guest_id
    with ward.at(guest) as at:
        start = datetime.fromisoformat(visit.times.split()[0])
        assert booking.choose(at, id, start).state == ASKED
    assert len(ward.asked(id)) == 2


def test_moving_keeps_the_old_time_until_all_agree(ward: Ward) -> None:
    id = ward.settled()
    pair = ward.comes(id)
    new = local("2026-10-02", 10)
    guest = ward.visit(id).guest_id
    with ward.at(guest) as at:
        booking.move(at, id, new)
    visit = ward.visit(id)
    assert (visit.state, visit.start_at, visit.moving_to) == (SETTLED, OCTOBER, new)
    ward.accept(id, *pair)
    visit = ward.visit(id)
    assert (visit.state, visit.start_at, visit.moving_to, visit.edition) == (SETTLED, new, None, 1)
    assert set(ward.taken(id).values()) == {"10-02 09:30-11:30", "10-02 10:00-11:00"}
    assert [what for what, _ in ward.told(id)].count("moved") == 2


def test_a_move_that_fails_leaves_the_old(ward: Ward) -> None:
    id = ward.settled()
    pair = ward.comes(id)
    guest = ward.visit(id).guest_id
    with ward.at(guest) as at:
        booking.move(at, id, local("2026-10-02", 10))
    with ward.at(pair[0]) as at:
        booking.decline(at, id)
    with ward.at(other(pair[0])) as at:
        booking.decline(at, id)
    visit = ward.visit(id)
    assert (visit.state, visit.start_at, visit.moving_to, ward.comes(id)) == (SETTLED, OCTOBER, None, pair)
    assert set(ward.taken(id).values()) == {"10-01 13:30-15:30", "10-01 14:00-15:00"}


def test_swap_keeps_the_other_and_the_time(ward: Ward) -> None:
    id = ward.settled()
    first, second = ward.comes(id)
    with ward.at(TANAKA) as at:
        booking.swap(at, id, ward.ids[first])
    assert (ward.asked(id), ward.comes(id), ward.visit(id).state) == ([other(first)], [second], SETTLED)
    ward.accept(id, other(first))
    assert (ward.comes(id), ward.visit(id).edition) == (sorted([other(first), second]), 1)


def test_cancel_frees_everything(ward: Ward) -> None:
    id = ward.settled()
    pair = ward.comes(id)
    guest = ward.visit(id).guest_id
    with ward.at(guest) as at:
        booking.cancel(at, id)
    assert (ward.visit(id).state, ward.taken(id), ward.visit(id).edition) == (OFF, {}, 1)
    assert sorted(name for what, name in ward.told(id) if what == "off") == pair
    with ward.at(pair[0]) as at, pytest.raises(Stale):
        booking.accept(at, id)


def test_a_hold_that_runs_out_goes_to_the_desk(ward: Ward) -> None:
    id = ward.asks(start=OCTOBER)
    ward.tick(local("2026-09-18", 23, 59))
    assert ward.visit(id).state == ASKED
    ward.tick(local("2026-09-19", 0, 1))
    visit = ward.visit(id)
    assert (visit.state, str(visit.told_by), ward.taken(id)) == (DESK, "2026-09-24", {})


def test_two_offices_never_get_the_same_pair_at_one_time(ward: Ward) -> None:
    ids = [ward.asks(office, OCTOBER) for office in (TSUKUSHI, MINAMO)]
    assert sorted(ward.asked(ids[0]) + ward.asked(ids[1])) == sorted([SATO, TAKAHASHI, TANAKA, SUZUKI])
    with pytest.raises(Refusal):
        ward.asks("相談支援センター ひなた", OCTOBER)


def test_who_moves_a_visit_for_others_than_herself_has_not_agreed_to_its_new_time(ward: Ward) -> None:
    id, start = ward.asks(start=local("2026-10-01", 14), unwanted=[ward.ids[SUZUKI]]), local("2026-10-02", 10)
    ward.accept(id, *ward.asked(id))
    assert TANAKA in ward.comes(id)
    host = next(name for name in ward.comes(id) if name != TANAKA)
    with ward.at(TANAKA) as at:
        booking.assign(at, id, start, [ward.ids[host]])
        mine = seats.of_person(at.here, id, ward.ids[TANAKA])
        assert mine and (mine.state, mine.agreed_to) == (seats.COMES, local("2026-10-01", 14))
