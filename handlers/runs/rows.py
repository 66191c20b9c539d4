"""What a table of runs says, row by row: each a run, or why it is none. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.keeping.rules import URL
from handlers.kit.errors import Refusal
from handlers.kit.sheets import Row
from handlers.kit.text import clean_name, folded, utf16_units
from handlers.language import guard
from handlers.language.guard import Kind
from handlers.runs import reading, shape
from handlers.runs.shape import Told
from messages.courses import Course, Rules
from messages.words import Msg, Words, msg

MOST_ROWS = 100
COURSE, TITLE, PREFECTURE, FIRST, LAST, OPENS = "course", "title", "prefecture", "first", "last", "opens"
DAYS, PLACE, HOW, URL_, SAYS, WARD = "days", "place", "how", "url", "says", "ward"
# As a table heads its columns, our own word first.
HEADINGS = {
    COURSE: msg("runs-word-course"),
    TITLE: msg("runs-word-title"),
    PREFECTURE: msg("runs-word-prefecture"),
    FIRST: msg("runs-word-first"),
    LAST: msg("runs-word-last"),
    OPENS: msg("runs-word-opens"),
    DAYS: msg("runs-word-days"),
    PLACE: msg("runs-word-place"),
    HOW: msg("runs-word-how"),
    URL_: msg("runs-word-url"),
    SAYS: msg("runs-word-says"),
    WARD: msg("runs-word-ward"),
}
MOST = {TITLE: shape.TITLE, PREFECTURE: shape.PREFECTURE, PLACE: shape.PLACE, HOW: shape.HOW, URL_: URL}


@dataclass(frozen=True, slots=True)
class Brought:
    """One row as it would be kept."""

    line: int
    told: Told
    doubts: tuple[Msg, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be kept."""

    line: int
    why: Msg


@dataclass(frozen=True, slots=True)
class Seen:
    """What rows are read with: the network's courses and prefecture, the day, and the words."""

    holds: Rules
    prefecture: str
    today: date
    words: Words


def columns(row: Row, words: Words) -> dict[str, int]:
    """Return which column holds what, by a row of headings; empty where it is none."""
    heads = [folded(cell) for cell in row.cells]
    named = {what: [folded(name) for name in words.say(names).split("、")] for what, names in HEADINGS.items()}
    found = {what: place for what, names in named.items() for place, head in enumerate(heads) if head in names}
    return found if COURSE in found and OPENS in found else {}


def read(rows: Sequence[Row], seen: Seen, there: Collection[Told]) -> tuple[list[Brought], list[Problem]]:
    """Return the runs of a table and what is wrong with it, each by its line; `there` are those known already."""
    start = next((place for place, row in enumerate(rows) if columns(row, seen.words)), None)
    if start is None:
        return [], [Problem(rows[0].line if rows else 1, msg("runs-bring-no-heading"))]
    where, body = columns(rows[start], seen.words), rows[start + 1 :]
    if len(body) > MOST_ROWS:
        return [], [Problem(body[MOST_ROWS].line, msg("runs-bring-many", most=MOST_ROWS))]
    found: list[Brought] = []
    problems: list[Problem] = []
    known, first = {_same(one) for one in there}, dict[tuple[Any, ...], int]()
    for row in body:
        try:
            told = _run(row, where, seen)
            same = _same(told)
            if same in known:
                raise Refusal(msg("runs-bring-there"))
            if (line := first.setdefault(same, row.line)) != row.line:
                raise Refusal(msg("runs-bring-twice", line=line))
        except Refusal as refusal:
            problems.append(Problem(row.line, refusal.sentence))
        else:
            found.append(Brought(row.line, told, tuple(shape.doubts(told, seen.today))))
    if not body:
        problems.append(Problem(rows[start].line, msg("runs-bring-empty")))
    return found, problems


def _same(told: Told) -> tuple[Any, ...]:
    return told.course, told.opens_on, told.title, told.place


def _run(row: Row, where: Mapping[str, int], seen: Seen) -> Told:
    """Return the run of one row; raises Refusal with the first thing that is wrong with it."""
    if set(where.values()) & set(row.formulas):
        raise Refusal(msg("runs-bring-formula"))
    cells = {what: row.cells[place] if place < len(row.cells) else "" for what, place in where.items()}
    course = _course(cells[COURSE], seen.holds)
    texts = {what: clean_name(cells.get(what, "")) for what in MOST}
    for what, most in MOST.items():
        if utf16_units(texts[what]) > most:
            raise Refusal(msg("runs-bring-long", what=_heading(seen, what), most=most))
    if any(one.kind in (Kind.PERSON, Kind.PHONE, Kind.EMAIL) for one in guard.look(texts[TITLE])):
        raise Refusal(msg("runs-bring-person"))
    told = Told(
        course=course.key,
        prefecture=texts[PREFECTURE] or seen.prefecture,
        title=texts[TITLE] or course.name,
        apply_from=_day(cells, FIRST, seen),
        apply_to=_day(cells, LAST, seen),
        opens_on=_day(cells, OPENS, seen),
        days=_days(cells, seen),
        place=texts[PLACE],
        url=texts[URL_],
        how=texts[HOW],
        recommended=_yes(cells.get(SAYS, ""), seen),
        by_ward=_yes(cells.get(WARD, ""), seen),
    )
    if wrong := shape.problems(told):
        raise Refusal(wrong[0])
    return told.whole()


def _heading(seen: Seen, what: str) -> str:
    return seen.words.say(HEADINGS[what]).split("、")[0]


def _course(cell: str, holds: Rules) -> Course:
    said = folded(cell)
    names = {folded(one.name): one for one in holds.courses}
    found = [names[said]] if said in names else [one for name, one in names.items() if name in said]
    if len(found) != 1:
        raise Refusal(msg("runs-bring-course") if said else msg("runs-bring-no-course"))
    return found[0]


def _day(cells: Mapping[str, str], what: str, seen: Seen) -> date | None:
    said = cells.get(what, "").strip()
    try:
        return reading.day(said, seen.today) if said else None
    except Refusal as refusal:
        raise Refusal(msg("runs-bring-of", what=_heading(seen, what), why=refusal.sentence)) from None


def _days(cells: Mapping[str, str], seen: Seen) -> tuple[shape.Hours, ...]:
    said = cells.get(DAYS, "").strip()
    try:
        return reading.days(said, seen.today) if said else ()
    except Refusal as refusal:
        raise Refusal(msg("runs-bring-of", what=_heading(seen, DAYS), why=refusal.sentence)) from None


def _yes(cell: str, seen: Seen) -> bool:
    said = folded(cell)
    for words, value in ((msg("runs-word-yes"), True), (msg("runs-word-no"), False)):
        if said in {folded(one) for one in seen.words.say(words).split("、")}:
            return value
    if not said:
        return False
    raise Refusal(msg("runs-bring-yes", text=cell))
