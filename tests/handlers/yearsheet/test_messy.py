"""Rosters as people keep them: two lines of headings, merged cells, eras, code pages; every problem has its line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from handlers.kit import sheets
from handlers.kit.sheets import SheetError
from handlers.yearsheet import lines
from handlers.yearsheet.lines import Roster
from messages.words import words_of
from tests.handlers.yearsheet.steps import HEAD, book
from tests.world import START

WORDS, TODAY = words_of({}), START.date()
A = "ひなた"


def read(data: bytes, name: str = "x.xlsx") -> Roster:
    """Return what a file says."""
    return lines.read(sheets.read(name, data), WORDS, TODAY)


def told(roster: Roster) -> list[tuple[int, str, str, list[str]]]:
    """Return (line, office, name, trainings) of each person; nothing may be in question."""
    assert problems(roster) == []
    return [
        (one.line, one.office, one.name, [f"{each.course} {each.on} {each.exactly}" for each in one.done])
        for one in roster.told
    ]


def problems(roster: Roster) -> list[tuple[int, str]]:
    """Return each problem with its line."""
    return [(one.line, WORDS.say(one.why)) for one in roster.problems]


def merged(rows: Sequence[Sequence[Any]], *areas: str) -> bytes:
    """Return a workbook of rows with merged cells."""
    made, kept = Workbook(), io.BytesIO()
    sheet: Any = made.active
    for row in rows:
        sheet.append(list(row))
    for area in areas:
        sheet.merge_cells(area)
    made.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("H24", "2012-04-01 year"),
        ("Ｈ２４", "2012-04-01 year"),
        ("平成２４年度", "2012-04-01 year"),
        ("平成24年", "2012-04-01 year"),
        (2012, "2012-04-01 year"),
        (2012.0, "2012-04-01 year"),
        ("2012年度", "2012-04-01 year"),
        ("令和元年度", "2019-04-01 year"),
        ("平成31年度", "2019-04-01 year"),
        ("R元", "2019-04-01 year"),
        ("平成37年度", "2025-04-01 year"),
        ("R3.11.20", "2021-11-20 day"),
        ("Ｒ３．１１．２０", "2021-11-20 day"),
        ("令和3年11月", "2021-11-01 month"),
        ("2021/11", "2021-11-01 month"),
        ("２０２１／１１／２０", "2021-11-20 day"),
        ("20211120", "2021-11-20 day"),
        ("令和3年11月20日（土）修了", "2021-11-20 day"),
        (date(2021, 11, 20), "2021-11-20 day"),
        (datetime(2021, 11, 20, 16, 30), "2021-11-20 day"),
        (44520, "2021-11-20 day"),
    ],
)
def test_days_are_read_in_every_spelling(said: object, wanted: str) -> None:
    assert told(read(book(HEAD, (A, "架空 花", said)))) == [(2, A, "架空 花", [f"initial {wanted}"])]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("R8.2.30", "その日はありません。"),
        ("2021/13/1", "その日はありません。"),
        ("令和0年", "元号の年を読めません。"),
        ("24.3.1", "日付か年度として読めません。"),
        ("24", "日付か年度として読めません。"),
        ("24年度", "日付か年度として読めません。"),
        ("11月", "日付か年度として読めません。"),
        ("昨年", "日付か年度として読めません。"),
        ("○", "日付か年度として読めません。"),
        ("令和9年度予定", "日付か年度として読めません。"),
        ("R3.11.20〜12.3", "日付か年度として読めません。"),
        ("R3.11.20（日）", "日付か年度として読めません。"),
    ],
)
def test_what_is_no_day_is_named_with_its_cell(said: str, why: str) -> None:
    assert problems(read(book(HEAD, (A, "架空 花", said)))) == [(2, f"初任者研修の「{said}」：{why}")]


@pytest.mark.parametrize("nothing", ["", "-", "ー", "なし", "未受講"[:1], "×", "　", 0])
def test_what_says_nothing_is_nothing(nothing: object) -> None:
    found = told(read(book(HEAD, (A, "架空 花", nothing, "H29"))))
    assert found == [(2, A, "架空 花", ["renewal 2017-04-01 year"])]


def test_several_days_may_stand_in_one_cell() -> None:
    found = read(book(("事業所", "氏名", "初任者", "現任"), (A, "架空 花", "H24", "H29、R3.11.20\nR8.9")))
    assert told(found)[0][3][1:] == ["renewal 2017-04-01 year", "renewal 2021-11-20 day", "renewal 2026-09-01 month"]


def test_columns_come_in_any_order_under_many_names() -> None:
    head = (
        "No.",
        "現任２回目",
        "備考",
        "主任",
        "フリガナ",
        "相談支援専門員氏名",
        "現任1回目",
        "所属",
        "初任者研修（修了日）",
    )
    row = (1, "R4", "昼まで", "R5", "カクウ", "架空 花", "H29", A, "H24")
    last = ("次回の現任研修", "R9")
    assert told(read(book((*head, last[0]), (*row, last[1])))) == [
        (
            2,
            A,
            "架空 花",
            ["initial 2012-04-01 year", "renewal 2017-04-01 year", "renewal 2022-04-01 year", "chief 2023-04-01 year"],
        )
    ]


def test_headings_need_not_come_first_and_may_come_again() -> None:
    rows = [
        ("令和8年度 受講年度確認票（現任研修・主任研修）",),
        (),
        ("みほん区", "", "", "令和8年11月20日"),
        ("番号", *HEAD),
        (1, A, "架空 花", "H24"),
        (2, "", "", ""),
        (),
        ("番号", *HEAD),
        (3, A, "架空 月", "H25"),
        ("", "合計 2名"),
        ("※ 年度は修了した年度です",),
    ]
    assert [row[:3] for row in told(read(book(*rows)))] == [(5, A, "架空 花"), (9, A, "架空 月")]


TWO = (
    ("事業所", "氏名", "修了年度", "", "", "", ""),
    ("", "", "初任者", "現任", "", "", "主任"),
)
GROUPED = (("事業所名", "氏名", "初任者研修", "現任研修", "", "", "主任研修"), ("", "", "", "①", "②", "③", ""))
DONE = [
    "initial 2012-04-01 year",
    "renewal 2017-04-01 year",
    "renewal 2021-11-20 day",
    "renewal 2026-09-01 month",
    "chief 2023-04-01 year",
]
PERSON = (A, "架空 花", "H24", "H29", "R3.11.20", "R8.9", "R5")


def test_headings_may_stand_in_two_lines_with_merged_cells() -> None:
    data = merged([*GROUPED, PERSON], "A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2")
    (row,) = told(read(data))
    assert (row[0], sorted(row[3])) == (3, sorted(DONE))


def test_headings_may_stand_in_two_lines_without_merged_cells() -> None:
    text = "\r\n".join(",".join(map(str, row)) for row in [*GROUPED, PERSON])
    (row,) = told(read(text.encode("cp932"), "x.csv"))
    assert (row[0], sorted(row[3])) == (3, sorted(DONE))


def test_a_group_may_stand_above_the_headings() -> None:
    above = ("", "", "初任", "現任研修の修了", "", "", "主任研修")
    below = ("事業所", "氏名", "修了日", "1回目", "2回目", "3回目", "修了日")
    (row,) = told(read(merged([above, below, PERSON], "D1:F1")))
    assert (row[0], sorted(row[3])) == (3, sorted(DONE))


def test_what_is_merged_belongs_to_all_its_lines() -> None:
    rows = [HEAD, (A, "架空 花", "H24"), ("", "架空 月", "H25"), ("", "", "")]
    assert [row[:3] for row in told(read(merged(rows, "A2:A4")))] == [(2, A, "架空 花"), (3, A, "架空 月")]


def test_what_a_line_lacks_is_said_all_at_once() -> None:
    rows = [HEAD, ("", "架空 花", "いつか", "R8.2.30"), (A, "", "H24"), (A, "花" * 61, "H24")]
    assert problems(read(book(*rows))) == [
        (2, "事業所名が空です。"),
        (2, "初任者研修の「いつか」：日付か年度として読めません。"),
        (2, "現任研修①の「R8.2.30」：その日はありません。"),
        (3, "氏名が空です。"),
        (4, "氏名は60字、事業所名は100字までです。"),
    ]


@pytest.mark.parametrize(
    ("head", "missing"),
    [
        (("氏名", "初任者"), ["「事業所名」の見出しが見つかりません。"]),
        (("事業所", "初任者"), ["「氏名」の見出しが見つかりません。"]),
        (("事業所", "氏名"), ["「初任者研修」「現任研修」「主任研修」の見出しが見つかりません。"]),
        (
            ("あ", "い"),
            [
                "「事業所名」の見出しが見つかりません。",
                "「氏名」の見出しが見つかりません。",
                "「初任者研修」「現任研修」「主任研修」の見出しが見つかりません。",
            ],
        ),
    ],
)
def test_missing_columns_are_named(head: tuple[str, ...], missing: list[str]) -> None:
    assert problems(read(book(head, ("1", "2")))) == [(1, why) for why in missing]


def test_formulas_are_named_only_where_they_would_be_read() -> None:
    data = book((*HEAD, "備考"), (A, "架空 花", "=TODAY()"), (A, "架空 月", "H24", "", "", "", "=1+1"))
    assert problems(read(data)) == [(2, "計算式があります。値だけにしてください。")]


@pytest.mark.parametrize(
    "line", [("合計", "", 12), ("合　計", "12名", "=COUNTA(C2:C2)"), ("", "計", 12), ("小計", "", "", "", "", 3)]
)
def test_a_line_that_adds_up_others_is_nobody(line: Sequence[Any]) -> None:
    read_so = read(book(HEAD, (A, "架空 花", "H24"), line))
    assert told(read_so) == [(2, A, "架空 花", ["initial 2012-04-01 year"])]
    assert read_so.sums == 1


@pytest.mark.parametrize("code", ["cp932", "utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_file_may_be_of_any_code_page(code: str) -> None:
    text = "事業所名,氏名,初任者研修\r\nひなた,架空　花,平成２４年度\r\n"
    assert told(read(text.encode(code), "名簿.CSV")) == [(2, A, "架空 花", ["initial 2012-04-01 year"])]


@pytest.mark.parametrize(
    "data", ["\x00あ".encode(), b"\x82\xff\xff\xfe\x81", "事業所名,氏名,初任者研修".encode("euc_jp")]
)
def test_letters_that_nobody_can_read_are_none(data: bytes) -> None:
    with pytest.raises(SheetError) as refused:
        read(data, "x.csv")
    assert refused.value.why == "letters"


def test_a_bomb_is_not_unpacked() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 30_000_000)
    with pytest.raises(SheetError) as refused:
        read(kept.getvalue())
    assert refused.value.why == "large"


def test_a_thousand_people_are_read_and_one_more_is_too_many() -> None:
    rows = [(A, f"架空 {number}", "H24", "R3.11.20") for number in range(1_001)]
    assert len(told(read(book(HEAD, *rows[:1_000])))) == 1_000
    assert problems(read(book(HEAD, *rows))) == [(1_002, "一度に1000人までです。いくつかに分けてください。")]
