"""What needs a coordinator first, the parts of a fiscal year, and which offices were long not visited."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from handlers.fitting import judging
from storage import visits
from storage.offices import Office
from storage.visits import Visit

NOW = datetime(2026, 9, 16, 5, 0, tzinfo=UTC)
TODAY = date(2026, 9, 16)
# How many are asked or come, and whether somebody's answer is awaited.
COMES, ASKED, ONE, NOBODY = (2, False), (2, True), (1, False), (0, False)


def visit(state: str = visits.SETTLED, days: float | None = 15, **values: object) -> Visit:
    """Return a visit that is so many days ahead."""
    start = None if days is None else NOW + timedelta(days=days)
    known = {"state": state, "start_at": start, "way": "visit", "url": "", "pools": "chief centre"}
    return Visit(**known | {"moving_to": None, "answer_by": None, "guest_id": UUID(int=7)} | values)


@pytest.mark.parametrize(
    ("of", "said", "need"),
    [
        (visit(visits.DESK, None), NOBODY, "desk"),
        (visit(visits.DESK), NOBODY, "desk"),
        (visit(visits.ASKED, answer_by=date(2026, 9, 18)), ASKED, "asked"),
        (visit(visits.ASKED, answer_by=TODAY), ASKED, "silent"),
        (visit(visits.ASKED, answer_by=date(2026, 9, 15)), ASKED, "silent"),
        (visit(visits.OFFERED), NOBODY, "offered"),
        (visit(), COMES, "fine"),
        # Who asked has left, and nobody telephones; a coordinator does, and has nothing to ask; has something to ask.
        (visit(guest_id=None), COMES, "guest"),
        (visit(guest_id=None, booked_by=UUID(int=8)), COMES, "fine"),
        (visit(guest_id=None, booked_by=UUID(int=8), times="2026-10-02T05:00:00+00:00"), COMES, "call"),
        (visit(times="2026-10-02T05:00:00+00:00"), COMES, "fine"),
        (visit(visits.OFFERED, guest_id=None, booked_by=UUID(int=8)), NOBODY, "call"),
        # Settled, and one cannot come any more.
        (visit(), ONE, "desk"),
        # Somebody else is asked instead of her.
        (visit(answer_by=date(2026, 9, 18)), ASKED, "asked"),
        (visit(days=-0.1), COMES, "over"),
        (visit(days=15, way="online"), COMES, "fine"),
        (visit(days=3, way="online"), COMES, "url"),
        (visit(days=3, way="online", url="https://example.com/x"), COMES, "fine"),
        # It is to be moved, and they have not said whether they come then.
        (visit(moving_to=NOW + timedelta(days=20)), ASKED, "asked"),
    ],
)
def test_what_a_visit_needs(of: Visit, said: tuple[int, bool], need: str) -> None:
    held, waits = said
    assert judging.need(of, held, NOW, TODAY, waits=waits) == need


def test_what_needs_somebody_comes_first_and_the_rest_as_it_comes() -> None:
    found = [(visit(), need) for need in ("fine", "url", "asked", "call", "desk", "offered", "silent", "guest")]
    hand, rest = ["desk", "guest", "call", "silent", "url"], ["fine", "asked", "offered"]
    assert [need for _, need in judging.in_order(found)] == hand + rest
    assert [need for need in judging.NEEDS if judging.needs_hand(need)] == [*hand, "unsaid"]


def test_its_quarters_are_three_months_each() -> None:
    begins = [date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1), date(2027, 4, 1)]
    assert judging.quarters(begins[0]) == [(begins[n], begins[n + 1]) for n in range(4)]


def office(number: int, counsellors: int = 3) -> Office:
    """Return an office."""
    return Office(id=UUID(int=number), name=f"x{number}", corporation="y", counsellors=counsellors)


def test_those_never_visited_and_alone_come_first_then_who_waits_longest() -> None:
    offices = [office(1), office(2, 1), office(3), office(4, 1), office(5), office(6), office(7)]
    days = {3: 400, 4: 800, 5: 364, 6: 800}
    last = {UUID(int=number): NOW - timedelta(days=ago) for number, ago in days.items()}
    found = judging.unvisited(offices, last, {UUID(int=7)}, NOW)
    # Five was visited within a year; for seven a visit is coming.
    assert [one.office.id.int for one in found] == [2, 1, 4, 6, 3]


@pytest.mark.parametrize(("ago", "may"), [(None, True), (0, False), (179, False), (180, True)])
def test_an_office_is_not_offered_a_visit_again_within_half_a_year(ago: int | None, may: bool) -> None:
    assert judging.may_offer(None if ago is None else NOW - timedelta(days=ago), NOW) is may
