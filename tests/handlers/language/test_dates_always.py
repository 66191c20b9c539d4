"""What holds for every text and every day: nothing breaks the reader, and nothing that is sure is over or a guess."""

from __future__ import annotations

import os
import time
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.language.dates import Reading, candidates, days_of, read
from handlers.language.datewords.written import key, of_key, wish, written
from tests.handlers.language.said import NOW, OFFICES, said
from tests.handlers.language.test_dates import DOUBTED, TABLE
from tests.handlers.language.test_dates_more import DAYS, DEADLINES, HOURS, MORE_THAN_ONE

# What the reader's rules go by, mixed by chance.
WORDS = (
    "今日 明日 来週 再来週 今週 火曜 水 木曜日 (金) （土） 月 日 10月 1日 10/1 9/31 2026/10/6 R8.9.25 令和8年 "
    "平成 来月 末 頭 中旬 上旬 第2 第5 毎週 毎月 隔週 午前 午後 夕方 10時 2時半 14:00 25時 15:30 から まで 〜 - "
    "の 、 ・ か 以降 以内 中 2週間 3日 か月 後 前 半年 年度 今年 年末 年明け GW 連休 明け 週 週末 今度の 次の "
    "お昼 終日 1時間 90分 ごろ のまま です 年度末 上半期 第3四半期 31 9 2/29 間 平日 土日 正午 朝 夜 0 99 999 "
    "9999 営業日 最終 しあさって 翌日 元年 H S63 1400 半 台 pm am 祝 一 二十 十月 ー ㋿ ﾗｲｼｭｳ"
)
TEXTS = st.lists(st.sampled_from([*WORDS.split(" "), " ", "\n", "\u3000", "\u200b", "\ufe0f"]), max_size=9).map("".join)
NOWS = st.datetimes(datetime(2020, 1, 1), datetime(2090, 12, 31))


def dated(reading: Reading) -> bool:
    """Tell whether a reading has days of its own, and no period such as a fiscal year."""
    return reading.kind in ("day", "days", "month")


@settings(max_examples=600)
@given(st.one_of(TEXTS, st.text(max_size=90)), NOWS)
def test_nothing_breaks_it_and_nothing_sure_is_over(text: str, now: datetime) -> None:
    found = read(text, now, calendar=OFFICES)
    assert found == read(text, now, calendar=OFFICES)
    assert found.kind == "none" or found.fault in (None, "past")
    for one in [*candidates(found), *([found] if found.sure else [])]:
        assert one.sure
        if dated(one):
            assert one.first is not None
            assert all(day >= now.date() for day in (one.days or [one.last or one.first]))
            assert one.last is None or one.first <= one.last
        assert one.start is None or 0 <= one.start < 24 * 60
        assert one.end is None or (one.start is not None and one.start < one.end <= 24 * 60)


@settings(max_examples=300)
@given(TEXTS, NOWS)
def test_one_sure_day_on_which_offices_are_closed_was_asked_for(text: str, now: datetime) -> None:
    found = read(text, now, calendar=OFFICES)
    if found.sure and found.kind == "day" and "のまま" not in text:
        assert found.first is not None and OFFICES.works(found.first)


@given(st.dates(date(2026, 1, 1), date(2060, 12, 31)), st.sampled_from("月火水木金土日"))
def test_a_weekday_always_fits_its_day(day: date, weekday: str) -> None:
    fits = "月火水木金土日"[day.weekday()] == weekday
    for text in (f"{day.month}/{day.day}({weekday})", f"{day:%Y-%m-%d} {weekday}曜"):
        found = read(text, day)
        assert (found.fault, found.first) == (None if fits else "weekday", day)
        assert fits or candidates(found)[0].first == day
        assert all("月火水木金土日"[other.weekday()] == weekday for other in found.instead[1:])


@given(NOWS, st.integers(0, 3), st.integers(0, 6))
def test_weeks_begin_on_monday(now: datetime, ahead: int, weekday: int) -> None:
    word, sign = ("今週", "来週", "再来週", "来来週")[ahead], "月火水木金土日"[weekday]
    monday = now.date() - timedelta(days=now.weekday()) + timedelta(weeks=ahead)
    found = read(f"{word}の{sign}曜日", now)
    assert found.first == monday + timedelta(days=weekday)
    assert (found.fault == "past") == (found.first < now.date())


@given(NOWS, st.integers(0, 400), st.integers(0, 95), st.integers(1, 95))
def test_every_kept_wish_reads_as_it_was_written_and_fits_a_button(
    now: datetime, ahead: int, start: int, length: int
) -> None:
    day, end = now.date() + timedelta(days=ahead), min(start * 15 + length * 15, 1440)
    wishes = [Reading("day", day, day), Reading("day", day, day, start=start * 15, end=end)]
    wishes += [Reading("days", day, day + timedelta(days=9), start=start * 15, onward=True)]
    wishes += [Reading("days", day, day + timedelta(days=2), each=(day, day + timedelta(days=2)), start=60, end=90)]
    for one in wishes:
        assert wish(written(one)) == one
        pressed = key(one)
        assert pressed is not None and of_key(pressed) == one


@pytest.mark.parametrize("text", [text for text, *_ in (*TABLE, *DAYS, *HOURS, *MORE_THAN_ONE, *DEADLINES, *DOUBTED)])
def test_where_the_server_stands_is_nothing_to_it(text: str) -> None:
    before = os.environ.get("TZ")
    here = said(read(text, NOW, calendar=OFFICES))
    try:
        for zone in ("America/New_York", "Pacific/Kiritimati"):
            os.environ["TZ"] = zone
            time.tzset()
            assert said(read(text, NOW, calendar=OFFICES)) == here
    finally:
        os.environ.pop("TZ") if before is None else os.environ.__setitem__("TZ", before)
        time.tzset()


def test_what_offices_that_never_open_are_asked_is_answered_too() -> None:
    never = type(OFFICES)(works=lambda _day: False)
    for text in ("連休明け", "年明け", "3営業日後", "GW明け", "来週", "10/1", "月末", "お盆明け", "来週の平日"):
        assert read(text, NOW, calendar=never).kind in ("day", "days", "none")


def test_a_wide_wish_names_no_more_days_than_were_asked_for() -> None:
    assert len(days_of(read("年度内", NOW, calendar=OFFICES), OFFICES, most=10)) == 5
    assert days_of(read("14時", NOW, calendar=OFFICES), OFFICES) == ()
    assert days_of(read("再来週の水・木", NOW, calendar=OFFICES), OFFICES) == (date(2026, 9, 30), date(2026, 10, 1))


PIECES = [
    "1",
    "10/1",
    "(",
    "（木",
    "月",
    " ",
    "令和",
    "か",
    "1か月後",
    "10時から",
    "10/1、",
    "第2",
    "・",
    "ﷺ",
    "〇",
    "十",
    "火・",
]


@pytest.mark.parametrize("piece", [*PIECES, "9-", "来週", "2,3", "の", "\u0301", "毎週", "~", "r8."])
def test_a67_a_long_text_costs_nothing(piece: str) -> None:
    whole, short = (piece * 100_000)[:100_000], (piece * 80)[:80]
    start = time.process_time()
    for _ in range(20):
        assert read(whole, NOW, calendar=OFFICES).fault == "long"
        read(short, NOW, calendar=OFFICES)
    # Forty texts in what one may take, and that many times over.
    assert time.process_time() - start < 1
