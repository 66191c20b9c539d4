"""Words that are heavy for the one who writes them: they lead to a quiet card, and nowhere else."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

PATH = Path(__file__).parent / "heavy.toml"


# What may stand behind a word that is all that somebody writes.
_TAIL = ".。,、!?…~〜ー"


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return {name: tuple(map(_fold, words)) for name, words in data.items()}


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_heavy(text: str) -> bool:
    """Tell whether a text has one of the words of heavy.toml outside its harmless phrases, or is one of `alone`."""
    return _fold(text).rstrip(_TAIL) in _lists()["alone"] or _has(text, "grave", "words")


def is_grave(text: str) -> bool:
    """Tell whether a text has one of those words that may be about the writer's life."""
    return _has(text, "grave")


def _has(text: str, *names: str) -> bool:
    lists, folded = _lists(), _fold(text)
    for phrase in sorted(lists["not_in"], key=len, reverse=True):
        folded = folded.replace(phrase, "\n")
    return any(word in folded for name in names for word in lists[name])
