"""What the picture of a way shows, as plain data: years downward, bands, windows, steps, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Shape = Literal["began", "done", "taught", "from", "until"]
Filling = Literal["filled", "open", "passed"]


@dataclass(frozen=True, slots=True)
class Strip:
    """A band: its name, its name with its years, its first day, and the first day after it (None: without end)."""

    name: str
    label: str
    first: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A window, from its first day to its deadline: filled, still open, or passed."""

    first: date
    until: date
    filling: Filling


@dataclass(frozen=True, slots=True)
class Mark:
    """A step beside the fiscal year in which it lies; each of `words` begins a line."""

    year: int
    shape: Shape
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it. `years` are fiscal years with their names, in a row; `now` stands below today's.

    `title`, `day` (of which day it is) and `text` (the same in words) are said; `note` stands below, where something is
    not in it. `shapes` and `fillings` say what a sign means.
    """

    title: str
    day: str
    text: str
    years: tuple[tuple[int, str], ...]
    today: date
    now: tuple[str, ...]
    strips: tuple[Strip, ...]
    frames: tuple[Frame, ...]
    marks: tuple[Mark, ...]
    shapes: dict[Shape, str]
    fillings: dict[Filling, str]
    notes: tuple[str, ...] = ()
