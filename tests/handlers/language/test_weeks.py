"""Hours of a week as people write them, and why what cannot be read is not."""

from __future__ import annotations

import pytest

from handlers.language.weeks import AFTERNOON, MORNING, Unread, read_hours, read_week

TEN, NOON, TWO, FOUR = 600, 720, 840, 960


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("午前", [MORNING]),
        ("午後", [AFTERNOON]),
        ("終日", [MORNING, AFTERNOON]),
        ("10:00-12:00", [(TEN, NOON)]),
        ("１０：００〜１２：００", [(TEN, NOON)]),
        ("10時から12時まで", [(TEN, NOON)]),
        ("10-12時", [(TEN, NOON)]),
        ("1000-1200", [(TEN, NOON)]),
        ("午後2時〜4時", [(TWO, 240 + NOON)]),
        ("14時〜午後4時", [(TWO, FOUR)]),
        ("10:00-12:00、14時〜16時", [(TEN, NOON), (TWO, FOUR)]),
        ("14時〜16時と10:00-12:00", [(TEN, NOON), (TWO, FOUR)]),
        ("10:00-12:00, 11:00-14:00", [(TEN, TWO)]),
        ("午前、12:00-13:00", [(540, 780)]),
    ],
)
def test_hours_are_read_in_order_and_joined(text: str, hours: list[tuple[int, int]]) -> None:
    assert read_hours(text) == hours


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "unread"),
        ("いつでも", "unread"),
        ("10:00", "unread"),
        ("10-11-12", "unread"),
        ("午前" * 60, "unread"),
        ("9:00-25時", "hour"),
        ("9:60-10:00", "hour"),
        ("12:00-10:00", "order"),
        ("10:00-10:00", "order"),
    ],
)
def test_what_are_no_hours_says_why(text: str, fault: str) -> None:
    with pytest.raises(Unread) as unread:
        read_hours(text)
    assert unread.value.fault == fault


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("火 13:00-17:00", [(1, *AFTERNOON)]),
        ("火曜日の午後", [(1, *AFTERNOON)]),
        ("月・水　午前", [(0, *MORNING), (2, *MORNING)]),
        ("日曜日：10時〜12時", [(6, TEN, NOON)]),
        ("平日 午前", [(day, *MORNING) for day in range(5)]),
        ("木 終日", [(3, *MORNING), (3, *AFTERNOON)]),
    ],
)
def test_a_line_of_a_week_names_weekdays_and_hours(text: str, week: list[tuple[int, int, int]]) -> None:
    assert read_week(text) == week


@pytest.mark.parametrize("text", ["", "火", "午後", "毎日 午後", "火 午後2時", "13:00-17:00"])
def test_a_line_without_one_of_them_is_none(text: str) -> None:
    with pytest.raises(Unread):
        read_week(text)
