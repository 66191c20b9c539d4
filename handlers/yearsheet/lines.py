"""What each line of a roster says: who, and what she has completed; every line that cannot be taken says why. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.kit.sheets import Row
from handlers.kit.text import clean_name, fitting, folded, utf16_units
from handlers.language import completed
from handlers.training.grid import Done
from handlers.yearsheet import headings
from handlers.yearsheet.headings import COURSES, NAME, OFFICE, Layout
from messages.courses import INITIAL
from messages.words import Msg, Words, msg

# A ward has two or three hundred; whoever brings more has taken another file.
MOST = 1_000
# storage/people.py, storage/offices.py
LONGEST = {NAME: 60, OFFICE: 100}
QUOTED = 20
MISSING = {
    OFFICE: msg("yearsheet-no-office-column"),
    NAME: msg("yearsheet-no-name-column"),
    INITIAL: msg("yearsheet-no-course-column"),
}
WRONG = {
    "unread": msg("yearsheet-unread"),
    "no-day": msg("yearsheet-no-day"),
    "no-year": msg("yearsheet-no-year"),
}
_PLAIN = re.compile(r"'(?=[=+\-@])")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line cannot be taken; `office` and `name` as far as they are known."""

    line: int
    why: Msg
    office: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One person of the roster, as her line says it: names as they are written, trainings in order of time."""

    line: int
    office: str
    name: str
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole roster: who stands in it, what cannot be taken, and the headings of the columns that were read.

    `sums` is how many lines add up others.
    """

    told: tuple[Told, ...] = ()
    problems: tuple[Problem, ...] = ()
    heads: tuple[str, ...] = ()
    sums: int = 0


def read(rows: Sequence[Row], words: Words, today: date) -> Roster:
    """Return what a roster says, line by line."""
    named = headings.names(words)
    layout = headings.find(rows, named)
    if layout.missing:
        line = rows[max(layout.begins - 1, 0)].line if rows else 1
        return Roster(problems=tuple(Problem(line, MISSING[what]) for what in layout.missing))
    nothing, sum_words = (_folded(words, one) for one in (msg("yearsheet-nothing"), msg("yearsheet-sum")))
    body = [row for row in rows[layout.begins :] if not headings.is_heading(row, layout, named)]
    named_rows = [row for row in body if _names_somebody(row, layout, nothing)]
    people = [row for row in named_rows if not _adds_up(row, layout, nothing, sum_words)]
    if len(people) > MOST:
        return Roster(problems=(Problem(people[MOST].line, msg("yearsheet-many", most=MOST)),))
    told: list[Told] = []
    problems: list[Problem] = []
    for row in people:
        found, wrong = _line(row, layout, nothing, today)
        told += [found] if not wrong else []
        problems += wrong
    return Roster(
        tuple(told),
        tuple(problems),
        tuple(layout.heads[at] for at in sorted(layout.columns)),
        len(named_rows) - len(people),
    )


def _folded(words: Words, listed: Msg) -> frozenset[str]:
    return frozenset(folded(word) for word in words.say(listed).split("、"))


def _adds_up(row: Row, layout: Layout, nothing: frozenset[str], sums: frozenset[str]) -> bool:
    """Tell whether a line adds up others: it says so where its office or name would stand, or first and has no name."""
    office, name = (_cell(row, layout.first(what)) for what in (OFFICE, NAME))
    first = next((text for text in row.cells if _says(text, nothing)), "")
    begins = first if not _says(name, nothing) else ""
    return not sums.isdisjoint({folded(office), folded(name), folded(begins)})


def _cell(row: Row, at: int | None) -> str:
    text = row.cells[at] if at is not None and at < len(row.cells) else ""
    # What a roster of ours was given so that no spreadsheet takes it for a formula.
    return _PLAIN.sub("", text, count=1) if _PLAIN.match(unicodedata.normalize("NFKC", text)) else text


def _says(text: str, nothing: frozenset[str]) -> bool:
    return folded(text) not in nothing and bool(text.strip())


def _names_somebody(row: Row, layout: Layout, nothing: frozenset[str]) -> bool:
    """Tell whether a line is about somebody: prepared lines, sums and notes below are not."""
    read = [at for at, what in layout.columns.items() if what != OFFICE]
    return any(_says(_cell(row, at), nothing) or at in row.formulas for at in read)


def _line(row: Row, layout: Layout, nothing: frozenset[str], today: date) -> tuple[Told, list[Problem]]:
    office, name = (clean_name(_cell(row, layout.first(what))) for what in (OFFICE, NAME))
    wrong: list[Msg] = []
    if set(row.formulas) & set(layout.columns):
        wrong.append(msg("yearsheet-formula"))
    if not _says(name, nothing):
        wrong.append(msg("yearsheet-no-name"))
    if not _says(office, nothing):
        wrong.append(msg("yearsheet-no-office"))
    if utf16_units(name) > LONGEST[NAME] or utf16_units(office) > LONGEST[OFFICE]:
        wrong.append(msg("yearsheet-long", name=LONGEST[NAME], office=LONGEST[OFFICE]))
    done: list[Done] = []
    for at, course in sorted(layout.columns.items()):
        if course in COURSES and at not in row.formulas:
            for found in _days(_cell(row, at), layout.heads[at], course, nothing, today):
                wrong += [found] if isinstance(found, Msg) else []
                done += [found] if isinstance(found, Done) else []
    told = Told(row.line, office, name, tuple(sorted(set(done))))
    return told, [Problem(row.line, why, office[: LONGEST[OFFICE]], name[: LONGEST[NAME]]) for why in wrong]


def _days(text: str, head: str, course: str, nothing: frozenset[str], today: date) -> Iterator[Done | Msg]:
    for part in completed.several(text):
        if not _says(part, nothing):
            continue
        found = completed.read(part, today)
        if isinstance(found, str):
            column, said = (fitting(clean_name(one), QUOTED) for one in (head, part))
            yield msg("yearsheet-cell", head=column, text=said, why=WRONG[found])
        else:
            yield Done(found[0], course, found[1])
