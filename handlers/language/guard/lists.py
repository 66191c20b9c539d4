"""The lists that the guard knows names and places by, read from data/ when they are first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lists:
    """What stands in data/, each a set of folded forms."""

    # Surnames that are nothing but names, and those that are words or signs as well (東, 林).
    surnames: frozenset[str]
    words: frozenset[str]
    # Surnames that everybody takes for a person even alone.
    common: frozenset[str]
    given: frozenset[str]
    given_one: frozenset[str]
    given_words: frozenset[str]
    kana_surnames: frozenset[str]
    kana_given: frozenset[str]
    places: frozenset[str]
    # Who is no named person: roles, relatives, trades, in any script; and the last signs of such words.
    roles: frozenset[str]
    # Nouns that no surname is written like: an unknown name is none of them.
    nouns: frozenset[str]
    # What may stand right before a name without belonging to it: roles, relatives, days.
    before: frozenset[str]
    # People of history and of the television.
    known: frozenset[str]
    # What offices are often called.
    offices: frozenset[str]


@cache
def lists() -> Lists:
    """Return the lists, read once."""
    folder = Path(__file__).parent / "data"

    def read(name: str) -> frozenset[str]:
        lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        return frozenset(word for line in lines if not line.startswith("#") for word in line.split())

    names = Lists.__dataclass_fields__
    return Lists(**{name: read(name) for name in names})


@cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    """Return the sections of data/vocabulary.txt."""
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in (Path(__file__).parent / "data" / "vocabulary.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and line[1:-1].replace(" ", "").isascii():
            section = found.setdefault(line[1:-1], [])
        elif not line.startswith("#"):
            section += line.split()
    return {name: tuple(pieces) for name, pieces in found.items()}


def words(section: str) -> tuple[str, ...]:
    """Return the pieces of a section of the vocabulary."""
    return _vocabulary()[section]


def one_of(section: str) -> str:
    """Return a regular expression for any piece of a section of the vocabulary, the earlier ones first."""
    return f"(?:{'|'.join(words(section))})"
