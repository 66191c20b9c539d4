"""What a question seems to be about: the topics of a network's own list that its words point to (topics.toml)."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent / "topics.toml"


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomllib.loads(PATH.read_text(encoding="utf-8"))


def start() -> tuple[list[str], list[str]]:
    """Return the topics that a new network begins with, and those of them whose answers grow old."""
    return list(_file()["start"]), list(_file()["ageing"])


@lru_cache(maxsize=1)
def _groups() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    rows = _file()["groups"]
    return tuple((tuple(map(_fold, row["names"])), tuple(map(_fold, row["words"]))) for row in rows)


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@lru_cache(maxsize=256)
def _words_of(topic: str) -> tuple[str, ...]:
    name = _fold(topic)
    parts = [part for part in name.replace("/", "・").replace("、", "・").split("・") if part]
    words = [word for names, known in _groups() if any(one in name for one in names) for word in known]
    return tuple(dict.fromkeys((*parts, *words)))


def guessed(text: str, topics: Sequence[str]) -> list[str]:
    """Return the topics that a text has words of, those with the most words first, ties in the list's order."""
    folded = _fold(text)
    counts = {topic: sum(word in folded for word in _words_of(topic)) for topic in topics}
    return sorted((topic for topic in topics if counts[topic]), key=lambda topic: -counts[topic])
