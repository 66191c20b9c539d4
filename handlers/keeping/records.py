"""What a table of a meeting's questions and answers says, row by row; the guard looks at each text. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.kit.sheets import Row
from handlers.kit.text import folded
from handlers.language import guard
from handlers.language.days import read_day
from handlers.language.guard import Kind
from handlers.questions.rules import MOST
from messages.words import Msg, Words, msg

# Each row's two texts pass the guard within one turn, which others wait for.
MOST_ROWS = 300
QUESTION, ANSWER, TOPIC, DAY = "question", "answer", "topic", "day"
# As minutes head their columns.
HEADINGS = {
    QUESTION: msg("keep-heading-question"),
    ANSWER: msg("keep-heading-answer"),
    TOPIC: msg("keep-heading-topic"),
    DAY: msg("keep-heading-day"),
}
Headings = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Record:
    """One row as it would be kept: after the guard, `masked` says that something was taken out."""

    line: int
    question: str
    answer: str
    topics: tuple[str, ...]
    held_on: date | None
    masked: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be kept."""

    line: int
    why: Msg


def headings(words: Words) -> Headings:
    """Return what a column may be called, as it is compared."""
    return {what: [folded(name) for name in words.say(names).split("、")] for what, names in HEADINGS.items()}


def columns(row: Row, named: Headings) -> dict[str, int]:
    """Return which column holds what, by a row of headings; empty where it is none."""
    heads = [folded(cell) for cell in row.cells]
    found = {what: place for what, names in named.items() for place, head in enumerate(heads) if head in names}
    return found if QUESTION in found else {}


def read(
    rows: Sequence[Row], words: Words, topics: Collection[str], there: Collection[str], today: date
) -> tuple[list[Record], list[Problem]]:
    """Return what can be kept and what cannot, each by its line; a row of headings says which column is which.

    `there` are the questions that were brought before.
    """
    named = headings(words)
    start = next((place for place, row in enumerate(rows) if columns(row, named)), None)
    if start is None:
        return [], [Problem(rows[0].line if rows else 1, msg("keep-bring-no-heading"))]
    where = columns(rows[start], named)
    body = rows[start + 1 :]
    if len(body) > MOST_ROWS:
        return [], [Problem(body[MOST_ROWS].line, msg("keep-bring-many", most=MOST_ROWS))]
    records: list[Record] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for row in body:
        found = _read(row, where, topics, today)
        if isinstance(found, Record) and found.question in there:
            found = Problem(row.line, msg("keep-bring-there"))
        elif isinstance(found, Record) and (first := seen.setdefault(found.question, row.line)) != row.line:
            found = Problem(row.line, msg("keep-bring-twice", line=first))
        records += [found] if isinstance(found, Record) else []
        problems += [found] if isinstance(found, Problem) else []
    return records, problems


def _read(row: Row, where: dict[str, int], topics: Collection[str], today: date) -> Record | Problem:
    cells = {what: row.cells[place] if place < len(row.cells) else "" for what, place in where.items()}
    question, answer = cells[QUESTION], cells.get(ANSWER, "")
    if set(where.values()) & set(row.formulas):
        return Problem(row.line, msg("keep-bring-formula"))
    if not question:
        return Problem(row.line, msg("keep-bring-no-question"))
    if max(len(question), len(answer)) > MOST:
        return Problem(row.line, msg("keep-bring-long", most=MOST))
    said = cells.get(DAY, "")
    day = _day(said, today) if said else None
    if said and (day is None or day > today):
        return Problem(row.line, msg("keep-bring-day"))
    named = [topic.strip() for topic in cells.get(TOPIC, "").replace(",", "、").split("、")]
    (question, answer), masked = _guarded(question, answer)
    return Record(row.line, question, answer, tuple(topic for topic in named if topic in topics), day, masked)


def _day(said: str, today: date) -> date | None:
    return date.fromisoformat(said[:10]) if _is_iso(said[:10]) else read_day(said, today)


def _is_iso(said: str) -> bool:
    try:
        return date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False


def _guarded(question: str, answer: str) -> tuple[tuple[str, str], bool]:
    """Mask both texts of a row with the same letters; whoever brings hundreds of rows is not asked about each."""
    letters: dict[str, str] = {}
    texts = []
    for text in (question, answer):
        # A place that is named is what many of these are about: a soft finding stays.
        findings = [one for one in guard.look(text) if one.kind not in (Kind.ORG, Kind.AGE_PLACE)]
        masked = guard.mask(text, findings, letters, set(letters.values()))
        letters |= masked.letters
        texts.append(masked.text)
    return (texts[0], texts[1]), texts != [question, answer]
