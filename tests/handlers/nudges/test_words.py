"""What is said of an occurrence, where what is known of her or of the course changes the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from handlers.nudges.stages import Due, right
from handlers.nudges.words import line
from messages.eras import Era
from messages.words import Msg, given, msg
from tests.handlers.nudges.test_stages import INITIAL, facts

TODAY, END = date(2022, 5, 1), date(2027, 3, 31)
FIRST = msg("nudges-year-first", day=Era(END))


@pytest.mark.parametrize(
    ("practice", "says"),
    [
        (None, FIRST),
        (date(2020, 5, 1), FIRST),
        (date(2020, 5, 2), msg("nudges-year-not-yet", day=Era(END), after=Era(date(2022, 5, 1)))),
    ],
)
def test_the_windows_beginning_says_nothing_of_taking_part_to_who_cannot_yet(practice: date | None, says: Msg) -> None:
    hers = facts(TODAY, INITIAL, career={"practice_on": practice})
    begins = [due for due in right(hers, TODAY) if due.stage == "begins"]
    assert [line(hers, due, TODAY) for due in begins] == [says]


def test_whoever_decides_is_named_even_where_nobody_has_said_who_runs_the_course() -> None:
    hers = facts(TODAY, INITIAL)
    nobody = replace(hers.known.rules, courses=tuple(replace(one, runs_by="") for one in hers.known.rules.courses))
    unnamed = replace(hers, known=replace(hers.known, rules=nobody))
    closed = Due("closed", END, "closed", TODAY, END)
    assert line(unnamed, closed, TODAY) == msg("nudges-closed", tel=given(""), by=msg("training-guide"))
    line_with = line(replace(unnamed, tel="03-0000-0000"), closed, TODAY)
    assert line_with == msg("nudges-closed", tel=msg("training-tel", tel="03-0000-0000"), by=msg("training-guide"))
