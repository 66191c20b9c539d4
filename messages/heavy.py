"""Words that are heavy for the one who writes them: they lead to a quiet card, and nowhere else."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

PATH = Path(__file__).parent / "heavy.toml"


@lru_cache(maxsize=1)
def _lists() -> tuple[tuple[str, ...], tuple[str, ...]]:
    data = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return tuple(map(_fold, data["words"])), tuple(map(_fold, data["not_in"]))


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_heavy(text: str) -> bool:
    """Tell whether a text has one of the words of heavy.toml outside its harmless phrases."""
    words, harmless = _lists()
    folded = _fold(text)
    for phrase in sorted(harmless, key=len, reverse=True):
        folded = folded.replace(phrase, "\n")
    return any(word in folded for word in words)
