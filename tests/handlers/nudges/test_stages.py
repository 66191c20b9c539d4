"""Each rule at its edges: on its first and last day it is right, the day before and the day after it is not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from handlers.language.months import months_on
from handlers.nudges.spans import open_before
from handlers.nudges.stages import CLOSING, Due, Facts, fresh, last_chance, of_topic, right
from handlers.nudges.words import lines, named, open_question
from handlers.training.grid import Done, standing
from handlers.training.known import Known
from messages.courses import rules
from messages.words import msg
from storage.careers import Career
from storage.ids import short
from storage.runs import CourseRun

RULES = rules("東京都")
PERSON = uuid4()
DAY = timedelta(days=1)
INITIAL = Done(date(2021, 11, 20), "initial")
RUN = UUID(int=7)


def facts(today: date, *done: Done, runs: tuple[CourseRun, ...] = (), **more: Any) -> Facts:
    """Return the facts of somebody on a day."""
    career = Career(person_id=PERSON, **more.pop("career", {}))
    moved = more.pop("moved", {})
    known = Known(PERSON, tuple(sorted(done)), standing(done, RULES, today, moved), RULES, career)
    return Facts(known, runs, more.pop("said", {}), **more)


def told(today: date, *done: Done, **more: Any) -> list[str]:
    """Return the stages that are right on a day, without the id of their run."""
    return [due.name for due in right(facts(today, *done, **more), today)]


def run(apply_from: date | None, apply_to: date | None, opens_on: date, id: UUID = RUN, **more: Any) -> CourseRun:
    """Return a run."""
    given: dict[str, Any] = {
        "course": "renewal",
        "prefecture": "東京都",
        "title": "現任研修",
        "days": [],
        "off_at": None,
    }
    return CourseRun(id=id, apply_from=apply_from, apply_to=apply_to, opens_on=opens_on, **given | more)


def edges(stage: str, first: date, last: date, *done: Done, **more: Any) -> None:
    """Check that a stage is right on just these days."""
    days = (first - DAY, first, last, last + DAY)
    assert [stage in told(day, *done, **more) for day in days] == [False, True, True, False], days


def test_the_window_opens_for_its_first_year() -> None:
    edges("begins", date(2022, 4, 1), date(2023, 3, 31), INITIAL)


def test_eighteen_months_before_its_end() -> None:
    edges("early", date(2025, 9, 30), date(2026, 3, 31), INITIAL)


def test_its_last_fiscal_year() -> None:
    edges("final", date(2026, 4, 1), date(2027, 3, 31), INITIAL)


def test_one_day_of_the_certificate_is_one_year_of_the_window() -> None:
    edges("final", date(2026, 4, 1), date(2027, 3, 31), Done(date(2022, 3, 31), "initial"))
    edges("final", date(2027, 4, 1), date(2028, 3, 31), Done(date(2022, 4, 1), "initial"))


def test_a_deadline_that_was_moved_moves_all_of_it() -> None:
    moved = {date(2027, 3, 31): date(2028, 3, 31)}
    edges("early", date(2026, 9, 30), date(2027, 3, 31), INITIAL, moved=moved)
    edges("final", date(2027, 4, 1), date(2028, 3, 31), INITIAL, moved=moved)


def test_a_filled_window_says_nothing_until_the_next_begins() -> None:
    done = (INITIAL, Done(date(2024, 9, 10), "renewal"))
    edges("begins", date(2027, 4, 1), date(2028, 3, 31), *done)
    day = date(2024, 9, 10)
    while day < date(2027, 4, 1):
        assert not {"begins", "early", "final"} & set(told(day, *done)), day
        day += DAY


def test_a_record_that_seems_to_have_lapsed_from_the_day_after_on_until_somebody_confirms() -> None:
    assert told(date(2027, 3, 31), INITIAL) == ["final"]
    assert [told(day, INITIAL) for day in (date(2027, 4, 1), date(2031, 1, 1))] == [["lapsed"], ["lapsed"]]
    for confirmed, says in ((date(2027, 3, 31), ["lapsed"]), (date(2027, 4, 1), [])):
        assert told(date(2027, 6, 1), INITIAL, career={"confirmed_on": confirmed}) == says


def test_the_application_of_a_run() -> None:
    # It ends on a Tuesday; two weeks before is one, three days before is a Saturday.
    runs = (run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12)),)
    edges("open", date(2026, 11, 25), date(2026, 12, 7), INITIAL, runs=runs)
    edges("d14", date(2026, 12, 8), date(2026, 12, 17), INITIAL, runs=runs)
    edges("d3", date(2026, 12, 18), date(2026, 12, 21), INITIAL, runs=runs)
    edges("d0", date(2026, 12, 22), date(2026, 12, 22), INITIAL, runs=runs)


def test_an_application_that_ends_while_offices_are_closed_is_told_before() -> None:
    runs = (run(date(2026, 12, 1), date(2027, 1, 3), date(2027, 2, 1)),)
    edges("d0", date(2026, 12, 28), date(2027, 1, 3), INITIAL, runs=runs)
    closed = frozenset({"2026-12-28"})
    edges("d0", date(2026, 12, 25), date(2027, 1, 3), INITIAL, runs=runs, closed=closed)


def test_nothing_of_its_end_is_said_before_it_has_begun() -> None:
    runs = (run(date(2026, 12, 20), date(2026, 12, 22), date(2027, 1, 12)),)
    assert told(date(2026, 12, 19), INITIAL, runs=runs) == ["final"]
    assert told(date(2026, 12, 20), INITIAL, runs=runs) == ["d3", "final"]


def test_of_an_end_that_nobody_knows_only_the_opening_is_told() -> None:
    # Two weeks before it opens offices are closed.
    runs = (run(date(2026, 11, 25), None, date(2027, 1, 12)),)
    edges("open", date(2026, 11, 25), date(2026, 12, 27), INITIAL, runs=runs)
    edges("soon", date(2026, 12, 28), date(2027, 1, 11), INITIAL, runs=runs)
    runs = (run(None, None, date(2027, 1, 12)),)
    edges("soon", date(2026, 12, 28), date(2027, 1, 11), INITIAL, runs=runs)
    assert told(date(2026, 12, 1), INITIAL, runs=runs) == ["final"]


@pytest.mark.parametrize("state", ["applied", "accepted"])
def test_who_has_applied_is_told_of_no_run_and_no_deadline(state: str) -> None:
    runs = (
        run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12)),
        run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 2, 12), UUID(int=8)),
    )
    assert told(date(2026, 12, 10), INITIAL, runs=runs, said={RUN: state}) == []


@pytest.mark.parametrize("state", ["applied", "accepted"])
def test_who_has_applied_in_an_earlier_year_and_never_answered_is_told_of_the_last_one(state: str) -> None:
    old = run(date(2024, 5, 1), date(2024, 6, 30), date(2024, 9, 1), UUID(int=8))
    runs = (old, run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12)))
    said = {old.id: state}
    assert "begins" not in told(date(2022, 5, 1), INITIAL, runs=runs, said=said)
    assert told(date(2026, 12, 10), INITIAL, runs=runs, said=said) == ["d14", "final"]
    assert told(date(2026, 12, 23), INITIAL, runs=runs, said=said) == ["closed"]
    hers = facts(date(2026, 12, 10), INITIAL, runs=(old,), said=said)
    assert [due.name for due in of_topic([], hers, "course", date(2026, 12, 10))] == ["stands"]


OWN_DAYS = [{"day": "2026-06-01"}, {"day": "2026-08-20"}]


@pytest.mark.parametrize("state", ["applied", "accepted"])
@pytest.mark.parametrize(
    ("opens", "days", "last"),
    [
        (date(2026, 6, 1), OWN_DAYS, date(2026, 8, 20)),
        # Of whose days only the first is known: as long as a 現任研修 usually lasts, within its fiscal year.
        (date(2026, 6, 1), OWN_DAYS[:1], date(2026, 9, 29)),
        (date(2026, 6, 1), [], date(2026, 9, 29)),
        (date(2025, 12, 20), [], date(2026, 3, 31)),
    ],
)
def test_a_word_holds_until_a_month_after_the_last_day(state: str, opens: date, days: Any, last: date) -> None:
    held = run(opens - 40 * DAY, opens - 20 * DAY, opens, days=days)
    runs = (held, run(date(2026, 4, 1), date(2026, 4, 20), date(2026, 6, 20), UUID(int=8)))
    ends = (last + 30 * DAY, last + 31 * DAY)
    assert ["closed" in told(day, INITIAL, runs=runs, said={RUN: state}) for day in ends] == [False, True]
    asked = (last, last + DAY, last + 91 * DAY, last + 92 * DAY)
    assert ["done" in told(day, INITIAL, runs=runs, said={RUN: state}) for day in asked] == [False, True, True, False]


def test_what_was_applied_for_and_never_recorded_says_nothing_for_ever() -> None:
    runs = (run(date(2026, 4, 1), date(2026, 4, 20), date(2026, 6, 1)),)
    for day, says in (
        (date(2026, 9, 29), []),
        (date(2026, 9, 30), ["done"]),
        (date(2026, 10, 29), ["done"]),
        (date(2026, 10, 30), ["closed", "done"]),
        (date(2026, 12, 29), ["closed", "done"]),
        (date(2026, 12, 30), ["closed"]),
    ):
        assert told(day, INITIAL, runs=runs, said={RUN: "applied"}) == says


def test_who_has_said_that_a_run_is_none_for_her_hears_of_the_others() -> None:
    runs = (run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12)),)
    assert told(date(2026, 12, 10), INITIAL, runs=runs, said={RUN: "not_for_me"}) == ["final"]


def test_who_may_not_take_a_run_yet_is_not_told_of_it() -> None:
    runs = (run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12)),)
    for practice, says in ((date(2025, 1, 12), ["d14", "final"]), (date(2025, 1, 13), ["final"])):
        assert told(date(2026, 12, 10), INITIAL, runs=runs, career={"practice_on": practice}) == says


def test_a_run_that_is_off_or_of_another_course_is_none() -> None:
    gone = run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12), off_at=datetime(2026, 11, 1, tzinfo=UTC))
    other = run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12), course="specialty")
    chief = run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12), course="chief")
    assert told(date(2026, 12, 10), INITIAL, runs=(gone, other, chief)) == ["final"]


def test_after_the_last_application_one_message_and_no_countdown() -> None:
    runs = (
        run(date(2026, 6, 1), date(2026, 6, 30), date(2026, 8, 1)),
        run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12), UUID(int=8)),
    )
    edges("closed", date(2026, 12, 23), date(2027, 3, 31), INITIAL, runs=runs)
    assert told(date(2026, 12, 23), INITIAL, runs=runs) == ["closed"]
    # Where no run is known nobody knows whether it is over.
    assert told(date(2026, 12, 23), INITIAL) == ["final"]


def test_applications_of_earlier_years_say_nothing_of_the_last() -> None:
    runs = (run(date(2025, 6, 1), date(2025, 6, 30), date(2025, 8, 1)),)
    assert told(date(2026, 12, 23), INITIAL, runs=runs) == ["final"]
    assert told(date(2025, 9, 1), INITIAL, runs=runs) == []


def test_an_application_that_was_over_before_the_last_year_began() -> None:
    runs = (run(date(2026, 2, 1), date(2026, 3, 10), date(2026, 6, 1)),)
    edges("closed", date(2026, 4, 1), date(2027, 3, 31), INITIAL, runs=runs)
    assert told(date(2026, 3, 31), INITIAL, runs=runs) == ["early"]


def test_after_a_course_its_day_is_asked_for() -> None:
    days = [{"day": "2027-01-12"}, {"day": "2027-02-09"}]
    runs = (run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12), days=days),)
    edges("done", date(2027, 2, 10), date(2027, 5, 11), INITIAL, runs=runs, said={RUN: "accepted"})
    assert told(date(2027, 2, 10), INITIAL, runs=runs, said={RUN: "withdrawn"}) == ["closed"]
    for one in (Done(date(2027, 2, 9), "renewal"), Done(date(2027, 1, 1), "renewal", "month")):
        assert "done" not in told(date(2027, 2, 10), INITIAL, one, runs=runs, said={RUN: "accepted"})
    before = Done(date(2027, 1, 11), "renewal")
    assert "done" in told(date(2027, 2, 10), INITIAL, before, runs=runs, said={RUN: "accepted"})


def test_two_years_of_practice_are_full() -> None:
    done = Done(date(2023, 12, 8), "initial")
    edges("may", date(2028, 7, 1), date(2028, 9, 29), done, career={"practice_on": date(2026, 7, 1)})
    # Before the window begins it would fill nothing: then the window's beginning says it.
    assert "may" not in told(date(2023, 12, 20), done, career={"practice_on": date(2021, 12, 15)})


def test_of_a_month_or_a_year_nobody_is_told_too_early_that_she_may() -> None:
    done = Done(date(2023, 12, 8), "initial")
    edges(
        "may", date(2028, 7, 31), date(2028, 10, 29), done, career={"practice_on": date(2026, 7, 1), "exactly": "month"}
    )
    year = {"practice_on": date(2026, 4, 1), "exactly": "year"}
    edges("may", date(2029, 3, 31), date(2029, 3, 31), done, career=year)


@pytest.mark.parametrize(
    ("opens", "names", "asks"),
    [
        (date(2026, 12, 31), ["final"], False),
        (date(2027, 1, 1), ["d14", "final"], True),
        (date(2027, 1, 30), ["d14", "final"], True),
        (date(2027, 1, 31), ["d14", "final"], False),
    ],
)
def test_of_a_run_that_the_exact_day_decides_about_that_is_said(opens: date, names: list[str], asks: bool) -> None:
    runs, day = (run(date(2026, 11, 25), date(2026, 12, 22), opens),), date(2026, 12, 10)
    hers = facts(day, INITIAL, runs=runs, career={"practice_on": date(2025, 1, 1), "exactly": "month"})
    found = right(hers, day)
    assert [due.name for due in found] == names
    assert (open_question(hers, named(hers, found)), msg("why-day-decides") in lines(hers, found, day)) == (asks, asks)


def test_three_years_after_a_renewal_somebody_may_become_chief() -> None:
    done = (INITIAL, Done(date(2024, 9, 10), "renewal"))
    edges("may", date(2027, 9, 10), date(2027, 12, 9), *done)
    assert "may" not in told(date(2027, 9, 10), *done, Done(date(2027, 9, 1), "chief"))


@pytest.mark.parametrize(
    ("stage", "first", "last"),
    [
        ("m3", date(2022, 2, 20), date(2022, 5, 19)),
        ("m6", date(2022, 5, 20), date(2022, 8, 19)),
        ("m9", date(2022, 8, 20), date(2022, 10, 19)),
        ("m11", date(2022, 10, 20), date(2022, 11, 19)),
    ],
)
def test_a_group_supervision_within_a_year(stage: str, first: date, last: date) -> None:
    edges(stage, first, last, INITIAL)
    assert stage not in told(first, INITIAL, Done(date(2021, 11, 1), "group", "month"))
    assert stage in told(first, INITIAL, Done(date(2021, 10, 1), "group", "month"))
    assert stage not in told(first, Done(date(2021, 4, 1), "initial", "year"))


@pytest.mark.parametrize(("stage", "first"), [("m18", (2023, 5, 20)), ("m30", (2024, 5, 20)), ("m42", (2025, 5, 20))])
def test_between_two_trainings_a_visit_is_offered(stage: str, first: tuple[int, int, int]) -> None:
    day = date(*first)
    edges(stage, day, day + timedelta(days=90), INITIAL)
    assert stage not in told(day, INITIAL, Done(date(2023, 4, 10), "renewal"))


def test_whom_deadlines_do_not_concern_is_told_nothing() -> None:
    runs = (run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12)),)
    not_mine = {"not_mine_at": datetime(2026, 1, 1, tzinfo=UTC)}
    for day in (date(2022, 4, 1), date(2026, 12, 10), date(2027, 4, 1)):
        assert told(day, INITIAL, runs=runs, career=not_mine) == []


def test_of_whom_nothing_is_known_nothing_is_told() -> None:
    assert told(date(2026, 12, 10), runs=(run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12)),)) == []


def test_of_the_stages_of_one_thing_at_most_one_is_right() -> None:
    runs = (run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 1, 12)),)
    day = date(2021, 11, 20)
    while day < date(2028, 4, 1):
        found = right(facts(day, INITIAL, runs=runs), day)
        for rule in ("window", "run", "group", "gap"):
            assert len([one for one in found if one.rule == rule]) <= 1, (day, found)
        day += DAY


def last(today: date, made: set[tuple[str, date, str]] = frozenset(), **more: Any) -> list[str]:  # type: ignore[assignment]
    """Return what is to be told of two runs, the second of which is the last, on a day."""
    runs = (
        run(date(2026, 11, 2), date(2026, 12, 1), date(2027, 1, 12), UUID(int=8)),
        run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 2, 12)),
    )
    hers = facts(today, INITIAL, runs=runs, **more)
    return [one.stage for one in fresh(right(hers, today), made, hers, today)]


@pytest.mark.parametrize("rests", [{"resting": True}, {"later": frozenset({"course"})}])
def test_of_what_waits_only_the_end_of_the_last_application_is_told_and_once(rests: dict[str, Any]) -> None:
    stage = f"last.{short(RUN)}"
    days = (date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 22), date(2026, 12, 23))
    # After it nothing is left to be lost: that it is over can wait.
    assert [last(day, **rests) for day in days] == [[], [], [stage], [stage], []]
    assert last(date(2026, 12, 8), {("last", date(2026, 12, 22), stage)}, **rests) == []


def test_who_was_told_before_she_rested_hears_of_it_once_more_at_the_end() -> None:
    made = {("run", date(2026, 12, 22), f"d14.{short(RUN)}")}
    days = (date(2026, 12, 9), date(2026, 12, 17), date(2026, 12, 18), date(2026, 12, 22))
    assert [len(last(day, made, resting=True)) for day in days] == [0, 0, 1, 1]


@pytest.mark.parametrize("state", ["not_for_me", "not_accepted", "withdrawn"])
def test_a_later_run_that_is_none_for_her_does_not_hide_her_last_chance(state: str) -> None:
    hers = run(date(2026, 11, 2), date(2026, 12, 1), date(2027, 1, 12), UUID(int=8))
    runs, day = (hers, run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 2, 12))), date(2026, 11, 20)
    assert "last" not in told(day, INITIAL, runs=runs, resting=True)
    assert "last" in told(day, INITIAL, runs=runs, said={RUN: state}, resting=True)


def test_a_run_that_the_ward_does_not_recommend_is_no_chance() -> None:
    hers = run(date(2026, 11, 2), date(2026, 12, 1), date(2027, 1, 12), UUID(int=8), by_ward=True)
    later = run(date(2026, 11, 25), date(2026, 12, 22), date(2027, 2, 12), by_ward=True)
    window, no = standing([INITIAL], RULES, date(2026, 11, 20)).window, frozenset({RUN})
    assert window
    both = [facts(date(2026, 11, 20), INITIAL, runs=(hers, later), not_now=of) for of in (frozenset(), no)]
    assert [last_chance(window, one, date(2026, 11, 20)) for one in both] == [later, hers]
    for day in (date(2026, 11, 25), date(2026, 12, 8), date(2026, 12, 22)):
        assert told(day, INITIAL, runs=(later,), not_now=no, resting=True) == ["final"]
        assert told(day, INITIAL, runs=(later,), resting=True) != ["final"]


def test_a_later_run_whose_end_nobody_knows_does_not_hide_it_either() -> None:
    hers = run(date(2026, 11, 2), date(2026, 12, 1), date(2027, 1, 12), UUID(int=8))
    runs = (hers, run(None, None, date(2027, 2, 12)))
    assert "last" in told(date(2026, 11, 20), INITIAL, runs=runs, resting=True)


def test_in_an_earlier_year_no_run_is_the_last_chance() -> None:
    runs = (run(date(2025, 11, 25), date(2025, 12, 22), date(2026, 1, 12)),)
    hers = facts(date(2025, 12, 20), INITIAL, runs=runs, resting=True)
    assert fresh(right(hers, date(2025, 12, 20)), set(), hers, date(2025, 12, 20)) == []


def test_what_was_made_is_not_made_again() -> None:
    hers = facts(date(2026, 4, 1), INITIAL)
    (due,) = right(hers, date(2026, 4, 1))
    assert due == Due("window", date(2027, 3, 31), "final", date(2026, 4, 1), date(2027, 3, 31))
    assert (fresh([due], set(), hers, date(2026, 4, 1)), fresh([due], {due.key}, hers, date(2026, 4, 1))) == ([due], [])


def test_months_and_days_on_which_letters_come() -> None:
    days = [(date(2027, 3, 31), -18, date(2025, 9, 30)), (date(2024, 2, 29), 12, date(2025, 2, 28))]
    days += [(date(2026, 8, 31), 6, date(2027, 2, 28)), (date(2026, 12, 31), 1, date(2027, 1, 31))]
    assert [months_on(day, months) for day, months, _ in days] == [found for _, _, found in days]
    assert open_before(date(2027, 1, 3)) == date(2026, 12, 28)
    assert open_before(date(2027, 1, 4)) == date(2027, 1, 4)
    assert CLOSING == {"d14": 14, "d3": 3, "d0": 0}
