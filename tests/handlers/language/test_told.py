"""When something was that is over: every form that people type, what is in doubt, and what is nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.told import Told, month_of, told

TODAY = date(2026, 11, 23)
SURE = {
    "R3.11.20": ("day", "2021-11-20"),
    "Ｒ３．１１．２０": ("day", "2021-11-20"),
    "ｒ3/11/20": ("day", "2021-11-20"),
    "令3.11.20": ("day", "2021-11-20"),
    "20211120": ("day", "2021-11-20"),
    "2021-11-20": ("day", "2021-11-20"),
    "令和3年11月20日（土）修了": ("day", "2021-11-20"),
    "令和三年十一月二十日": ("day", "2021-11-20"),
    "H31.5.1": ("day", "2019-05-01"),
    "昭和64年2月1日": ("day", "1989-02-01"),
    "R6.2.29": ("day", "2024-02-29"),
    "今日": ("day", "2026-11-23"),
    "令和元年11月": ("month", "2019-11-01"),
    "令和3年11月": ("month", "2021-11-01"),
    "平成37年11月": ("month", "2025-11-01"),
    "R3.11": ("month", "2021-11-01"),
    "先月": ("month", "2026-10-01"),
    "去年の11月": ("month", "2025-11-01"),
    "平成37年度": ("fiscal", "2025-04-01"),
    "H24年度": ("fiscal", "2012-04-01"),
    "2021年度": ("fiscal", "2021-04-01"),
    "昨年度": ("fiscal", "2025-04-01"),
    "平成24年": ("calendar", "2012-01-01"),
    "去年": ("calendar", "2025-01-01"),
    "H24": ("year", "2012-01-01"),
    "令3": ("year", "2021-01-01"),
    "令和元": ("year", "2019-01-01"),
    "2021": ("year", "2021-01-01"),
}
NOTHING = {
    "R0": "no-year",
    "H0": "no-year",
    "令和0年3月": "no-year",
    "R8.2.29": "no-day",
    "H24.13": "no-day",
    "R3.11.20(金)": "weekday",
    "13月": "unread",
    "2/30": "unread",
    "3年前": "yearless",
    "": "unread",
    "いつか": "unread",
    "R3.11.20 14:00": "unread",
    "R3.11.20から": "unread",
    "R3.11、R5.9": "unread",
    "\x00": "unread",
    "R" * 10_000: "unread",
}


@pytest.mark.parametrize("text", SURE)
def test_what_is_read(text: str) -> None:
    kind, day = SURE[text]
    assert told(text, TODAY) == Told(kind, date.fromisoformat(day))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_nothing_says_why(text: str) -> None:
    found = told(text, TODAY)
    assert (found.kind, found.why) == ("none", NOTHING[text])


def test_what_may_have_been_meant() -> None:
    assert told("R8.2.30", TODAY).instead == (date(2026, 2, 28), date(2026, 3, 1))
    assert told("令和3年11月20日（金）", TODAY).instead == (date(2021, 11, 20), date(2021, 11, 19))
    assert told("3.11.20", TODAY) == Told("day", date(2021, 11, 20), "about")
    assert told("24.5.31", TODAY) == Told("day", date(2012, 5, 31), "about")
    assert told("99.5.31", TODAY).kind == "none"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("12/7", Told("day", date(2025, 12, 7), "yearless")),
        ("１１月２３日 修了", Told("day", date(2026, 11, 23), "yearless")),
        ("11/24", Told("day", date(2025, 11, 24), "yearless")),
        ("2/29", Told("day", date(2024, 2, 29), "yearless")),
        ("12月7日（土）", Told("day", date(2024, 12, 7), "yearless")),
        ("11月", Told("month", date(2026, 11, 1), "yearless")),
        ("12月", Told("month", date(2025, 12, 1), "yearless")),
    ],
)
def test_without_a_year_the_last_time_is_meant_perhaps(text: str, last: Told) -> None:
    assert told(text, TODAY) == last


@given(st.text(max_size=300))
def test_it_never_raises(text: str) -> None:
    found = told(text, TODAY)
    assert (found.kind == "none") == (found.on is None)
    assert month_of(text) in (None, *range(1, 13))


@given(st.dates(date(2005, 4, 1), TODAY))
def test_every_day_is_read_in_both_calendars(day: date) -> None:
    era, first = ("R", 2018) if day >= date(2019, 5, 1) else ("H", 1988)
    for text in (f"{day.year}/{day.month}/{day.day}", f"{era}{day.year - first}.{day.month}.{day.day}"):
        assert told(text, TODAY) == Told("day", day)


def test_a_month_alone() -> None:
    assert [month_of(text) for text in ("11", "１１月", "1月", "0", "13", "十一月", "11月20日", "")] == [
        11,
        11,
        1,
        None,
        None,
        None,
        None,
        None,
    ]
