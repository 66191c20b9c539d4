"""What the guard finds in a text that others will read, and how it is masked: the seam to handlers/language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class Finding(Protocol):
    """One thing found: from `start` to `end` in code points, of a kind and a tier, what is said there, and its key."""

    start: int
    end: int
    kind: str
    tier: str
    said: str
    key: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A masked text, what each finding has become, and the letters of those who are named in it by their keys."""

    text: str
    becomes: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)


def look(text: str) -> Sequence[Finding]:
    """Return what a text has of people, in order, none overlapping."""
    return ()


def keys(found: Sequence[Finding]) -> Sequence[str]:
    """Return the keys under which a thread knows the letters of those found."""
    return ()


def mask(text: str, found: Sequence[Finding], letters: Mapping[str, str], used: Sequence[str] = ()) -> Masked:
    """Mask findings; a name gets a letter, the same one each time, and none that is used for another."""
    return Masked(text)
