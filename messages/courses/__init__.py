"""Courses and duties as data: the nation's, a prefecture's changes to them, and a network's own on top of both."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
NATIONAL = "national"
# The trainings that the rules speak of; a network's own have keys of their own.
INITIAL, RENEWAL, CHIEF = "initial", "renewal", "chief"


@dataclass(frozen=True, slots=True)
class Course:
    """One training: a lasting key, its name, and where each of its facts stands.

    `since` is the first day on which anybody can have completed it. `counts`: it fills a window of the five-year grid.
    `guide` is the address of the prefecture's own guide (要項), which decides; empty where nobody has entered one.
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

    def kept(self) -> dict[str, Any]:
        """Return it as plain data, as a network keeps it."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Duties:
    """The numbers of the rules, each with its source in national.toml.

    `years`: fiscal years of a window. `practice` years of 相談支援 within the last `practice_within` before the opening
    day are needed for the first 現任; `chief_practice` years after a 現任 for 主任. A group supervision is due `group`
    months after 初任者, and spoken of at each of `group_at`. `early` months before a deadline it is spoken of.
    """

    years: int
    practice: int
    practice_within: int
    practice_advised: int
    chief_practice: int
    group: int
    group_at: tuple[int, ...]
    early: int


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
    """Return what holds for a network: by its prefecture's name, and with what it has changed or added itself."""
    national, duties = _file(NATIONAL)
    found = {one["key"]: one for one in national}
    for row in (*_of_prefecture(prefecture), *own):
        found[row["key"]] = {**found.get(row["key"], {}), **row}
    return Rules(tuple(_course(one) for one in found.values()), duties)


def prefectures() -> tuple[str, ...]:
    """Return the names of the prefectures of which there is a file."""
    return tuple(_heads())


def _course(row: Mapping[str, Any]) -> Course:
    days = {name: _day(row[name]) for name in ("since", "checked_on", "effective_from")}
    return Course(**{**row, **days})


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    others = [path for path in sorted(FOLDER.glob("*.toml")) if path.stem != NATIONAL]
    return {tomllib.loads(path.read_text(encoding="utf-8"))["prefecture"]: path.stem for path in others}


@lru_cache(maxsize=8)
def _of_prefecture(name: str) -> tuple[dict[str, Any], ...]:
    stem = _heads().get(name)
    return tuple(tomllib.loads((FOLDER / f"{stem}.toml").read_text(encoding="utf-8"))["courses"]) if stem else ()


@lru_cache(maxsize=1)
def _file(stem: str) -> tuple[tuple[dict[str, Any], ...], Duties]:
    data = tomllib.loads((FOLDER / f"{stem}.toml").read_text(encoding="utf-8"))
    duties = data["duties"]
    return tuple(data["courses"]), Duties(**{**duties, "group_at": tuple(duties["group_at"])})
