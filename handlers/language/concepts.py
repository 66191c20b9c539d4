"""What a text is about, in the meanings of messages/synonyms.toml, whichever words it says them with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from handlers.language.tokens import folded
from messages.synonyms import Meaning, meanings

# What a meaning belongs to is meant less than the meaning itself, and what that belongs to less again.
LESS = 0.5
STEPS = 2
_KANJI = re.compile(r"[\u3400-\u9fff々]")


class Concepts:
    """A table of meanings, ready to be looked for in texts."""

    def __init__(self, table: Iterable[Meaning]) -> None:
        lines = {meaning.name: meaning for meaning in table}
        self.names = tuple(lines)
        self.anywhere = frozenset(name for name, meaning in lines.items() if meaning.anywhere)
        self._above = {name: _above(name, lines) for name in lines}
        self._said: dict[str, tuple[str, ...]] = {}
        for meaning in lines.values():
            for word in filter(None, map(folded, meaning.words)):
                self._said[word] = (*(name for name in self._said.get(word, ()) if name != meaning.name), meaning.name)
        lengths: dict[str, set[int]] = {}
        for word in self._said:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def found(self, letters: str) -> list[tuple[int, int]]:
        """Return where words of the table stand in a folded text; none of them lies within another."""
        spans: list[tuple[int, int]] = []
        for start, first in enumerate(letters):
            for length in self._lengths.get(first, ()):
                word = letters[start : start + length]
                if word in self._said and (length > 1 or _stands_alone(letters, start)):
                    if not spans or start + length > spans[-1][1]:
                        spans.append((start, start + length))
                    break
        return spans

    def of(self, letters: str) -> dict[str, float]:
        """Return how much each meaning is meant by a folded text, at most 1."""
        weights: dict[str, float] = {}
        for start, end in self.found(letters):
            names = self._said[letters[start:end]]
            for name in names:
                for other, less in self._above[name].items():
                    # A word of several meanings says each of them less clearly.
                    weights[other] = max(weights.get(other, 0.0), less / len(names) ** 0.5)
        return weights

    def named(self, word: str) -> tuple[str, ...]:
        """Return the meanings that a whole folded word says."""
        return self._said.get(word, ())


def _stands_alone(letters: str, at: int) -> bool:
    # 子 is a word, but not the 子 of 様子.
    if not _KANJI.match(letters[at]):
        return True
    return not _KANJI.match(letters[at - 1 : at]) and not _KANJI.match(letters[at + 1 : at + 2])


def _above(name: str, lines: Mapping[str, Meaning]) -> dict[str, float]:
    found, edge, less = {name: 1.0}, {name}, 1.0
    for _ in range(STEPS):
        less *= LESS
        edge = {above for one in edge for above in lines[one].belongs} - found.keys()
        found |= dict.fromkeys(edge, less)
    return found


@lru_cache(maxsize=1)
def concepts() -> Concepts:
    """Return the table that comes with the program."""
    return Concepts(meanings())
