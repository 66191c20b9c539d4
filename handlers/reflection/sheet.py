"""A reflection as a sheet to print and to write on: made for its owner when she asks, stored nowhere."""

from __future__ import annotations

from datetime import date
from functools import partial

from handlers.kit.cards import Button, Card, File
from handlers.kit.paper import Block, Row, Sheet, to_docx
from handlers.kit.turn import Turn
from handlers.reflection.forms import abouts, label_of, look_options
from handlers.reflection.kept import Line, Read
from messages.eras import Era, fiscal_year
from messages.papers import SHEET, Part
from messages.words import Msg, Words, msg
from storage.ids import short

# The year before the first of 令和.
ERA = 2018
SKIPPED = "aside"


def sheet_card(turn: Turn, read: Read, *, named: bool) -> Card:
    """Return the sheet, and who can read it once it is a file; it goes where the reflection goes."""
    id = short(read.id)
    other = (
        Button(msg("reflection-sheet-nameless"), "reflection.sheet", id)
        if named
        else Button(msg("reflection-sheet-named"), "reflection.sheet_named", id)
    )
    return Card(
        title=msg("reflection-sheet-title"),
        paragraphs=(msg("reflection-sheet-who"), *([turn.traits.keeps] if turn.traits.keeps else [])),
        file=file_of(turn, read, named=named),
        buttons=(
            other,
            Button(msg("reflection-sheet-back"), "reflection.read", id),
            Button(msg("home-to-home"), "home"),
        ),
        about=id,
    )


def file_of(turn: Turn, read: Read, *, named: bool) -> File:
    """Return the sheet of a reflection; only with `named` does its owner's name stand on it."""
    paper = turn.house.paper(SHEET)
    day = turn.who.network.local(read.made_at).date()
    name = turn.who.person.name if named else ""
    sheet = Sheet(
        blocks=tuple(block for part in paper.parts if (block := _block(part, turn.words, read, day, name))),
        notes=tuple(map(turn.words.say, (msg("paper-not"), msg("paper-whose"), msg("reflection-no-clients")))),
        moment=turn.who.network.local(read.made_at),
    )
    return File(
        name=msg("paper-sheet-file", day=_dated(day)),
        says=msg("paper-sheet-says", day=_dated(day)),
        makes={"docx": partial(to_docx, paper, sheet)},
    )


def _dated(day: date) -> Msg:
    return msg("kit-day", day=Era(day))


def _block(part: Part, words: Words, read: Read, day: date, name: str) -> Block | None:
    """Return what stands in one part of the layout; None where there is nothing to say and nothing to write."""
    match part.part:
        case "good":
            rows = tuple(_row(words, line, part.lines) for line in read.good) or (Row(lines=part.lines),)
            return Block(part.heading, rows, part.table and bool(read.good))
        case "rest":
            rows = tuple(_row(words, line, part.lines) for line in read.rest)
            return Block(part.heading, rows, part.table) if rows else None
    said = {
        "day": words.say(msg("paper-day", day=_dated(day), n=fiscal_year(day) - ERA)),
        "about": _said(words, label_of(abouts(), read.about)),
        "name": name,
        "step": read.step or "",
    }.get(part.part, "")
    return Block(part.heading, (Row(text=said, lines=0 if said else part.lines),), part.table, single=True)


def _row(words: Words, line: Line, lines: int) -> Row:
    hints = (_said(words, label_of(look_options(), line.look)), line.asked or "")
    # What does not concern this time needs no room.
    room = 0 if line.text or line.look == SKIPPED else lines
    return Row(line.label, line.sentence, tuple(hint for hint in hints if hint), line.text or "", room)


def _said(words: Words, label: Msg | None) -> str:
    return words.say(label) if label else ""
