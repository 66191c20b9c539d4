"""The field's words that mean much the same, as meanings with their words and what they belong to."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PATH = Path(__file__).parent / "synonyms.toml"
# After the arrow: no meaning of its own, but that this one is in texts about anything.
ANYWHERE = "言い回し"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One line of synonyms.toml: its name, the words that say it (its name first), what it belongs to.

    A meaning that is said anywhere says little of what a text is about.
    """

    name: str
    words: tuple[str, ...]
    belongs: tuple[str, ...]
    anywhere: bool = False


def read(text: str) -> tuple[Meaning, ...]:
    """Read a table of synonyms; raises ValueError where something belongs to what has no line of its own."""
    found = []
    for name, line in tomllib.loads(text).items():
        words, _, belongs = line.partition("→")
        above = _several(belongs)
        belonging = tuple(one for one in above if one != ANYWHERE)
        found.append(Meaning(name, (name, *_several(words)), belonging, ANYWHERE in above))
    names = {meaning.name for meaning in found}
    if lost := sorted({name for meaning in found for name in meaning.belongs} - names):
        raise ValueError("、".join(lost))
    return tuple(found)


def _several(text: str) -> list[str]:
    return [word.strip() for word in text.split("、") if word.strip()]


@lru_cache(maxsize=1)
def meanings() -> tuple[Meaning, ...]:
    """Return the table that comes with the program."""
    return read(PATH.read_text(encoding="utf-8"))
