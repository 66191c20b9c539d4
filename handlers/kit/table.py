"""A table to hand over as a workbook: rows of texts, numbers and days; no cell begins a formula.

openpyxl is imported when a table is made, not before: it is heavy.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time

from handlers.kit.text import clean

# What a spreadsheet may take for the beginning of a formula, in any width; a tab or a line end may hide it.
_BEGINS = ("=", "+", "-", "@")
_PLAIN = "'"
WIDEST = 40

Value = str | int | date


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, wherever it is pasted; otherwise as it is."""
    text = clean(text)
    folded = unicodedata.normalize("NFKC", text).strip()
    return _PLAIN + text if folded.startswith(_BEGINS) else text


def to_xlsx(title: str, heads: Sequence[str], rows: Sequence[Sequence[Value]], moment: datetime) -> bytes:
    """Return a workbook of one sheet: a line of heads that stays in view, then the rows; no trace of who made it."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for line, values in enumerate([heads, *rows], 1):
        for place, value in enumerate(values, 1):
            cell = sheet.cell(line, place, harmless(value) if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.font = Font(bold=line == 1)
    for place in range(1, len(heads) + 1):
        widths = [_width(row[place - 1]) for row in [heads, *rows]]
        sheet.column_dimensions[get_column_letter(place)].width = min(max(widths) + 2, WIDEST)
    sheet.freeze_panes = "A2"
    about = book.properties
    about.creator, about.title, about.language = "", title, "ja-JP"
    about.created = about.modified = datetime.combine(moment.date(), time())
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _width(value: Value) -> int:
    # A letter of Japanese takes the room of two.
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in str(value))
