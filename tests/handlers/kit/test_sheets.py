"""Tables that people bring: what stands in which line, whatever program made the file; hostile files end in a word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from handlers.kit import sheets
from handlers.kit.errors import Refusal
from handlers.kit.fields import Sheet
from handlers.kit.sheets import Row, SheetError
from messages.words import msg, words_of

FIELD = Sheet(name="file", ask=msg("kit-sheet-needed"))


def book(*rows: list[Any], prepare: Callable[[Any], None] = lambda sheet: None) -> bytes:
    """Return a workbook of these rows."""
    made, kept = Workbook(), io.BytesIO()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    prepare(sheet)
    made.save(kept)
    return kept.getvalue()


def test_a_workbook_is_rows_of_texts_with_their_lines() -> None:
    data = book(["質問", "日"], [], ["土曜の居場所", datetime(2026, 9, 2)], [3.0, 2.5], [None, "　"], [" 端 ", True])
    assert sheets.read("記録.XLSX", data) == [
        Row(1, ("質問", "日")),
        Row(3, ("土曜の居場所", "2026-09-02")),
        Row(4, ("3", "2.5")),
        Row(6, ("端", "True")),
    ]


def test_a_date_with_an_hour_keeps_it() -> None:
    assert sheets.read("a.xlsx", book([datetime(2026, 9, 2, 13, 5), date(2026, 9, 3)])) == [
        Row(1, ("2026-09-02 13:05", "2026-09-03"))
    ]


def test_what_was_merged_stands_in_each_of_its_places() -> None:
    data = book(["相談室", "問1"], [None, "問2"], [None, "問3"], prepare=lambda sheet: sheet.merge_cells("A1:A3"))
    assert [row.cells for row in sheets.read("a.xlsx", data)] == [
        ("相談室", "問1"),
        ("相談室", "問2"),
        ("相談室", "問3"),
    ]


def test_a_formula_is_named_and_not_reckoned() -> None:
    assert sheets.read("a.xlsx", book(["=1+1", "2"])) == [Row(1, ("=1+1", "2"), (0,))]
    assert sheets.read("a.csv", b"2,=HYPERLINK(1)\n") == [Row(1, ("2", "=HYPERLINK(1)"), (1,))]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_csv_is_read_in_each_code_that_offices_save(code: str) -> None:
    data = '質問,答え\r\n"土曜の\r\n居場所",①「見学」\r\n'.encode(code)
    assert sheets.read("a.csv", data) == [Row(1, ("質問", "答え")), Row(3, ("土曜の\r\n居場所", "①「見学」"))]


def bomb() -> bytes:
    """Return a workbook that unpacks to thirty million bytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return kept.getvalue()


def entities() -> bytes:
    """Return a workbook whose first sheet grows while it is read."""
    kept, whole = io.BytesIO(), book(["a"])
    lol = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    sheet = (
        f'<?xml version="1.0"?>{lol}<worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.infolist():
            new.writestr(part, sheet if part.filename.endswith("sheet1.xml") else old.read(part))
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", b"%PDF", "kind"),
        ("a.xlsx", b"no zip at all", "broken"),
        ("a.xlsx", book(["a"])[:-200], "broken"),
        ("a.xlsx", bomb(), "large"),
        ("a.xlsx", entities(), "broken"),
        ("a.csv", b"\x81\x20\xff", "letters"),
        ("a.csv", b"a\x00b", "letters"),
        ("a.csv", b"a\n" * (sheets.MOST_ROWS + 1), "rows"),
        ("a.xlsx", book(*[["a"]] * (sheets.MOST_ROWS + 1)), "rows"),
        ("a.xlsx", book(["a"], prepare=lambda sheet: sheet.cell(900_000, 1, "fern")), "rows"),
    ],
)
def test_what_is_no_table_ends_in_a_word(name: str, data: bytes, why: str) -> None:
    with pytest.raises(SheetError) as error:
        sheets.read(name, data)
    assert error.value.why == why


def test_an_answer_holds_the_rows_and_nothing_else_is_one() -> None:
    words = words_of({})
    answer = FIELD.text_of("a.csv", "質問,答え\n".encode())
    assert sheets.unpacked(answer) == [Row(1, ("質問", "答え"))]
    assert (FIELD.read(answer, words), FIELD.show(answer, words)) == (answer, "1行のファイル")
    refused = {}
    for wrong in ("", "a,b", "{}", '{"rows": 1}', '{"rows": []}', '{"why": "letters"}', '{"why": "x"}', "[1]"):
        with pytest.raises(Refusal) as error:
            FIELD.read(wrong, words)
        refused[wrong] = error.value.sentence.id
    assert refused == {
        "": "kit-sheet-needed",
        "a,b": "kit-sheet-broken",
        "{}": "kit-sheet-broken",
        '{"rows": 1}': "kit-sheet-broken",
        '{"rows": []}': "kit-sheet-empty",
        '{"why": "letters"}': "kit-sheet-letters",
        '{"why": "x"}': "kit-sheet-needed",
        "[1]": "kit-sheet-broken",
    }


def test_another_kind_and_too_much_are_not_even_read() -> None:
    for name, size, sentence in (("a.pdf", 1, "kit-sheet-needed"), ("a.xlsx", 150_001, "kit-sheet-large")):
        with pytest.raises(Refusal) as error:
            FIELD.check(name, size)
        assert error.value.sentence.id == sentence
