"""In the last year home says until when one can still apply, and what one has said of a run, in place of 31 March."""

from __future__ import annotations

from datetime import date

import pytest

from tests.handlers.runs.steps import changed, made, not_recommended, says, trained
from tests.talk import HOME, Talk
from tests.world import ALONE

LAST_YEAR = "現任研修　今年度が、受けられる最後の年度です（期限 令和9年3月31日（水））。"
# The tests' clock begins on Monday, 23 November 2026.


def line(talk: Talk) -> str:
    """Return what home says of trainings."""
    shown = talk.says("ホーム").sees(HOME).text.split("\n")
    (found,) = [one for one in shown if one.startswith(("現任研修", "主任研修"))]
    return found


@pytest.mark.parametrize(
    ("run", "said"),
    [
        ({}, "現任研修　申し込みは12月1日（火）まで。あと8日です（期限 令和9年3月31日（水））。"),
        ({"apply_to": date(2026, 11, 23)}, "現任研修　申し込みは、きょうまでです（期限 令和9年3月31日（水））。"),
        (
            {"apply_to": date(2026, 11, 22)},
            "現任研修　今年度の受付は終わっているようです。まずセンターへ（期限 令和9年3月31日（水））。",
        ),
        # Nobody knows until when, it would be too late, or it does not take place.
        ({"apply_to": None}, LAST_YEAR),
        ({"opens_on": date(2027, 4, 20), "apply_to": date(2027, 3, 1)}, LAST_YEAR),
    ],
)
def test_it_is_the_application_that_counts(talk: Talk, run: dict[str, date | None], said: str) -> None:
    trained(talk.world, ALONE)
    assert line(talk) == LAST_YEAR
    made(talk.world, **run)
    assert line(talk) == said


def test_a_run_that_began_before_the_last_year_counts_where_it_ended_in_it(talk: Talk) -> None:
    trained(talk.world, ALONE)
    days = [{"day": day, "from": None, "until": None} for day in ("2026-02-13", "2026-04-08")]
    made(talk.world, apply_to=date(2026, 2, 4), opens_on=date(2026, 2, 13), days=days)
    assert line(talk) == "現任研修　今年度の受付は終わっているようです。まずセンターへ（期限 令和9年3月31日（水））。"


def test_of_several_the_last_one_counts_and_what_is_not_for_her_does_not(talk: Talk) -> None:
    trained(talk.world, ALONE)
    made(talk.world)
    later = made(talk.world, apply_to=date(2026, 12, 10), opens_on=date(2027, 2, 1))
    assert line(talk).startswith("現任研修　申し込みは12月10日（木）まで。あと17日です")
    says(talk.world, ALONE, later, "not_for_me")
    assert line(talk).startswith("現任研修　申し込みは12月1日（火）まで。あと8日です")


def test_what_the_ward_must_recommend_her_for_is_no_last_chance_while_there_is_another(talk: Talk) -> None:
    trained(talk.world, ALONE)
    made(talk.world, by_ward=True, apply_to=date(2027, 1, 22), opens_on=date(2027, 3, 1))
    assert line(talk).startswith("現任研修　申し込みは1月22日（金）まで。")
    made(talk.world)
    assert line(talk).startswith("現任研修　申し込みは12月1日（火）まで。あと8日です")


def test_neither_does_what_the_ward_does_not_recommend_her_for(talk: Talk) -> None:
    trained(talk.world, ALONE)
    made(talk.world, by_ward=True)
    later = made(talk.world, apply_to=date(2026, 12, 10), opens_on=date(2027, 2, 1), by_ward=True)
    assert line(talk).startswith("現任研修　申し込みは12月10日（木）まで。")
    not_recommended(talk.world, ALONE, later)
    assert line(talk).startswith("現任研修　申し込みは12月1日（火）まで。")


def test_where_only_the_month_of_her_beginning_is_known_the_exact_day_decides(talk: Talk) -> None:
    apply = "現任研修　申し込みは12月1日（火）まで。あと8日です（期限 令和9年3月31日（水））。"
    exact = "仕事をはじめた日や修了日を、日にちまで入れると、受けられるかがはっきりします。"
    trained(talk.world, ALONE, date(2025, 1, 1), "month")
    run = made(talk.world)
    assert line(talk) == f"{apply}{exact}"
    changed(talk.world, run, opens_on=date(2027, 2, 1))
    assert line(talk) == apply


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("applied", "現任研修　申し込みずみです。受講が決まったら、教えてください。"),
        ("accepted", "現任研修　受講が決まっています（1月12日（火）から）。"),
    ],
)
def test_who_goes_is_not_alarmed(talk: Talk, state: str, said: str) -> None:
    trained(talk.world, ALONE)
    says(talk.world, ALONE, made(talk.world, opens_on=date(2027, 1, 12)), state)
    assert line(talk) == said
