"""The list as a table: a row a person, days as days, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import text

from storage import completions
from tests.handlers.deadlines import people
from tests.handlers.deadlines.people import DONE, LAST, PASSED
from tests.talk import Talk
from tests.world import CENTRE

HEADS = ["事業所", "お名前", "初任者研修", "現任研修1回目", "現任研修2回目", "主任研修", "期限"]
HEADS += ["記録から見た様子", "申し込み"]


def table(talk: Talk) -> list[list[Any]]:
    """Return the rows of the table that stands there."""
    ((name, data),) = talk.files
    assert name == "研修の期限 令和8年11月23日（月）.xlsx"
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "d", "n"}
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_everybody_has_a_row_by_office_and_name(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    people.train(talk.world, *DONE)
    people.practises(talk.world, LAST, date(2020, 4, 1))
    people.says(talk.world, LAST, people.offer(talk.world, until=date(2026, 12, 1), opens=date(2027, 1, 12)), "applied")
    with people.inside(talk.world) as here:
        completions.add(
            here, people.id_of(here, PASSED), "renewal", date(2012, 4, 1), "year", None, talk.world.clock.now()
        )
    talk.presses("deadlines:").taps("一覧にする（Excel）")
    heads, *rows = table(talk)
    assert heads == HEADS
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    by_name = {row[1]: row for row in rows}
    assert len(rows) == len(by_name) == 7
    assert by_name[LAST] == [
        "相談支援センター ひなた",
        LAST,
        datetime(2021, 11, 20),
        None,
        None,
        None,
        datetime(2027, 3, 31),
        "今年度が、受けられる最後の年度",
        "申し込みずみ",
    ]
    assert by_name[PASSED][2:] == [
        datetime(2018, 6, 9),
        "平成24年度",
        None,
        None,
        datetime(2024, 3, 31),
        "記録の確認が必要",
        None,
    ]
    assert by_name["小林 なお"][2:] == [None, None, None, None, None, "初任者研修の日がまだ分からない方", None]


def test_a_name_is_never_a_formula_and_the_export_is_recorded(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as(CENTRE)
    with people.inside(talk.world) as here:
        people.person_of(here, LAST).name = "=HYPERLINK(1)"
        here.session.execute(text("UPDATE offices SET name = '@SUM(A1)' WHERE name = '相談室 みなも'"))
    talk.presses("deadlines.export:")
    cells = [value for row in table(talk) for value in row]
    assert {"'=HYPERLINK(1)", "'@SUM(A1)"} <= set(cells)
    talk.presses("record:")
    assert "田中 みほさんが、研修の期限の一覧を出しました" in talk.text
