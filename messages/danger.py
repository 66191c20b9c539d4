"""Words after which a question is not posted before whom to call has been shown: danger.toml."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

# Contacts that have this in their name come first where it may be about abuse.
ABUSE = "虐待"
PATH = Path(__file__).parent / "danger.toml"


@lru_cache(maxsize=1)
def _lists() -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    data = tomllib.loads(PATH.read_text(encoding="utf-8"))
    kinds = {name: tuple(map(_fold, data[name])) for name in ("life", "abuse")}
    return kinds, tuple(sorted(map(_fold, data["not_in"]), key=len, reverse=True))


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def danger_in(text: str) -> dict[str, list[str]]:
    """Return the words of danger in a text by their kind ('life', 'abuse'), outside the harmless phrases."""
    kinds, harmless = _lists()
    folded = _fold(text)
    for phrase in harmless:
        folded = folded.replace(phrase, "\n")
    found = {kind: sorted({word for word in words if word in folded}) for kind, words in kinds.items()}
    return {kind: words for kind, words in found.items() if words}
