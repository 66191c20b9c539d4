"""Courses and duties as data: the nation's, a prefecture's changes to them, and a network's own on top of both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from messages.courses.reading import DAYS, CoursesError, read_text, row_problem
from messages.perspectives.shape import Problem
from messages.words import Msg, msg

FOLDER = Path(__file__).parent
NATIONAL = "national"
# Who runs a course, in the nation's file: each prefecture its own.
ANY_PREFECTURE = "都道府県"
NOTIFICATION = re.compile(r"告示第[0-9]+号")
# The trainings that the rules speak of; a network's own have keys of their own.
INITIAL, RENEWAL, CHIEF, GROUP = "initial", "renewal", "chief", "group"


@dataclass(frozen=True, slots=True)
class Course:
    """One training: a lasting key, its name, and where each of its facts stands.

    `since` is the first day on which anybody can have completed it. `counts`: it fills a window of the five-year grid.
    `guide` is the address of the prefecture's own guide (要項), which decides; empty where nobody has entered one.
    `lasts`: so many days after its opening day it is usually over, where a run's own days are not known.
    `checked_on` is when somebody compared this with `source`, `effective_from` from when it holds.
    """

    key: str
    name: str
    since: date
    counts: bool
    source: str
    checked_on: date
    effective_from: date
    runs_by: str = ""
    guide: str = ""
    hours: str = ""
    note: str = ""
    lasts: int = 0

    @property
    def brief(self) -> str:
        """Its source as it is named in passing: a notification by its number alone."""
        number = NOTIFICATION.search(self.source)
        return number[0] if number else self.source

    def kept(self) -> dict[str, Any]:
        """Return it as plain data, as a network keeps it."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Duties:
    """The numbers of the rules, each with its source in national.toml.

    `years`: fiscal years of a window. `practice` years of 相談支援 within the last `practice_within` before the opening
    day are needed for the first 現任; `chief_practice` years after a 現任 for 主任. A group supervision is due `group`
    months after 初任者, and spoken of at each of `group_at`. `early` months before a deadline it is spoken of.
    A certificate is awaited `awaited` days after a course's last day.
    """

    years: int
    practice: int
    practice_within: int
    practice_advised: int
    chief_practice: int
    group: int
    group_at: tuple[int, ...]
    early: int
    awaited: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for a network: its courses in their order, and the duties."""

    courses: tuple[Course, ...]
    duties: Duties

    def course(self, key: str) -> Course | None:
        """Return the course with this key, None where there is none (any more)."""
        return next((one for one in self.courses if one.key == key), None)

    @property
    def counting(self) -> frozenset[str]:
        """The keys of the courses that fill a window."""
        return frozenset(one.key for one in self.courses if one.counts)


def rules(prefecture: str = "", own: Sequence[Mapping[str, Any]] = ()) -> Rules:
    """Return what holds for a network: by its prefecture's name, and with what it has changed or added itself.

    What cannot be used of a prefecture's file or of its own is left out: that is for `idobata check` to name.
    """
    found, duties = _below(prefecture)
    for row in own:
        if row_problem(row, found.get(str(row.get("key")), {})) is None:
            found[row["key"]] = {**found.get(row["key"], {}), **row}
    rows = (_of_prefecture(one, prefecture) for one in found.values())
    return Rules(tuple(_course(one) for one in rows), duties)


def own_problems(prefecture: str, own: Sequence[Mapping[str, Any]]) -> list[tuple[str, Msg]]:
    """Return what is wrong with a network's own rows: the key of each that is left out, and why."""
    found, _ = _below(prefecture)
    problems = [(str(row.get("key", "")), row_problem(row, found.get(str(row.get("key")), {}))) for row in own]
    return [(key, says) for key, says in problems if says]


def file_problems(folder: Path = FOLDER) -> list[tuple[str, Problem]]:
    """Return all that is wrong with the files of a folder: the name of the file, and what stands on which line."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        try:
            read_text(path.read_text(encoding="utf-8"), name=path.name, national=path.stem == NATIONAL)
        except CoursesError as error:
            found += [(path.name, problem) for problem in error.problems]
        except UnicodeDecodeError:
            found.append((path.name, Problem(1, "", msg("kit-file-encoding"))))
    return found


def prefectures() -> tuple[str, ...]:
    """Return the names of the prefectures of which there is a file."""
    return tuple(_by_prefecture())


def _below(prefecture: str) -> tuple[dict[str, dict[str, Any]], Duties]:
    """Return the rows of the nation, with those of a prefecture laid over them."""
    national, duties = _national()
    found = {one["key"]: one for one in national}
    for row in _by_prefecture().get(prefecture, ()):
        found[row["key"]] = {**found.get(row["key"], {}), **row}
    return found, duties


def _of_prefecture(row: Mapping[str, Any], prefecture: str) -> Mapping[str, Any]:
    """Return a row with the network's prefecture as who runs the course, where the nation's says only: a prefecture."""
    return {**row, "runs_by": prefecture} if prefecture and row.get("runs_by") == ANY_PREFECTURE else row


def _course(row: Mapping[str, Any]) -> Course:
    days = {name: _day(row[name]) for name in DAYS}
    return Course(**{**row, **days})


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(maxsize=1)
def _by_prefecture() -> dict[str, tuple[dict[str, Any], ...]]:
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem != NATIONAL:
            try:
                data = read_text(path.read_text(encoding="utf-8"), name=path.name, national=False)
            except (CoursesError, UnicodeDecodeError):
                continue
            found[data["prefecture"]] = tuple(data["courses"])
    return found


@lru_cache(maxsize=1)
def _national() -> tuple[tuple[dict[str, Any], ...], Duties]:
    text = (FOLDER / f"{NATIONAL}.toml").read_text(encoding="utf-8")
    data = read_text(text, name=f"{NATIONAL}.toml", national=True)
    duties = data["duties"]
    return tuple(data["courses"]), Duties(**{**duties, "group_at": tuple(duties["group_at"])})
