"""Days as people type them: every form that is read, and none that is in doubt."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.days import read_day

# A Monday.
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/3", "2026-12-03"),
        ("１２／３", "2026-12-03"),
        ("12-3", "2026-12-03"),
        ("12.3", "2026-12-03"),
        ("12月3日", "2026-12-03"),
        ("12月3", "2026-12-03"),
        ("１２月３日（木）", "2026-12-03"),
        ("12月3日(木曜日)", "2026-12-03"),
        ("12/3(木曜)", "2026-12-03"),
        (" 12 月 3 日 ", "2026-12-03"),
        ("12月\u30003日", "2026-12-03"),
        # Without a year it is the next one of its name; today is today.
        ("11/23", "2026-11-23"),
        ("11/22", "2027-11-22"),
        ("1/5", "2027-01-05"),
        ("2026-12-03", "2026-12-03"),
        ("2026/12/3", "2026-12-03"),
        ("2026.12.3", "2026-12-03"),
        ("2026年12月3日", "2026-12-03"),
        ("2026年12月3日（木）", "2026-12-03"),
        ("2028/2/29", "2028-02-29"),
        ("令和8年12月3日", "2026-12-03"),
        ("令和元年5月1日", "2019-05-01"),
        ("R8.12.3", "2026-12-03"),
        ("r8/12/3", "2026-12-03"),
        ("Ｒ８．１２．３", "2026-12-03"),
        ("㋿8年12月3日", "2026-12-03"),
        ("平成31年4月30日", "2019-04-30"),
        ("H31.4.30", "2019-04-30"),
        ("今日", "2026-11-23"),
        ("きょう", "2026-11-23"),
        ("明日", "2026-11-24"),
        ("あした", "2026-11-24"),
        ("明後日", "2026-11-25"),
        ("あさって", "2026-11-25"),
        ("3日後", "2026-11-26"),
        ("１０日後", "2026-12-03"),
        ("2週間後", "2026-12-07"),
        ("1か月後", "2026-12-23"),
        ("1ヶ月後", "2026-12-23"),
        ("1カ月後", "2026-12-23"),
        ("1ヵ月後", "2026-12-23"),
        ("14か月後", "2028-01-23"),
        ("①か月後", "2026-12-23"),
        ("3日", "2026-12-03"),
        ("来週の月曜", "2026-11-30"),
        ("20261203", "2026-12-03"),
        ("昭和63年1月1日", "1988-01-01"),
        ("S63.1.1", "1988-01-01"),
        ("二週間後", "2026-12-07"),
        ("1年後", "2027-11-23"),
        ("十二月三日", "2026-12-03"),
        ("月末", "2026-11-30"),
        ("昨日", "2026-11-22"),
    ],
)
def test_what_people_write_is_read(text: str, day: str) -> None:
    read = read_day(text, TODAY)
    assert (read and read.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "12",
        "123",
        "12月",
        "来週",
        "月曜日",
        "年末",
        "12/3ごろ",
        "12/3か12/4",
        "12/3-12/4",
        "12/3 10:00",
        "25:00",
        "13/32",
        "0/1",
        "1/0",
        "2/30",
        "2/29",
        "2027/2/29",
        "2026/13/1",
        "0000/1/1",
        "26/12/3",
        "12026/12/3",
        "12/3/2026",
        "令和8年",
        "令和8年13月1日",
        "令和0年1月1日",
        "R0.1.1",
        "令和元元年1月1日",
        "Q8.12.3",
        # The weekday is not that day's: one of the two is a slip.
        "12月3日（金）",
        "2026年12月3日（水）",
        "12/3(祝)",
        "1000日後",
        "-1日後",
        "1.5か月後",
        "12/3\x00",
        "a12/3",
        # What is more or less than one day, or one of several.
        "12/3 10:00",
        "12/3まで",
        "12/3から",
        "今度の金曜",
        "しあさって",
        "12月上旬",
        "毎週木曜",
        "令和8年度",
        "26.12.3",
    ],
)
def test_what_is_in_doubt_is_not_read(text: str) -> None:
    assert read_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        (date(2027, 1, 31), "1か月後", "2027-02-28"),
        (date(2028, 1, 31), "1か月後", "2028-02-29"),
        (date(2026, 8, 31), "1か月後", "2026-09-30"),
        (date(2026, 12, 30), "2か月後", "2027-02-28"),
        (date(2026, 12, 31), "明日", "2027-01-01"),
        (date(2028, 2, 28), "2/29", "2028-02-29"),
        (date(2026, 12, 31), "12/31", "2026-12-31"),
        (date(2027, 3, 31), "4/1", "2027-04-01"),
    ],
)
def test_the_ends_of_months_and_years(today: date, text: str, day: str) -> None:
    read = read_day(text, today)
    assert (read and read.isoformat()) == day


@pytest.mark.parametrize("piece", ["1", "12/3", "(", "（木", " ", "月", "令和", "\u3000", "１", "ﷺ", "\u0301"])
def test_a67_a_long_text_is_refused_before_anything_looks_at_it(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert read_day(text, TODAY) is None
    # No longer one is ever folded or matched; within it everything is short.
    assert read_day("12/3" + " " * 36, TODAY) == date(2026, 12, 3)
    assert read_day("12/3" + " " * 37, TODAY) is None


@given(st.text(max_size=60), st.dates(date(2020, 1, 1), date(2100, 12, 31)))
def test_nothing_that_is_typed_breaks_it(text: str, today: date) -> None:
    read = read_day(text, today)
    assert read is None or isinstance(read, date)


@given(st.dates(date(2019, 5, 1), date(2100, 12, 31)), st.dates(date(2019, 5, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_in_every_form(day: date, today: date) -> None:
    weekday = "月火水木金土日"[day.weekday()]
    era = f"令和{day.year - 2018}年{day.month}月{day.day}日（{weekday}）"
    forms = [day.isoformat(), f"{day.year}年{day.month}月{day.day}日（{weekday}）", era]
    # The era's two digits end in 2117.
    assert [read_day(form, today) for form in forms] == [day] * 3


@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)), st.integers(0, 364))
def test_a_day_without_a_year_is_never_in_the_past(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    if (day.month, day.day) != (2, 29):
        assert read_day(f"{day.month}/{day.day}", today) == day
