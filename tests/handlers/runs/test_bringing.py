"""Bringing in several runs: each row is looked at, every problem named by its line, then all or nothing."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from handlers.kit.sheets import Row
from handlers.runs import rows
from messages.courses import rules
from messages.words import words_of
from storage import runs
from storage.db import Here
from tests.handlers.keeping.steps import book
from tests.handlers.network.steps import OTHER, coordinator
from tests.handlers.runs.steps import made, noted, within
from tests.talk import Talk
from tests.world import CENTRE, START, World

HEAD = ("研修", "回の名前", "申し込み開始", "申し込み終わり", "開講日", "日程", "会場", "URL", "区の推薦")
GOOD = ("現任研修", "第3回", "R8.11.1", "R8.12.1", datetime(2027, 1, 12), "1/12 9:30〜17:00；1/13", "架空会館", "", "")
CHIEF = ("主任研修", "", "", "令和9年1月31日", "Ｒ９．３．１", "", "", "https://example.jp/a", "要")
WRONG = ("現任研修", "第4回", "", "R9.3.2", "R9.3.1", "", "", "", "")
NONE = "まだ何も取りこんでいません。"


@pytest.fixture
def centre(talk_as: Callable[[str], Talk]) -> Talk:
    """The chat of a coordinator."""
    return talk_as(CENTRE)


def brings(talk: Talk, name: str, data: bytes) -> Talk:
    """Go there and bring a table."""
    talk.presses("runs.bring:").gives(name, data)
    if talk.face == "telegram" and "［送る］" in talk.text:
        talk.taps("送る")
    return talk


def kept(world: World) -> list[tuple[str, str, date, str, bool]]:
    """Return (course, title, opening, place, by the ward) of every run."""

    def read(here: Here) -> list[tuple[str, str, date, str, bool]]:
        return [(one.course, one.title, one.opens_on, one.place, one.by_ward) for one in runs.everything(here)]

    return within(world, read)


def test_a_table_is_looked_at_and_then_kept(centre: Talk) -> None:
    brings(centre, "研修.xlsx", book(HEAD, GOOD, [], CHIEF))
    centre.sees(
        "2行目：「現任研修　第3回」1月12日（火）開講", "4行目：「主任研修」3月1日（月）開講", "2回を取りこめます。"
    )
    assert kept(centre.world) == []
    centre.taps("2回を取りこむ").sees("2回を取りこみました。")
    assert kept(centre.world) == [
        ("renewal", "第3回", date(2027, 1, 12), "架空会館", False),
        ("chief", "主任研修", date(2027, 3, 1), "", True),
    ]
    assert noted(centre.world) == ["runs.brought"]


def test_one_row_that_is_wrong_keeps_all_from_being_kept(centre: Talk) -> None:
    brings(centre, "研修.xlsx", book(HEAD, GOOD, WRONG, ("", "第5回", "", "", "R9.3.1")))
    centre.sees(
        "3行目：開講日（令和9年3月1日（月））が、申し込み（令和9年3月2日（火））より前です。", "4行目：研修が空です。"
    )
    assert f"2行を直してから、もう一度選んでください。{NONE}" in centre.text
    assert [label for label in centre.buttons if label.endswith("回を取りこむ")] == []
    assert kept(centre.world) == []


@pytest.mark.each_face
def test_the_same_table_can_be_brought_again_at_once_when_it_is_mended(centre: Talk) -> None:
    brings(centre, "研修.csv", "研修,開講日\r\n現任研修,いつか\r\n".encode("cp932"))
    assert NONE in centre.text
    centre.gives("研修.csv", "研修,開講日\r\n現任研修,R9.1.12\r\n".encode("cp932"))
    if centre.face == "telegram" and "［送る］" in centre.text:
        centre.taps("送る")
    centre.taps("1回を取りこむ")
    assert [row[:3] for row in kept(centre.world)] == [("renewal", "現任研修", date(2027, 1, 12))]


def test_whoever_thinks_better_of_it_keeps_nothing(centre: Talk) -> None:
    brings(centre, "研修.xlsx", book(HEAD, GOOD)).taps("取りこまない").sees("取りこみませんでした。")
    assert kept(centre.world) == []


def test_what_is_there_already_is_named(centre: Talk) -> None:
    made(centre.world, title="第3回", place="架空会館")
    brings(centre, "研修.xlsx", book(HEAD, GOOD)).sees("2行目：もう、のっています。")


def test_two_who_confirm_one_table_do_not_double_it(talk_as: Callable[[str], Talk]) -> None:
    first = talk_as(CENTRE)
    coordinator(first.world, OTHER)
    second = talk_as(OTHER)
    for talk in (first, second):
        brings(talk, "研修.xlsx", book(HEAD, GOOD))
    first.taps("1回を取りこむ").sees("1回を取りこみました。")
    second.taps("1回を取りこむ").sees("0回を取りこみました。")
    assert len(kept(first.world)) == 1


def test_the_template_is_a_table_that_can_be_brought(centre: Talk) -> None:
    centre.presses("runs.bring:").presses("runs.template:")
    ((name, data),) = centre.files
    sheet: Any = load_workbook(io.BytesIO(data)).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert (name, sheet.max_row) == ("研修の回のひな形.xlsx", 1)
    assert list(rows.columns(Row(1, tuple(heads)), words_of({}))) == list(rows.HEADINGS)


def test_a_file_that_is_none_says_so(centre: Talk) -> None:
    broken = "開けないファイルでした。Excelで保存しなおして、もう一度選んでください。"
    assert broken in brings(centre, "研修.xlsx", b"no zip").text
    brings(centre, "研修.xlsx", book(("あ",), ("い",))).sees("1行目：「研修」と「開講日」の見出しが見つかりません。")
    assert kept(centre.world) == []


def told(*body: Sequence[str], formulas: tuple[int, ...] = ()) -> list[tuple[int, str]]:
    """Return (line, what becomes of it) of rows under all our headings."""
    words = words_of({})
    heads = Row(1, tuple(words.say(name).split("、")[0] for name in rows.HEADINGS.values()))
    table = [heads, *(Row(line, tuple(cells), formulas) for line, cells in enumerate(body, 2))]
    found, problems = rows.read(table, rows.Seen(rules("東京都"), "東京都", START.date(), words), [])
    return sorted([(one.line, words.say(one.why)) for one in problems] + [(one.line, "") for one in found])


def row(**cells: str) -> list[str]:
    """Return a row that could be kept, with some cells otherwise."""
    named = {"course": "現任研修", "opens": "R9.1.12"} | cells
    return [named.get(what, "") for what in rows.HEADINGS]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({}, ""),
        ({"course": "東京都相談支援従事者現任研修"}, ""),
        ({"course": "　現 任 研 修 "}, ""),
        ({"ward": "○", "says": "いいえ"}, ""),
        ({"course": "ヘルパー研修"}, "どの研修か分かりませんでした。"),
        ({"course": ""}, "研修が空です。"),
        ({"opens": ""}, "開講日を書いてください。"),
        ({"opens": "R8.2.30"}, "開講日：暦にない日です。もう一度、たしかめてください。"),
        ({"opens": "平成37年度"}, "開講日：日にちとして読めませんでした。「令和9年1月12日」のように書いてください。"),
        ({"last": "1/12（月）"}, "申し込み終わり：その日は1月12日（火）です。日か曜日を、たしかめてください。"),
        (
            {"first": "R8.12.2", "last": "R8.12.1"},
            "申し込みの終わり（令和8年12月1日（火））が、始まり（令和8年12月2日（水））より前です。",
        ),
        ({"first": "R9.1.13"}, "開講日（令和9年1月12日（火））が、申し込み（令和9年1月13日（水））より前です。"),
        ({"days": "R9.1.11 9:30〜17:00"}, "令和9年1月11日（月）は、開講日より前です。"),
        ({"days": "来月"}, "日程：「来月」が読めませんでした。1行に1日で書いてください。"),
        ({"url": "http://example.jp/"}, "「https://」で始まる住所を、そのまま貼りつけてください。"),
        ({"title": "あ" * 61}, "回の名前は60字までです。"),
        ({"place": "あ" * 101}, "場所は100字までです。"),
        ({"how": "あ" * 201}, "申し込み方は200字までです。"),
        ({"prefecture": "あ" * 11}, "都道府県は10字までです。"),
        ({"title": "山田太郎さん 090-1234-5678"}, "回の名前に、人のお名前などがあるようです。"),
        ({"ward": "たぶん"}, "「たぶん」は、はい・いいえのどちらか分かりませんでした。"),
    ],
)
def test_every_problem_is_named(cells: dict[str, str], why: str) -> None:
    assert told(row(**cells)) == [(2, why)]


def test_lines_are_those_of_the_file_and_the_same_twice_is_named() -> None:
    assert told(row(), row(title="第2回"), row()) == [(2, ""), (3, ""), (4, "2行目と同じです。")]


def test_a_formula_is_no_value() -> None:
    assert told(row(), formulas=(5,)) == [(2, "計算式が入っています。値にしてください。")]


def test_so_many_rows_and_no_more() -> None:
    many = [row(title=f"第{number}回") for number in range(rows.MOST_ROWS + 1)]
    assert told(*many) == [(rows.MOST_ROWS + 2, "100行までです。いくつかに分けてください。")]
    assert told(*many[1:]) == [(line, "") for line in range(2, rows.MOST_ROWS + 2)]


def test_a_heading_without_rows_is_nothing_to_keep() -> None:
    assert told() == [(1, "見出しの下に、行がありません。")]
