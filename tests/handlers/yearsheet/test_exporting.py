"""The roster that is handed out can be brought back as it is, and says nothing that a spreadsheet would calculate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from handlers.kit import sheets
from handlers.kit.table import to_xlsx
from handlers.training.grid import Done
from handlers.yearsheet import lines
from handlers.yearsheet.exporting import Line, table
from messages.words import msg, words_of
from tests.handlers.yearsheet import steps
from tests.handlers.yearsheet.steps import AWAY, HARUKA, HEAD, HINATA, KOKAGE, brings, goes, noted
from tests.talk import Talk
from tests.world import CENTRE, START

HEADS = ("事業所名", "氏名", "初任者研修", "現任研修1", "現任研修2", "現任研修3", "主任研修", "井戸端では")


@pytest.fixture
def centre(talk_as: Callable[[str], Talk]) -> Talk:
    """The chat of a coordinator."""
    return talk_as(CENTRE)


def exported(centre: Talk) -> bytes:
    """Let the coordinator take the roster; return the file."""
    goes(centre, "表を受け取る（Excel）")
    centre.sees("お名前がのっています。受け取ったことは、きろくに残ります。")
    ((name, data),) = centre.files
    assert name == "受講年度確認票.xlsx"
    return data


def test_what_goes_out_comes_back_and_changes_nothing(centre: Talk) -> None:
    brings(centre, HEAD, HARUKA, AWAY, (KOKAGE, "@みほん", "令和元年度", "R6.11", "", "")).taps("3人分を取りこむ")
    data = exported(centre)
    rows = steps.table(data)
    assert rows[0] == HEADS
    named = {row[1]: row for row in rows[1:]}
    assert named["佐藤 はるか"] == (
        HINATA,
        "佐藤 はるか",
        "平成24年度",
        "平成29年度",
        datetime(2021, 11, 20),
        "",
        datetime(2023, 2, 10),
        "参加しています",
    )
    assert named["'@みほん"][2:4] == ("令和元年度", "令和6年11月")
    assert named["架空 まだ子"][-1] == "まだ参加していません"
    # Whoever is no 相談支援専門員 and has completed nothing does not stand in it.
    assert "田中 みほ" not in named
    brings(centre, data=data).sees("日付なし 6人・同じ 3人", "いまの記録と同じです。取りこむものはありません。")
    assert noted(centre.world) == ["roster.brought", "roster.exported"]


def test_there_is_a_blank_one(centre: Talk) -> None:
    goes(centre, "空の表を受け取る")
    ((name, data),) = centre.files
    assert name == "受講年度確認票 空の表.xlsx"
    assert steps.table(data) == [HEADS]


def test_every_exactness_and_as_many_columns_as_needed_come_back() -> None:
    words = words_of({})
    done = [Done(date(2010 + number, 4, 1), "renewal", "year") for number in range(6)]
    done += [Done(date(2006, 11, 1), "initial", "month"), Done(date(2020, 3, 31), "chief", "day")]
    done += [Done(date(2024, 4, 1), "initial", "day"), Done(date(2019, 4, 1), "chief", "month")]
    line = Line("@事業所", "+名前", tuple(sorted(done)), msg("yearsheet-stands-here"))
    heads, rows = table([line], words)
    data = to_xlsx("x", heads, rows, START)
    roster = lines.read(sheets.read("x.xlsx", data), words, START.date())
    assert [(one.office, one.name, one.done) for one in roster.told] == [("@事業所", "+名前", tuple(sorted(done)))]
    assert roster.problems == ()
