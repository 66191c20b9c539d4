"""What is asked about before a completed training is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.training.checks import may_stand, problem, same
from handlers.training.grid import Done
from messages.courses import rules
from messages.words import words_of

TODAY = date(2026, 11, 22)
HOLDS = rules("東京都")
START, EARLIER = Done(date(2021, 11, 20), "initial"), Done(date(2016, 6, 1), "renewal")

# What is told, beside what is known, and what is asked about.
TOLD = {
    "a first initial": (Done(date(2021, 11, 20), "initial"), [], None),
    "today": (Done(TODAY, "renewal"), [START], None),
    "tomorrow": (Done(TODAY + timedelta(days=1), "renewal"), [START], "check-future"),
    "this month": (Done(date(2026, 11, 1), "renewal", "month"), [START], None),
    "next month": (Done(date(2026, 12, 1), "renewal", "month"), [START], "check-future"),
    "this fiscal year": (Done(date(2026, 4, 1), "renewal", "year"), [START], None),
    "next fiscal year": (Done(date(2027, 4, 1), "renewal", "year"), [START], "check-future"),
    "a course that nobody knows": (Done(date(2022, 1, 5), "swimming"), [START], "check-unknown"),
    "before any course": (Done(date(2005, 3, 31), "initial"), [], "check-early"),
    "on the first day of the course": (Done(date(2005, 4, 1), "initial"), [], None),
    "the month before any": (Done(date(2018, 3, 1), "chief", "month"), [], "check-early"),
    "the fiscal year before any": (Done(date(2017, 4, 1), "chief", "year"), [], "check-early"),
    "renewal alone": (EARLIER, [], None),
    "renewal the day before": (Done(date(2021, 11, 19), "renewal"), [START], "check-before"),
    "renewal the same day": (Done(date(2021, 11, 20), "renewal"), [START], "check-before"),
    "renewal the day after": (Done(date(2021, 11, 21), "renewal"), [START], None),
    "renewal in the same month": (Done(date(2021, 11, 1), "renewal", "month"), [START], None),
    "renewal in the same fiscal year": (Done(date(2021, 4, 1), "renewal", "year"), [START], None),
    "renewal the fiscal year before": (Done(date(2020, 4, 1), "renewal", "year"), [START], "check-before"),
    "chief before": (Done(date(2019, 12, 1), "chief"), [START], "check-before"),
    "a theme before": (Done(date(2019, 12, 1), "specialty"), [START], None),
    "renewal of an older grid": (EARLIER, [Done(date(2012, 5, 1), "initial"), START], None),
    "a second initial": (Done(date(2026, 10, 5), "initial"), [START], "check-again"),
    "an older initial": (Done(date(2012, 5, 1), "initial"), [START], "check-again"),
    "the same initial": (START, [START], None),
    "the same initial, more exactly": (START, [Done(date(2021, 4, 1), "initial", "year")], None),
    "the same initial, less exactly": (Done(date(2021, 11, 1), "initial", "month"), [START], None),
    "initial behind what follows it": (START, [EARLIER], "check-after"),
    "initial before what follows it": (START, [Done(date(2024, 6, 1), "renewal")], None),
    "initial of a newer grid": (START, [Done(date(2012, 5, 1), "initial"), EARLIER], "check-again"),
}


@pytest.mark.parametrize("case", TOLD)
def test_what_is_told(case: str) -> None:
    new, known, asked = TOLD[case]
    said = problem(new.course, new.on, new.exactly, known, HOLDS, TODAY)
    assert (said and said.id) == asked


def test_only_a_second_initial_may_stand() -> None:
    asked = [problem(new.course, new.on, new.exactly, known, HOLDS, TODAY) for new, known, _ in TOLD.values()]
    assert {said.id: may_stand(said) for said in asked if said} == {
        "check-again": True,
        "check-after": False,
        "check-before": False,
        "check-early": False,
        "check-future": False,
        "check-unknown": False,
    }


def test_each_is_one_short_sentence_that_names_the_course() -> None:
    words = words_of()
    early = problem("chief", date(2018, 3, 31), "day", [], HOLDS, TODAY)
    assert early is not None
    assert words.say(early) == "「主任研修」がまだなかったころの日です（平成30年4月から）。年をたしかめてください。"
    after = problem("initial", START.on, "day", [Done(date(2020, 6, 1), "chief")], HOLDS, TODAY)
    assert after is not None
    assert words.say(after) == (
        "これより前に修了した「主任研修」が入っています。前の初任者研修があれば、先に入れてください。"
    )


def test_how_late_a_completion_may_have_been() -> None:
    assert Done(date(2024, 2, 1), "renewal", "month").last == date(2024, 2, 29)
    assert Done(date(2023, 4, 1), "renewal", "year").last == date(2024, 3, 31)
    assert START.last == START.on
    month, year = Done(date(2021, 11, 1), "initial", "month"), Done(date(2020, 4, 1), "initial", "year")
    assert [same(START, month), same(month, START), same(START, year), same(START, Done(START.on, "renewal"))] == [
        True,
        True,
        False,
        False,
    ]
