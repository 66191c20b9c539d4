"""障害種別: what people can say they know about, and in which of them a question seems to be."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

PATH = Path(__file__).parent / "fields.toml"


@lru_cache(maxsize=1)
def _shipped() -> dict[str, tuple[str, ...]]:
    rows = tomllib.loads(PATH.read_text(encoding="utf-8"))["fields"]
    return {row["name"]: tuple(map(_fold, row["words"])) for row in rows}


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()


def names(own: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the fields of a network: its own list, or those of fields.toml where it keeps none."""
    return tuple(own) or tuple(_shipped())


def seen_in(text: str, own: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the fields of a network that a text seems to be about, in the order of its list."""
    folded = _fold(text)
    return tuple(name for name in names(own) if any(word in folded for word in _shipped().get(name, (_fold(name),))))
