"""Papers as data: how a sheet is laid out, checked with the line of each problem; a ward may bring its own file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from messages.lines import toml_line
from messages.papers.reader import Reader
from messages.words import Msg, msg

SHIPPED = Path(__file__).parent
SHEET = "sheet"
PAPERS = ("A4", "B5")
SIDES = ("top", "right", "bottom", "left")
PARTS = ("day", "about", "name", "good", "rest", "step", "space")
# What a person wrote stands in these: a layout without one of them would lose it.
WRITTEN = ("good", "rest", "step")
MOST_LINES = 20


class PaperError(Exception):
    """A layout that cannot be used: sentences that say in which line, and what belongs there."""

    def __init__(self, problems: list[Msg]) -> None:
        super().__init__(len(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a paper: which, under what heading, as a table or as paragraphs, how many lines where it is empty."""

    part: str
    heading: str
    table: bool
    lines: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A layout: title, paper size, fonts, size of letters in points, margins in millimetres, parts in their order."""

    title: str
    paper: str
    font: str
    fallback: str
    size: float
    footer: str
    margins: tuple[float, float, float, float]
    parts: tuple[Part, ...]


def read_paper(path: Path) -> Paper:
    """Read one TOML file; raises PaperError with a sentence for each problem."""
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        raise PaperError([msg("paper-unreadable", file=path.name)]) from None
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise PaperError([msg("paper-syntax", file=path.name, line=toml_line(text, error))]) from None
    reader = Reader(path.name, text)
    paper = _paper(reader, data)
    if reader.problems:
        raise PaperError(reader.problems)
    return paper


def _paper(reader: Reader, data: Mapping[str, Any]) -> Paper:
    reader.knows(data, ("title", "paper", "font", "fallback", "size", "footer", "margins", "parts"))
    return Paper(
        title=reader.text(data, "title", 40),
        paper=reader.choice(data, "paper", PAPERS),
        font=reader.text(data, "font", 40),
        fallback=reader.text(data, "fallback", 40, least=0),
        size=reader.number(data, "size", 8, 20),
        footer=reader.text(data, "footer", 200, least=0),
        margins=_margins(reader, data),
        parts=_parts(reader, data),
    )


def _margins(reader: Reader, data: Mapping[str, Any]) -> tuple[float, float, float, float]:
    margins = reader.table(data, "margins")
    reader.within = ("margins",)
    reader.knows(margins, SIDES)
    top, right, bottom, left = (reader.number(margins, side, 5, 50) if margins else 0 for side in SIDES)
    reader.within = ()
    return top, right, bottom, left


def _parts(reader: Reader, data: Mapping[str, Any]) -> tuple[Part, ...]:
    found: list[Part] = []
    for place, item in enumerate(reader.tables(data, "parts")):
        reader.within = ("parts", place)
        reader.knows(item, ("part", "heading", "as", "lines"))
        part = reader.choice(item, "part", PARTS)
        if part in [one.part for one in found]:
            reader.problems.append(msg("paper-twice", file=reader.file, line=reader.line("part"), name=part))
        table = reader.choice(item, "as", ("table", "paragraphs")) == "table"
        lines = round(reader.number({"lines": 1} | dict(item), "lines", 0, MOST_LINES))
        found.append(Part(part, reader.text(item, "heading", 40), table, lines))
    reader.within = ()
    for lost in WRITTEN if found else ():
        if lost not in [one.part for one in found]:
            reader.problems.append(msg("paper-lost", file=reader.file, name=lost))
    return tuple(found)


@lru_cache(maxsize=16)
def load_paper(name: str, own: Path | None = None) -> Paper:
    """Return the layout with this name, from the ward's own folder first; raises PaperError."""
    if own and (path := own / f"{name}.toml").exists():
        return read_paper(path)
    return read_paper(SHIPPED / f"{name}.toml")


def problems(own: Path) -> list[Msg]:
    """Return what is wrong with a ward's own layouts, a file that stands for none of ours too."""
    if not own.is_dir():
        return [msg("paper-folder", folder=own.name)]
    found = []
    for path in sorted(own.glob("*.toml")):
        if not (SHIPPED / path.name).exists():
            found.append(msg("paper-stranger", file=path.name, known=f"{SHEET}.toml"))
            continue
        try:
            read_paper(path)
        except PaperError as error:
            found += error.problems
    return found
