"""An empty paper as .docx: page, margins, fonts and styles of a layout, made once for each layout.

The library's own template is twenty times as large, and has somebody else's traces in it.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from handlers.kit.text import clean
from messages.papers import Paper

if TYPE_CHECKING:
    from docx.document import Document

MILLIMETRES = {"A4": (210, 297), "B5": (182, 257)}
SMALL = "Small"
# Styles that are used, by their ids, and those that these lean on.
STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Title", "TitleChar", "Heading1", "Heading1Char"}
STYLES |= {"Footer", "FooterChar", "TableGrid", SMALL}
# Relationships of the library's template that carry traces, twice what is there, or what nothing uses.
TRACES = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml", "numbering")


def width_of(paper: Paper) -> float:
    """Return how wide the text is, in millimetres."""
    _, right, _, left = paper.margins
    return MILLIMETRES[paper.paper][0] - left - right


@lru_cache(maxsize=8)
def blank(paper: Paper) -> bytes:
    """Return a document of this layout on which nothing stands yet."""
    import docx

    document = docx.Document()
    _page(document, paper)
    _dress(document, paper)
    _name_fallback(document, paper)
    for part in (document.part.package, document.part):
        for id, one in list(part.rels.items()):
            if one.reltype.endswith(TRACES):
                del part.rels[id]
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Document, paper: Paper) -> None:
    from docx.shared import Mm

    width, height = MILLIMETRES[paper.paper]
    top, right, bottom, left = paper.margins
    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance, section.footer_distance = Mm(top / 2), Mm(bottom / 2)


def element(tag: str, /, **attributes: str) -> Any:
    """Return an element of WordprocessingML with its attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _dress(document: Document, paper: Paper) -> None:
    """Name the font where Word looks for that of Japanese text too, and the language; plain black styles."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    document.styles.add_style(SMALL, WD_STYLE_TYPE.CHARACTER)
    looks = (("Normal", 1.0), ("Title", 1.7), ("Heading 1", 1.15), (SMALL, 0.85), ("Footer", 1.0))
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for properties in (defaults, *(document.styles[name].element.get_or_add_rPr() for name, _ in looks)):
        for old in properties.findall(qn("w:rFonts")):
            properties.remove(old)
        fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), clean(paper.font))
        properties.insert(0, element("w:rFonts", **fonts))
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "ja-JP")
    for name, share in looks:
        style: Any = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(round(paper.size * share * 2) / 2), RGBColor(0, 0, 0)
        for border in list(style.element.iter(qn("w:pBdr"))):
            border.getparent().remove(border)
    normal: Any = document.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(3), 1.25
    for style in list(document.styles.element.findall(qn("w:style"))):
        if style.get(qn("w:styleId")) not in STYLES:
            document.styles.element.remove(style)


def _name_fallback(document: Document, paper: Paper) -> None:
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    table: Any = next(part for part in document.part.package.iter_parts() if part.partname.endswith("/fontTable.xml"))
    fonts = parse_xml(table.blob)
    font = element("w:font", name=clean(paper.font))
    font.append(element("w:altName", val=clean(paper.fallback)))
    font.append(element("w:charset", val="80"))
    fonts.append(font)
    table._blob = serialize_part_xml(fonts)
