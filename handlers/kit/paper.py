"""A sheet to print or to write on, made as .docx: what stands on it is plain data, how it looks a layout of messages.

python-docx is imported when a sheet is made, not before: it takes a tenth of a second and 12 MB.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Any

from handlers.kit.blank import SMALL, blank, element, width_of
from handlers.kit.text import clean
from messages.papers import Paper

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

LEFT = 0.28  # of the width: what the left column of a table takes
RULED = 8.5  # millimetres between two lines: room for handwriting
GREYS = ("7F7F7F", "808080")
AIR = "60"  # twentieths of a point above and below what stands in a cell
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name


@dataclass(frozen=True, slots=True)
class Row:
    """One thing on a sheet: its name and sentence, small hints, a text, and ruled lines where there is none."""

    label: str = ""
    sentence: str = ""
    hints: tuple[str, ...] = ()
    text: str = ""
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a sheet: a heading and its rows; `single` where it is one value, beside its heading in a table."""

    heading: str
    rows: tuple[Row, ...]
    table: bool
    single: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on a sheet: its blocks, the sentences at its foot, and the moment that it speaks of."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    moment: datetime


def to_docx(paper: Paper, sheet: Sheet) -> bytes:
    """Return the sheet as a .docx: the same bytes for the same sheet, and no trace of who or what made it."""
    return _Writer(paper).write(sheet)


class _Writer:
    def __init__(self, paper: Paper) -> None:
        import docx
        from docx.shared import Mm

        self.paper = paper
        self.document: Document = docx.Document(io.BytesIO(blank(paper)))
        self._mm = Mm
        self.width = width_of(paper)

    def write(self, sheet: Sheet) -> bytes:
        self.document.add_paragraph(clean(self.paper.title), "Title")
        for beside, blocks in groupby(sheet.blocks, lambda block: block.table and block.single):
            if beside:
                self._values(list(blocks))
                continue
            for block in blocks:
                self._block(block)
        self._foot(sheet.notes)
        _sign(self.document, self.paper.title, sheet.moment)
        file = io.BytesIO()
        self.document.save(file)
        return _again(file)

    def _values(self, blocks: list[Block]) -> None:
        table = self._table(len(blocks))
        for place, block in enumerate(blocks):
            heading, value = table.rows[place].cells
            _say(heading.paragraphs[0], block.heading, bold=True)
            self._fill(value, block.rows[0])

    def _block(self, block: Block) -> None:
        self.document.add_paragraph(clean(block.heading), "Heading 1")
        if not block.table or block.single:
            for row in block.rows:
                self._paragraphs(row)
            return
        table = self._table(len(block.rows))
        for place, row in enumerate(block.rows):
            name, value = table.rows[place].cells
            _say(name.paragraphs[0], row.label, bold=True)
            _say(name.add_paragraph(), row.sentence, small=True)
            self._fill(value, row)

    def _table(self, rows: int) -> Table:
        table: Table = self.document.add_table(rows, 2, "Table Grid")
        table.autofit = False
        _pad(table)
        for column, share in zip(table.columns, (LEFT, 1 - LEFT), strict=True):
            column.width = self._mm(self.width * share)
            for cell in column.cells:
                cell.width = self._mm(self.width * share)
        for row in table.rows:
            # A row that breaks over the page would tear a name from what was written under it.
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        return table

    def _fill(self, cell: _Cell, row: Row) -> None:
        first: list[Paragraph] = [cell.paragraphs[0]]

        def fresh() -> Paragraph:
            return first.pop() if first else cell.add_paragraph()

        for hint in row.hints:
            _say(fresh(), hint, small=True)
        if row.text:
            _say(fresh(), row.text)
        for place in range(row.lines):
            # The cell's own border is the last line.
            _rule(fresh(), place, drawn=place < row.lines - 1)

    def _paragraphs(self, row: Row) -> None:
        says = ((row.label, True, False), (row.sentence, False, True), *((hint, False, True) for hint in row.hints))
        for text, bold, small in (*says, (row.text, False, False)):
            if text:
                _say(self.document.add_paragraph(), text, bold=bold, small=small)
        for place in range(row.lines):
            _rule(self.document.add_paragraph(), place)

    def _foot(self, notes: tuple[str, ...]) -> None:
        footer = self.document.sections[0].footer
        footer.is_linked_to_previous = False
        for place, note in enumerate(note for note in (self.paper.footer, *notes) if note):
            _say(footer.add_paragraph(style="Footer") if place else footer.paragraphs[0], note, small=True)


def _say(paragraph: Paragraph, text: str, *, bold: bool = False, small: bool = False) -> None:
    run = paragraph.add_run(clean(text))
    run.bold = bold or None
    if small:
        run.style = SMALL


def _pad(table: Table) -> None:
    from docx.oxml.ns import qn

    margins = element("w:tblCellMar")
    for side in ("top", "bottom"):
        margins.append(element(f"w:{side}", w=AIR, type="dxa"))
    properties: Any = table._tbl.tblPr
    properties.find(qn("w:tblLook")).addprevious(margins)


def _rule(paragraph: Paragraph, place: int, *, drawn: bool = True) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Mm, Pt

    form = paragraph.paragraph_format
    form.line_spacing, form.line_spacing_rule = Mm(RULED), WD_LINE_SPACING.EXACTLY
    form.space_before = form.space_after = Pt(0)
    if not drawn:
        return
    border = element("w:pBdr")
    # Neighbours with the same border would be drawn as one box: every other line is of another grey.
    border.append(element("w:bottom", val="single", sz="4", space="0", color=GREYS[place % 2]))
    properties: Any = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _sign(document: Document, title: str, moment: datetime) -> None:
    """Say of the file only its title and the day that it speaks of: no author, no machine, no program."""
    about = document.core_properties
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.title, about.language = clean(title), "ja-JP"
    about.created = about.modified = datetime.combine(moment.date(), time())


def _again(file: io.BytesIO) -> bytes:
    """Write a zip once more without the moment at which it was written."""
    fresh = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in _members(old):
            new.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return fresh.getvalue()


def _members(file: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in file.namelist():
        yield name, file.read(name)
