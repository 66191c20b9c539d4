"""What a perspective set is, and how large its parts may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from messages.words import Msg

SHIPPED = Path(__file__).parent
DEFAULT = "tokyo-v8"
MOST = 10
LABEL = 20
SENTENCE = 200
TITLE = 100
SOURCE = 300
KEY = 30
SET_ID = 40  # storage/perspectives.py
VERSIONS = 9999


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question that can be asked under a perspective."""

    key: str
    ask: str


@dataclass(frozen=True, slots=True)
class Perspective:
    """One way of looking at one's work: its name, its sentence and its prompts, the first of them about a strength."""

    key: str
    label: str
    sentence: str
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True, slots=True)
class PerspectiveSet:
    """A versioned set of 1 to 10 perspectives, with where it comes from and when that was checked."""

    id: str
    version: int
    title: str
    source: str
    checked_on: date
    perspectives: tuple[Perspective, ...]

    def get(self, key: str) -> Perspective:
        """Return the perspective with this key; raises KeyError."""
        return {perspective.key: perspective for perspective in self.perspectives}[key]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong on a line, as a sentence that says what to do; `place` names it in the file's own words."""

    line: int
    place: str
    says: Msg


class SetError(Exception):
    """A perspective set that cannot be used; the first argument names the first problem's place, `problems` all."""

    def __init__(self, place: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(place)
        self.problems = problems
