"""A .docx as another program reads it: a zip of XML, by the standard library alone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FONTS = ("ascii", "hAnsi", "eastAsia", "cs")


@dataclass
class Word:
    """A document: its parts by name, each parsed."""

    parts: dict[str, Element]
    names: list[str]

    @property
    def body(self) -> Element:
        """The body of the text."""
        found = self.parts["word/document.xml"].find(f"{W}body")
        assert found is not None
        return found

    @property
    def lines(self) -> list[str]:
        """The text of every paragraph that has any, those of tables too, in order."""
        return [text for paragraph in self.body.iter(f"{W}p") if (text := text_of(paragraph))]

    @property
    def ruled(self) -> int:
        """How many lines for handwriting there are: paragraphs without text, of a height of their own."""
        found = self.body.iter(f"{W}p")
        return sum(1 for one in found if not text_of(one) and one.find(f"{W}pPr/{W}spacing") is not None)

    @property
    def tables(self) -> list[list[list[str]]]:
        """Each table as rows of cells."""
        return [
            [[cell_of(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]
            for table in self.body.findall(f"{W}tbl")
        ]

    @property
    def foot(self) -> list[str]:
        """The paragraphs at the foot of every page."""
        footer = next(part for name, part in self.parts.items() if "footer" in name)
        return [text_of(paragraph) for paragraph in footer.iter(f"{W}p")]


def text_of(paragraph: Element) -> str:
    """Return a paragraph's text."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(signs.get(part.tag, part.text or "" if part.tag == f"{W}t" else "") for part in paragraph.iter())


def cell_of(cell: Element) -> str:
    """Return a cell's paragraphs that have text, one a line."""
    return "\n".join(text for paragraph in cell.iter(f"{W}p") if (text := text_of(paragraph)))


def open_word(data: bytes) -> Word:
    """Open a document; raises where the zip or any of its XML is broken."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        names = file.namelist()
        return Word({name: fromstring(file.read(name)) for name in names if name.endswith((".xml", ".rels"))}, names)
