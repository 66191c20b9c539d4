"""Who is asked: corporations, expertise, who is unwanted, fair turns, the order of what is fitted."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from handlers.kit.errors import Refusal
from handlers.visits import booking, matching, whom
from storage import asked, visits
from tests.handlers.visits.ward import (
    HINATA,
    KOKAGE,
    MINAMO,
    SATO,
    SUZUKI,
    TAKAHASHI,
    TANAKA,
    TSUKUSHI,
    Ward,
    local,
)

OCTOBER = local("2026-10-01", 14)
CHIEFS, STAFF = (SATO, TAKAHASHI), (TANAKA, SUZUKI)


def chief(ward: Ward, **values: Any) -> str:
    """Return which chief is asked."""
    (found,) = [name for name in ward.asked(ward.asks(**{"start": OCTOBER} | values)) if name in CHIEFS]
    return found


@pytest.mark.parametrize("rule", ["warn", "forbid"])
@pytest.mark.parametrize(("office", "expected"), [(HINATA, TAKAHASHI), (KOKAGE, SATO)])
def test_somebody_of_another_corporation_is_asked(ward: Ward, rule: str, office: str, expected: str) -> None:
    ward.set(own_house=rule)
    assert chief(ward, office=office) == expected


def test_somebody_of_the_same_corporation_where_nobody_else_is_free_and_nobody_forbids_it(ward: Ward) -> None:
    ward.day(TAKAHASHI, "2026-10-01", 0, 24 * 60, open=False)
    id = ward.asks(office=HINATA, start=OCTOBER)
    assert SATO in ward.asked(id)
    with ward.at() as at:
        visit = visits.get(at.here, id)
        assert visit and whom.of_own_house(at, visit) == [ward.ids[SATO]]


def test_a_network_may_forbid_it_and_the_times_say_what_keeps_them_away(ward: Ward) -> None:
    ward.set(own_house="forbid")
    for day in range(23, 32):
        ward.day(TAKAHASHI, str((local("2026-09-01", 0) + timedelta(days=day - 1)).date()), 0, 24 * 60, open=False)
    with pytest.raises(Refusal, match="booking-taken"):
        ward.asks(office=HINATA, start=OCTOBER)
    wanted = ward.wanted(HINATA)
    with ward.at() as at:
        found = booking.times(at, wanted)
    assert (str(at.network.local(found.times[0]).date()), "house" in found.why) == ("2026-10-02", True)


def test_the_centres_corporation_is_the_ward(ward: Ward) -> None:
    ward.set(own_house="forbid")
    ward.add_office("区の相談室", "みほん区")
    with pytest.raises(Refusal, match="booking-taken"):
        ward.asks(office="区の相談室", start=OCTOBER)


def test_where_it_is_allowed_only_turns_count(ward: Ward) -> None:
    ward.set(own_house="allow")
    assert Counter(chief(ward, office=HINATA, start=OCTOBER + timedelta(days=day)) for day in (0, 1, 4, 5)) == {
        SATO: 2,
        TAKAHASHI: 2,
    }


def test_whom_an_office_would_rather_not_have_is_never_asked(ward: Ward) -> None:
    for day, who in enumerate(CHIEFS):
        (other,) = {*CHIEFS} - {who}
        assert chief(ward, start=OCTOBER + timedelta(days=day), unwanted=[ward.ids[who]]) == other
    with pytest.raises(Refusal, match="booking-taken"):
        ward.asks(start=local("2026-10-05", 14), unwanted=[ward.ids[who] for who in CHIEFS])


def test_nobody_is_her_own_visitor(ward: Ward) -> None:
    ward.set(own_house="allow")
    for day in (0, 1, 4):
        assert chief(ward, start=OCTOBER + timedelta(days=day), guest=ward.ids[SATO]) == TAKAHASHI


def test_who_knows_the_field_comes_first(ward: Ward) -> None:
    with ward.at() as at:
        asked.know(at.here, ward.ids[TAKAHASHI], "知的障害")
    fields = {"menu": "case", "field": "知的障害"}
    assert [chief(ward, start=OCTOBER + timedelta(days=day), **fields) for day in (0, 1)] == [TAKAHASHI, TAKAHASHI]
    # Somebody comes in any case.
    assert chief(ward, office=MINAMO, start=OCTOBER, **fields) == SATO


def test_an_adviser_on_a_field_knows_it_if_anybody_does(ward: Ward) -> None:
    for name in ("川口 りん", "山下 けい"):
        ward.add(name, KOKAGE, "counsellor", advises=True)
        ward.hours(name)
    told: dict[str, Any] = {"menu": "point", "start": OCTOBER, "field": "発達障害"}
    with ward.at() as at:
        asked.know(at.here, ward.ids["川口 りん"], "発達障害")
    assert ward.asked(ward.asks(**told)) == ["川口 りん"]
    with pytest.raises(Refusal, match="booking-taken"):
        ward.asks(office=MINAMO, **told)
    assert ward.asked(ward.asks(office=MINAMO, **told | {"field": "難病"})) == ["山下 けい"]


def test_online_needs_no_travel(ward: Ward) -> None:
    assert set(ward.taken(ward.asks(start=OCTOBER, way="online")).values()) == {"10-01 14:00-15:00"}
    assert set(ward.taken(ward.asks(office=MINAMO, start=OCTOBER, way="centre")).values()) == {"10-01 14:00-15:00"}


@pytest.mark.parametrize(("start", "fits"), [((15, 30), False), ((16, 0), True), ((12, 30), False), ((13, 0), False)])
def test_travel_after_one_and_before_the_other_is_kept_free(ward: Ward, start: tuple[int, int], fits: bool) -> None:
    only = [ward.ids[TAKAHASHI], ward.ids[SUZUKI]]
    ward.asks(start=OCTOBER, unwanted=only)
    if fits:
        assert ward.asks(office=MINAMO, start=local("2026-10-01", *start), unwanted=only)
    else:
        with pytest.raises(Refusal, match="booking-taken"):
            ward.asks(office=MINAMO, start=local("2026-10-01", *start), unwanted=only)


def test_an_office_has_never_two_visits_at_once(ward: Ward) -> None:
    ward.asks(start=OCTOBER)
    for start in (OCTOBER, OCTOBER + timedelta(minutes=45), OCTOBER - timedelta(minutes=45)):
        with pytest.raises(Refusal, match="booking-taken"):
            ward.asks(start=start)
    assert ward.asks(start=OCTOBER + timedelta(hours=1))


@pytest.mark.parametrize(
    ("caps", "count"), [({"a_day": 1}, 2), ({"a_week": 1}, 1), ({"a_month": 1}, 1), ({"a_day": 2}, 3)]
)
def test_caps_of_each_host(ward: Ward, caps: dict[str, int], count: int) -> None:
    # Thursday morning, Thursday afternoon, Friday of the same week and month; 佐藤 alone can come.
    ward.caps(SATO, **caps)
    only = [ward.ids[TAKAHASHI]]
    done = 0
    for start in (local("2026-10-01", 10), local("2026-10-01", 14), local("2026-10-02", 10)):
        try:
            ward.asks(start=start, unwanted=only)
        except Refusal:
            continue
        done += 1
    assert done == count


def test_a_cap_counts_no_visit_that_is_off_nor_one_to_which_she_said_no(ward: Ward) -> None:
    ward.caps(SATO, a_week=1)
    only = [ward.ids[TAKAHASHI]]
    first = ward.asks(start=OCTOBER, unwanted=only)
    with ward.at(SATO) as at:
        booking.decline(at, first)
    second = ward.asks(office=MINAMO, start=OCTOBER, unwanted=only)
    with ward.at(TANAKA) as at:
        booking.cancel(at, second)
    assert SATO in ward.asked(ward.asks(office=MINAMO, start=OCTOBER, unwanted=only))


def test_whoever_is_visited_herself_is_asked_for_nothing_else_then(ward: Ward) -> None:
    ward.asks(office=HINATA, start=OCTOBER, guest=ward.ids[SATO])
    # 高橋 comes to her, and she cannot come to another office meanwhile.
    with pytest.raises(Refusal, match="booking-taken"):
        ward.asks(start=OCTOBER)
    tomorrow = OCTOBER + timedelta(days=1)
    other = ward.asks(start=tomorrow, unwanted=[ward.ids[SATO]])
    with ward.at(TANAKA) as at, pytest.raises(Refusal, match="booking-busy"):
        booking.assign(at, other, OCTOBER, [ward.ids[SATO], ward.ids[SUZUKI]], agreed=True)


def test_who_visits_others_is_not_visited_then(ward: Ward) -> None:
    assert chief(ward, start=OCTOBER, unwanted=[ward.ids[TAKAHASHI]]) == SATO
    own: dict[str, Any] = {"office": HINATA, "guest": ward.ids[SATO]}
    # She is on her way back until half past three.
    for minutes in (0, 75):
        with pytest.raises(Refusal, match="booking-taken"):
            ward.asks(start=OCTOBER + timedelta(minutes=minutes), **own)
    assert chief(ward, start=OCTOBER + timedelta(minutes=90), **own) == TAKAHASHI


def test_the_load_of_a_year_is_fair(ward: Ward) -> None:
    start, found = local("2026-09-24", 9), Counter[str]()
    for day in range(40):
        at = start + timedelta(days=day)
        if at.weekday() < 5 and at.date().isoformat() not in ("2026-10-12",):
            ward.later(minutes=1)
            found.update(ward.asked(ward.asks(office=(TSUKUSHI, MINAMO)[day % 2], start=at)))
    assert all(abs(found[one] - found[other]) <= 1 for one, other in (CHIEFS, STAFF))
    assert sum(found.values()) > 50


def test_a_new_fiscal_year_begins_with_no_load(ward: Ward) -> None:
    ward.now = local("2027-03-15", 10)
    only = [ward.ids[TAKAHASHI]]
    for day in (23, 24, 25):
        ward.asks(start=local(f"2027-03-{day}", 10), unwanted=only)
    assert chief(ward, start=local("2027-03-30", 10)) == TAKAHASHI
    ward.later(minutes=5)
    # Both have none in April: who was asked longest ago comes.
    assert chief(ward, office=MINAMO, start=local("2027-04-01", 10)) == SATO


def test_ties_go_to_whoever_was_asked_longest_ago_then_stay_in_one_order() -> None:
    first, second, third = sorted(uuid4() for _ in range(3))
    asked_before = {second: matching.Standing(asked_at=OCTOBER), third: matching.Standing(asked_at=OCTOBER)}
    assert sorted([third, second, first], key=matching.turn_of(asked_before)) == [first, second, third]
    assert sorted([third, second], key=matching.turn_of(asked_before, first=[third])) == [third, second]


def test_a_pair_is_found_where_the_first_in_turn_is_needed_elsewhere() -> None:
    one, other = sorted(uuid4() for _ in range(2))
    key = matching.turn_of({})
    assert matching.pair([[one, other], [one]], key) == (other, one)
    assert matching.pair([[one], [one]], key) is None


def test_offices_never_visited_and_one_person_offices_are_fitted_first(ward: Ward) -> None:
    ward.add_office("大きな相談室", "みほんの丘", 5)
    ward.settled(office=TSUKUSHI)
    ids = {}
    for office in (TSUKUSHI, "大きな相談室", HINATA, MINAMO):
        ward.later(minutes=1)
        ids[ward.asks(office=office, start=None, way="visit")] = office
    with ward.at() as at:
        found = matching.order(at.here, visits.in_states(at.here, (visits.DESK,)))
    assert [ids[one.id] for one in found] == [MINAMO, "大きな相談室", HINATA, TSUKUSHI]
