"""Words that are heavy for the one who writes them: they lead to a quiet card, and nowhere else."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PATH = Path(__file__).parent / "heavy.toml"


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists of heavy.toml as patterns; `alone` is for a text without what stands behind its last letter."""

    grave: re.Pattern[str]
    words: re.Pattern[str]
    alone: re.Pattern[str]
    harmless: re.Pattern[str]


@lru_cache(maxsize=1)
def _lists() -> _Lists:
    data = {name: list(map(_fold, words)) for name, words in tomllib.loads(PATH.read_text(encoding="utf-8")).items()}
    harmless = [*data["not_in"], *(word + how for word in data["told"] for how in data["telling"])]
    front, stems, tail = (_any(data[name]) for name in ("front", "alone", "tail"))
    alone = re.compile(f"(?:{front})*(?:{stems})(?:{tail})?")
    return _Lists(_pattern(data["grave"]), _pattern(data["words"]), alone, re.compile(_any(harmless)))


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    # In the middle of a word of katakana a word of katakana is none.
    return re.compile(f"(?:(?=[^ァ-ヴー])|(?<![ァ-ヴー]))(?:{_any(words)})")


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_heavy(text: str) -> bool:
    """Tell whether a text has one of the words of heavy.toml outside its harmless phrases, or is one of `alone`."""
    lists, folded = _lists(), _fold(text)
    said = re.sub(r"\([^()]*\)$", "", folded.rstrip(".。"))
    while said and unicodedata.category(said[-1])[0] not in "LN":
        said = said[:-1]
    return lists.alone.fullmatch(said) is not None or _has(lists, folded, lists.grave, lists.words)


def is_grave(text: str) -> bool:
    """Tell whether a text has one of those words that may be about the writer's life."""
    lists = _lists()
    return _has(lists, _fold(text), lists.grave)


def _has(lists: _Lists, folded: str, *wanted: re.Pattern[str]) -> bool:
    left = lists.harmless.sub("\n", folded)
    return any(pattern.search(left) for pattern in wanted)
