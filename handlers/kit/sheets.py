"""Tables that somebody brings as a file: .xlsx and .csv become rows of texts, each with its line; nothing is judged.

A file may be messy or hostile: a workbook that unpacks to too much, too many rows, letters of an old code page.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ENDINGS = (".xlsx", ".csv")
MOST_ROWS = 2_000
MOST_COLUMNS = 40
MOST_CELL = 5_000
MOST_UNPACKED = 20_000_000  # bytes; a workbook of 2,000 rows has one or two million
MOST_PARTS = 300


class SheetError(Exception):
    """A file that is no table: 'kind', 'large', 'rows', 'letters' or 'broken'."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not blank: its line in the file (from 1), its cells, and which of them are formulas."""

    line: int
    cells: tuple[str, ...]
    formulas: tuple[int, ...] = ()


def read(name: str, data: bytes) -> list[Row]:
    """Return the rows of a file, by its name's ending; raises SheetError."""
    if name.casefold().endswith(".xlsx"):
        return _limited(_workbook(data))
    if name.casefold().endswith(".csv"):
        return _limited(_lines(data))
    raise SheetError("kind")


def _limited(rows: Iterable[Row]) -> list[Row]:
    found = []
    for row in rows:
        if any(row.cells) or row.formulas:
            found.append(row)
        if len(found) > MOST_ROWS:
            raise SheetError("rows")
    return found


def _lines(data: bytes) -> Iterator[Row]:
    text = _letters(data)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=False)
        for cells in reader:
            kept = tuple(cell.strip()[:MOST_CELL] for cell in cells[:MOST_COLUMNS])
            yield Row(reader.line_num, kept, tuple(place for place, cell in enumerate(kept) if cell.startswith("=")))
    except csv.Error:
        raise SheetError("broken") from None


def _letters(data: bytes) -> str:
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetError("letters")
    codes = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp932")
    for code in codes:
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    raise SheetError("letters")


def _workbook(data: bytes) -> Iterator[Row]:
    # Imported where it is used: it is heavy.
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise SheetError("large")
        book = load_workbook(io.BytesIO(data), keep_links=False)
        sheet: Any = book.worksheets[0]
        yield from _cells(sheet)
    except SheetError:
        raise
    except Exception as error:
        # Whatever the library stumbles over, it is the file: no such file is ours to repair.
        raise SheetError("broken") from error


def _cells(sheet: Worksheet) -> Iterator[Row]:
    if sheet.max_row > 50 * MOST_ROWS:
        raise SheetError("rows")
    spread = _merged(sheet)
    for line, cells in enumerate(sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS)), 1):
        values = [spread.get((line, place), cell.value) for place, cell in enumerate(cells, 1)]
        formulas = tuple(place for place, cell in enumerate(cells) if cell.data_type == "f")
        yield Row(line, tuple(_said(value) for value in values), formulas)


def _merged(sheet: Worksheet) -> dict[tuple[int, int], object]:
    """Return what merged cells say, for each of their places: people merge what belongs to several rows."""
    found: dict[tuple[int, int], object] = {}
    for area in sheet.merged_cells.ranges:
        if area.size["rows"] * area.size["columns"] > MOST_ROWS * MOST_COLUMNS:
            continue
        value = sheet.cell(area.min_row, area.min_col).value
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                found[row, column] = value
    return found


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()[:MOST_CELL]


def packed(name: str, data: bytes) -> str:
    """Return a file as the answer of a field: its rows, or why it is no table; raises nothing."""
    try:
        return json.dumps(
            {"rows": [[row.line, row.cells, row.formulas] for row in read(name, data)]}, ensure_ascii=False
        )
    except SheetError as error:
        return json.dumps({"why": error.why})


def unpacked(answer: str) -> list[Row]:
    """Return the rows of an answer; raises SheetError for why there are none, and for what no face has made."""
    try:
        made = json.loads(answer)
        if "why" in made:
            raise SheetError(str(made["why"]))
        return [Row(int(line), tuple(map(str, cells)), tuple(map(int, fs))) for line, cells, fs in made["rows"]]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise SheetError("broken") from None
