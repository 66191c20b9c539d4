"""Reading the data of courses: all that is wrong with a file at once, each with its line; and with one kept row."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from messages.courses.prefectures import PREFECTURES
from messages.lines import Lines, toml_line
from messages.perspectives.shape import Problem
from messages.words import Msg, msg

# What a course must have, each with how it is written; a prefecture's row, and a network's, only what differs.
NEEDED = {
    "key": 'key = "renewal"',
    "name": 'name = "…"',
    "since": "since = 2006-04-01",
    "counts": "counts = true",
    "source": 'source = "…"',
    "checked_on": "checked_on = 2026-04-01",
    "effective_from": "effective_from = 2026-04-01",
}
DAYS = ("since", "checked_on", "effective_from")
# How long each text may be, in characters.
LONGEST = {"key": 30, "name": 30, "source": 100, "runs_by": 20, "guide": 300, "hours": 10, "note": 60}
MAY_LACK = {"runs_by", "guide", "hours", "note"}
# A course is over within a fiscal year.
MOST_LASTS = 365
# What the rules speak of, and the numbers that they need.
RULED = ("initial", "renewal", "chief")
NUMBERS = ("years", "practice", "practice_within", "practice_advised", "chief_practice", "group", "early", "awaited")
_KEY = re.compile(r"[A-Za-z0-9_-]+")
GUIDE = re.compile(r"https?://[^\s<>\"']+\.[^\s<>\"']+")


class CoursesError(Exception):
    """Data of courses that cannot be used; `problems` are all that is wrong with it."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(name)
        self.problems = problems


def read_text(text: str, *, name: str, national: bool) -> dict[str, Any]:
    """Return a file's data, the nation's or a prefecture's; raises CoursesError with every problem, by line."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        says = msg("sets-syntax", example=NEEDED["name"])
        raise CoursesError(name, (Problem(int(toml_line(text, error)), "", says),)) from None
    found = (*_head(data, Lines(text), national=national), *_rows(data, Lines(text), national=national))
    if found:
        raise CoursesError(name, tuple(sorted(found, key=lambda problem: problem.line)))
    return data


def part_problem(name: str, value: Any) -> Msg | None:
    """Return what is wrong with one part of a course, as a file or a network has it; None where nothing is."""
    if name in DAYS:
        return None if _is_day(value) else msg("sets-date", name=name, example=NEEDED[name])
    if name == "counts":
        return None if isinstance(value, bool) else msg("courses-file-switch", name=name, example=NEEDED[name])
    if name == "lasts":
        fits = type(value) is int and 0 <= value <= MOST_LASTS
        return None if fits else msg("courses-file-days", name=name, most=MOST_LASTS)
    if name not in LONGEST:
        return msg("sets-unknown", name=name[:20])
    if not isinstance(value, str):
        return msg("sets-words", name=name)
    if not (1 <= len(value.strip()) <= LONGEST[name] or (not value and name in MAY_LACK)):
        return msg("sets-size", name=name, most=LONGEST[name], size=len(value.strip()))
    if name == "key" and not _KEY.fullmatch(value):
        return msg("sets-key", name=name, most=LONGEST[name])
    return msg("courses-file-guide") if name == "guide" and value and not GUIDE.fullmatch(value) else None


def row_problem(row: Any, below: Mapping[str, Any]) -> Msg | None:
    """Return the first thing that is wrong with a kept row, laid over what is below it; None where nothing is."""
    if not isinstance(row, Mapping) or not isinstance(row.get("key"), str):
        return msg("sets-missing", name="key", example=NEEDED["key"])
    for name in NEEDED:
        if name not in row and name not in below:
            return msg("sets-missing", name=name, example=NEEDED[name])
    return next((says for name, value in row.items() if (says := part_problem(name, value))), None)


def _is_day(value: Any) -> bool:
    # A network keeps days as text. A moment is a date too, to Python.
    if isinstance(value, str):
        try:
            return value == date.fromisoformat(value).isoformat()
        except ValueError:
            return False
    return type(value) is date


def _head(data: dict[str, Any], lines: Lines, *, national: bool) -> Iterator[Problem]:
    known = {"courses", "duties"} if national else {"courses", "prefecture"}
    for name in data.keys() - known:
        yield Problem(lines.of(name), name, msg("sets-unknown", name=name[:20]))
    if not national:
        if data.get("prefecture") not in PREFECTURES:
            yield Problem(lines.of("prefecture"), "prefecture", msg("courses-file-prefecture", name="prefecture"))
        return
    duties = data.get("duties", {})
    for name in (*NUMBERS, "group_at"):
        value = duties.get(name) if isinstance(duties, dict) else None
        every = value if name == "group_at" and isinstance(value, list) and value else [value]
        if not all(type(one) is int and 0 < one < 100 for one in every):
            yield Problem(lines.of("duties", name), name, msg("courses-file-number", name=name))


def _rows(data: dict[str, Any], lines: Lines, *, national: bool) -> Iterator[Problem]:
    rows = data.get("courses", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield Problem(lines.of("courses"), "courses", msg("sets-shape", name="courses", example="[[courses]]"))
        return
    keys = [row.get("key") for row in rows]
    for place, row in enumerate(rows):
        yield from _of_one(row, lines, place, whole=national or keys[place] not in (*RULED, *_OTHERS))
        if keys[place] in keys[:place]:
            yield Problem(lines.of("courses", place, "key"), "key", msg("sets-twice", key=str(keys[place])[:30]))
    for key in RULED if national else ():
        if key not in keys:
            says = msg("sets-missing", name=key, example=f'key = "{key}"')
            yield Problem(lines.of("courses"), key, says)


# The nation's others, of which a prefecture's file need say only what differs.
_OTHERS = ("specialty", "instructor", "group")


def _of_one(row: dict[str, Any], lines: Lines, place: int, *, whole: bool) -> Iterator[Problem]:
    named = str(row.get("key", ""))
    for name, example in NEEDED.items():
        if name not in row and (whole or name == "key"):
            yield Problem(lines.of("courses", place), named, msg("sets-missing", name=name, example=example))
    for name, value in row.items():
        if says := part_problem(name, value):
            yield Problem(lines.of("courses", place, name), named, says)
