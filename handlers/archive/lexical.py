"""How much earlier questions resemble a text by what they are about and by their letters: the level without extras."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from handlers.archive.signs import ANSWERED, Meant, levels, meant, pair_tokens
from handlers.language.concepts import concepts
from handlers.language.tokens import folded
from storage import search
from storage.db import Here

T = TypeVar("T")

# So many questions are compared letter by letter; more are only counted.
COMPARED = 120
# What keeps short texts from being sure of themselves.
_FEW_MEANINGS = 1.5
_FEW_PAIRS = 4.0
# In a network's first days words are as rare as in an archive of this size.
_USUAL = 300
# Pairs of letters next to meanings.
_PAIRS = 0.3
# What is said anywhere (when, how, to begin) next to what a text is about.
_ANYWHERE = 0.5


@dataclass(frozen=True, slots=True)
class Asked:
    """A text as it is compared: the weights of its meanings and of its pairs, by token, both of length about 1."""

    meant: Meant
    meanings: Mapping[str, float]
    pairs: Mapping[int, float]
    rare: Mapping[str, float]

    @classmethod
    def of(cls, network_id: UUID, text: str, known: Mapping[int, int]) -> Asked:
        """Weigh a text by how rare in the archive is what it says."""
        table, letters = meant(network_id), folded(text)
        every = max(known.get(search.EVERY, 0), _USUAL)
        rare = {name: _telling(name) * _rare(known.get(one, 0), every) for name, one in table.about.items()}
        meanings = {name: level * rare[name] for name, level in levels(letters).items()}
        pairs = {one: _rare(known.get(one, 0), every) for one in pair_tokens(network_id, letters)}
        evened = {one: weight * pairs[one] for one, weight in _even(pairs, 1.0).items()}
        return cls(table, _even(meanings, _FEW_MEANINGS), evened, rare)

    def weights(self) -> dict[int, float]:
        """Return how much each token that is looked up says."""
        found = {self.meant.about[name]: weight * self.rare[name] for name, weight in self.meanings.items()}
        return found | {one: _PAIRS * weight for one, weight in self.pairs.items()}

    def resembles(self, tokens: Collection[int]) -> float:
        """Return how much a question with these tokens resembles the text."""
        theirs: dict[str, float] = {}
        shared = length = pairs = 0.0
        for one in tokens:
            if (said := self.meant.said.get(one)) is not None:
                theirs[said[0]] = said[1] * self.rare[said[0]]
            pairs += self.pairs.get(one, 0.0)
            length += one % 2
        own = set(tokens)
        for name, weight in self.meanings.items():
            answered = ANSWERED * self.rare[name] if self.meant.about[name] in own else 0.0
            shared += weight * theirs.get(name, answered)
        size = math.sqrt(sum(weight * weight for weight in theirs.values())) + _FEW_MEANINGS
        return shared / size + _PAIRS * pairs / (math.sqrt(max(length - len(theirs), 0.0)) + _FEW_PAIRS)


def _telling(name: str) -> float:
    return _ANYWHERE if name in concepts().anywhere else 1.0


def _rare(n: int, every: int) -> float:
    return math.log(1 + every / (n + 1))


def _even(weights: Mapping[T, float], few: float) -> dict[T, float]:
    size = math.sqrt(sum(weight * weight for weight in weights.values())) + few
    return {one: weight / size for one, weight in weights.items()}


def resembling(here: Here, text: str, audiences: Collection[str]) -> dict[UUID, float]:
    """Return the questions that have something in common with a text, and how much they resemble it."""
    known = search.counts(here, pair_tokens(here.network_id, folded(text)))
    asked = Asked.of(here.network_id, text, known)
    found = search.likely(here, asked.weights(), known, audiences, COMPARED)
    return {id: asked.resembles(tokens) for id, tokens in found}
