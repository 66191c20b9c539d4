"""What needs a coordinator first, the parts of a fiscal year, and which offices were long not visited."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from handlers.fitting import rules
from storage import seats, visits
from storage.offices import Office
from storage.seats import Seat
from storage.visits import Visit

NOW = datetime(2026, 9, 16, 5, 0, tzinfo=UTC)
TODAY = date(2026, 9, 16)
COMES, ASKED = (seats.COMES,) * 2, (seats.COMES, seats.ASKED)


def visit(state: str = visits.SETTLED, days: float | None = 15, **values: object) -> Visit:
    """Return a visit that is so many days ahead."""
    start = None if days is None else NOW + timedelta(days=days)
    known = {"state": state, "start_at": start, "way": "visit", "url": "", "pools": "chief centre"}
    return Visit(**known | {"moving_to": None, "answer_by": None} | values)


def held(*states: str, agreed: datetime | None = None) -> list[Seat]:
    """Return seats in these states."""
    return [Seat(state=state, agreed_to=agreed) for state in states]


@pytest.mark.parametrize(
    ("of", "said", "need"),
    [
        (visit(visits.DESK, None), [], "desk"),
        (visit(visits.DESK), [], "desk"),
        (visit(visits.ASKED, answer_by=date(2026, 9, 18)), ASKED, "asked"),
        (visit(visits.ASKED, answer_by=TODAY), ASKED, "silent"),
        (visit(visits.ASKED, answer_by=date(2026, 9, 15)), ASKED, "silent"),
        (visit(visits.OFFERED), [], "offered"),
        (visit(), COMES, "fine"),
        # Settled, and one cannot come any more.
        (visit(), (seats.COMES,), "desk"),
        # Somebody else is asked instead of her.
        (visit(answer_by=date(2026, 9, 18)), ASKED, "asked"),
        (visit(days=-0.1), COMES, "over"),
        (visit(days=15, way="online"), COMES, "fine"),
        (visit(days=3, way="online"), COMES, "url"),
        (visit(days=3, way="online", url="https://example.com/x"), COMES, "fine"),
        # Both had agreed to the time before.
        (visit(moving_to=NOW + timedelta(days=20)), COMES, "asked"),
    ],
)
def test_what_a_visit_needs(of: Visit, said: tuple[str, ...], need: str) -> None:
    assert rules.need(of, held(*said, agreed=of.start_at), NOW, TODAY) == need


def test_what_needs_somebody_comes_first_and_the_rest_as_it_comes() -> None:
    found = [(visit(), need) for need in ("fine", "url", "asked", "desk", "offered", "silent")]
    assert [need for _, need in rules.in_order(found)] == ["desk", "silent", "url", "fine", "asked", "offered"]
    assert [need for need in rules.NEEDS if rules.needs_hand(need)] == ["desk", "silent", "url"]


@pytest.mark.parametrize(
    ("day", "first"),
    [(date(2026, 4, 1), 2026), (date(2026, 3, 31), 2025), (date(2027, 1, 1), 2026), (date(2026, 12, 31), 2026)],
)
def test_a_fiscal_year_begins_in_april(day: date, first: int) -> None:
    assert rules.year_of(day) == (date(first, 4, 1), date(first + 1, 4, 1))


def test_its_quarters_are_three_months_each() -> None:
    begins = [date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1), date(2027, 4, 1)]
    assert rules.quarters(begins[0]) == [(begins[n], begins[n + 1]) for n in range(4)]


def office(number: int, counsellors: int = 3) -> Office:
    """Return an office."""
    return Office(id=UUID(int=number), name=f"x{number}", corporation="y", counsellors=counsellors)


def test_those_never_visited_and_alone_come_first_then_who_waits_longest() -> None:
    offices = [office(1), office(2, 1), office(3), office(4, 1), office(5), office(6), office(7)]
    days = {3: 400, 4: 800, 5: 364, 6: 800}
    last = {UUID(int=number): NOW - timedelta(days=ago) for number, ago in days.items()}
    found = rules.unvisited(offices, last, {UUID(int=7)}, NOW)
    # Five was visited within a year; for seven a visit is coming.
    assert [one.office.id.int for one in found] == [2, 1, 4, 6, 3]


@pytest.mark.parametrize(("ago", "may"), [(None, True), (0, False), (179, False), (180, True)])
def test_an_office_is_not_offered_a_visit_again_within_half_a_year(ago: int | None, may: bool) -> None:
    assert rules.may_offer(None if ago is None else NOW - timedelta(days=ago), NOW) is may
