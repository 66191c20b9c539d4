"""Texts about a run's days as people write them: what is understood, and what is asked about."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.kit.errors import Refusal
from handlers.runs import reading
from messages.words import msg

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("R9.1.12", date(2027, 1, 12)),
        ("Ｒ９．１．１２", date(2027, 1, 12)),
        ("令和9年1月12日（火）", date(2027, 1, 12)),
        ("2027-01-12", date(2027, 1, 12)),
        ("1/12", date(2027, 1, 12)),
        ("11/23", date(2026, 11, 23)),
        ("R10.2.29", date(2028, 2, 29)),
        ("平成39年1月12日", date(2027, 1, 12)),
        ("1/11", date(2027, 1, 11)),
        ("12/31", date(2026, 12, 31)),
    ],
)
def test_a_day(text: str, day: date) -> None:
    assert reading.day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("R9.2.29", "runs-no-day"),
        ("1/12（水）", "runs-weekday"),
        ("8/9/25", "runs-day-unread"),
        ("R8年度", "runs-day-unread"),
        ("1/12 9:30", "runs-day-unread"),
        ("1/12〜1/13", "runs-day-unread"),
        ("いつか", "runs-day-unread"),
        ("1/12" * 500, "runs-day-unread"),
    ],
)
def test_no_day(text: str, why: str) -> None:
    with pytest.raises(Refusal) as refusal:
        reading.day(text, TODAY)
    assert refusal.value.sentence.id == why


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("11/1〜12/1", date(2026, 11, 1), date(2026, 12, 1)),
        ("11月1日から12月1日まで", date(2026, 11, 1), date(2026, 12, 1)),
        ("11/1〜11/23", date(2026, 11, 1), date(2026, 11, 23)),
        ("11/1〜11/22", date(2027, 11, 1), date(2027, 11, 22)),
        ("12/20〜1/10", date(2026, 12, 20), date(2027, 1, 10)),
        ("R8.11.1〜R8.12.1", date(2026, 11, 1), date(2026, 12, 1)),
        ("2026-11-01~2026-12-01", date(2026, 11, 1), date(2026, 12, 1)),
        ("12月1日まで", None, date(2026, 12, 1)),
        ("12/1", None, date(2026, 12, 1)),
        ("12月1日から", date(2026, 12, 1), None),
    ],
)
def test_a_period(text: str, first: date | None, last: date | None) -> None:
    assert reading.period(text, TODAY) == (first, last)


@pytest.mark.parametrize("text", ["12月", "R8年度", "12/1、12/5、12/9", "12/1 9:30〜17:00", "いつでも", "12/9〜12/1"])
def test_no_period(text: str) -> None:
    with pytest.raises(Refusal):
        reading.period(text, TODAY)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1/12 9:30〜17:00", [(12, 570, 1020)]),
        ("1/12 9:30〜17:00\n1/13（水）\n\n", [(12, 570, 1020), (13, None, None)]),
        ("1/13；1/12 9時半〜17時", [(12, 570, 1020), (13, None, None)]),
        ("1/12〜1/14 9:30-17:00", [(12, 570, 1020), (13, 570, 1020), (14, 570, 1020)]),
        ("1/12、1/13、9:30〜17:00", [(12, 570, 1020), (13, 570, 1020)]),
        ("1/12 18:30〜20:30", [(12, 1110, 1230)]),
        ("1/12 午前9時半〜午後5時", [(12, 570, 1020)]),
        ("1/17 9:30〜17:00", [(17, 570, 1020)]),
        ("1/12\n1/12 9:30〜17:00", [(12, 570, 1020)]),
    ],
)
def test_days_with_their_hours(text: str, days: list[tuple[int, int | None, int | None]]) -> None:
    assert reading.days(text, TODAY) == tuple((date(2027, 1, day), start, end) for day, start, end in days)


@pytest.mark.parametrize(
    "text", ["1/12 25:00", "1/12 17:00〜9:30", "12月", "1/12から", "毎週火曜", "9:30〜17:00", "あ"]
)
def test_no_days(text: str) -> None:
    with pytest.raises(Refusal):
        reading.days(text, TODAY)


@pytest.mark.parametrize("line", ["1/12 朝から", "1/12 午前", "１／１２　夕方まで"])
def test_a_part_of_a_day_is_no_hour_that_others_could_go_by(line: str) -> None:
    with pytest.raises(Refusal) as refused:
        reading.days(f"1/11 9:30〜17:00\n{line}", TODAY)
    assert refused.value.sentence == msg("runs-hours-unread", text=line)
