"""Rules of lists and days: order, differences, runs over the turn of the year."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.network import rules
from handlers.network.things import item_id, place_of


@pytest.mark.parametrize(("place", "after"), [(0, ["a", "b", "c"]), (1, ["b", "a", "c"]), (2, ["a", "c", "b"])])
def test_one_up(place: int, after: list[str]) -> None:
    assert rules.moved_up(["a", "b", "c"], place) == after


def test_what_went_and_what_came() -> None:
    assert rules.difference(["a", "b"], ["b", "c"]) == (["a"], ["c"])
    assert rules.difference(["a", "b"], ["b", "a"]) == ([], [])
    assert (rules.replaced(["a", "b"], 1, "c"), rules.without(["a", "b"], 0)) == (["a", "c"], ["b"])


def test_days_in_a_row_are_one_over_the_turn_of_the_year() -> None:
    days = [*rules.span(date(2026, 12, 30), date(2027, 1, 2)), "2027-01-05", "2026-11-20"]
    today = date(2026, 11, 23)
    assert rules.runs(days, today) == [(date(2026, 12, 30), date(2027, 1, 2)), (date(2027, 1, 5), date(2027, 1, 5))]
    # Of a run that has begun the rest is shown.
    assert rules.runs(days, date(2027, 1, 1))[0] == (date(2027, 1, 1), date(2027, 1, 2))
    assert rules.opening(days, date(2026, 12, 30), date(2027, 1, 2)) == ["2027-01-05", "2026-11-20"]


def test_what_is_long_past_is_dropped_when_days_are_added() -> None:
    closed = rules.closing(["2026-08-01", "2026-11-20"], date(2026, 12, 1), date(2026, 12, 1), date(2026, 11, 23))
    assert closed == ["2026-11-20", "2026-12-01"]


def test_a_span_without_a_working_day_changes_nothing() -> None:
    assert not rules.changes_anything([], date(2026, 12, 29), date(2027, 1, 3))
    assert rules.changes_anything([], date(2026, 12, 29), date(2027, 1, 4))
    assert not rules.changes_anything(["2027-01-04"], date(2026, 12, 29), date(2027, 1, 4))


def test_an_item_is_known_by_what_it_says() -> None:
    items = [{"name": "a", "tel": "1"}, "a", "b"]
    assert [place_of(items, item_id(item)) for item in items] == [0, 1, 2]
    assert place_of(items, item_id({"tel": "1", "name": "a"})) == 0
    assert place_of(items, item_id("c")) is None
    assert len(item_id("a")) == 22
