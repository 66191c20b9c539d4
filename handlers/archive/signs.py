"""The tokens of a text: what it is about, its pairs of letters and its single ones, as numbers of one network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from uuid import UUID

from handlers.language.concepts import concepts
from handlers.language.tokens import folded, pairs, singles
from messages import synonyms
from storage.search import token

# How much a question means what it says itself, what that belongs to, and what only its answers say.
SAID, ABOVE, ANSWERED = 1.0, 0.4, 0.3
# What stands for itself where a word has few meanings; below it is what it belongs to.
_ITSELF = 0.55
# To be raised when the same text gets other tokens.
_MADE = 1


@dataclass(frozen=True, slots=True)
class Meant:
    """A network's tokens for every meaning: what a question is about at all, and what it says or only belongs to."""

    about: Mapping[str, int]
    said: Mapping[int, tuple[str, float]]

    @classmethod
    def of(cls, network_id: UUID) -> Meant:
        """Make them for a network."""
        about = {name: token(network_id, f"about {name}", counted=True, few=True) for name in concepts().names}
        said = {token(network_id, f"said {name}"): (name, SAID) for name in about}
        said |= {token(network_id, f"above {name}"): (name, ABOVE) for name in about}
        return cls(about, said)


@lru_cache(maxsize=64)
def meant(network_id: UUID) -> Meant:
    """Return a network's tokens for every meaning."""
    return Meant.of(network_id)


@lru_cache(maxsize=1)
def edition() -> str:
    """Return what tells tokens made by this program from those of another."""
    return f"{_MADE}-{blake2b(synonyms.PATH.read_bytes(), digest_size=12).hexdigest()}"


def levels(letters: str) -> dict[str, float]:
    """Return the meanings of a folded text, as said or as what they belong to."""
    return {name: SAID if weight > _ITSELF else ABOVE for name, weight in concepts().of(letters).items()}


def pair_tokens(network_id: UUID, letters: str) -> list[int]:
    """Return the tokens of a question's pairs of letters."""
    return [token(network_id, f"pair {pair}", counted=True) for pair in pairs(letters)]


def tokens_of(network_id: UUID, question: str, answers: Iterable[str]) -> set[int]:
    """Return all the tokens by which a question with its answers can be found."""
    letters = folded(question)
    found = set(pair_tokens(network_id, letters))
    kinds = {SAID: "said", ABOVE: "above"}
    about = levels(letters)
    found |= {token(network_id, f"{kinds[level]} {name}") for name, level in about.items()}
    names, alone = set(about), set(singles(letters))
    for answer in map(folded, answers):
        names |= {name for name, level in levels(answer).items() if level == SAID}
        found |= {token(network_id, f"answered {pair}") for pair in pairs(answer)}
        alone |= singles(answer)
    found |= {token(network_id, f"about {name}", counted=True, few=True) for name in names}
    return found | {token(network_id, f"single {letter}") for letter in alone}


def groups_of(network_id: UUID, word: str) -> list[set[int]]:
    """Return the tokens of which a question that has this folded word has one of each group."""
    by_name = {token(network_id, f"about {name}", counted=True, few=True) for name in concepts().named(word)}
    if len(word) == 1:
        return [by_name | {token(network_id, f"single {word}")}]
    return [
        by_name | {token(network_id, f"pair {pair}", counted=True), token(network_id, f"answered {pair}")}
        for pair in sorted(pairs(word))
    ]
