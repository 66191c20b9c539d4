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
def _lists() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    data = tomllib.loads(PATH.read_text(encoding="utf-8"))
    words, alone, harmless = (tuple(map(_fold, data[name])) for name in ("words", "alone", "not_in"))
    return words, alone, harmless


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_heavy(text: str) -> bool:
    """Tell whether a text has one of the words of heavy.toml outside its harmless phrases, or is one of `alone`."""
    words, alone, harmless = _lists()
    folded = _fold(text)
    if folded.rstrip(_TAIL) in alone:
        return True
    for phrase in sorted(harmless, key=len, reverse=True):
        folded = folded.replace(phrase, "\n")
    return any(word in folded for word in words)
