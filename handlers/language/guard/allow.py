"""What the network has said is nothing personal: words that are no names, its offices, their telephones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from handlers.language.guard.kinds import Finding, Kind, Tier
from handlers.language.guard.normal import fold, plain

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
# A part of an office's name that is as long as this stands for it.
_PART = 4
_NUMBERS = frozenset(set(Kind) - {Kind.PERSON, Kind.INITIALS, Kind.ORG, Kind.AGE_PLACE, Kind.URL, Kind.ACCOUNT})


@dataclass(frozen=True, slots=True)
class Allowed:
    """The network's allow list: normal forms of words, and the digits of numbers."""

    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def holds(self, finding: Finding) -> bool:
        """Tell whether a finding is nothing personal here; what may only be masked never is but by its number."""
        if finding.kind in _NUMBERS and (number := digits(finding.said)) and number in self.numbers:
            return True
        if finding.tier == Tier.MASK:
            return False
        return finding.key in self.words or (finding.kind == Kind.ORG and self._knows_office(finding.key))

    def _knows_office(self, key: str) -> bool:
        """Tell whether a named place is an office of the network, though part of its name is left out or added."""
        return len(key) >= _PART and any(key in word or (len(word) >= _PART and word in key) for word in self.words)


NOTHING = Allowed()


def allowed(words: Iterable[str] = (), numbers: Iterable[str] = ()) -> Allowed:
    """Make an allow list from words and numbers as people write them."""
    return Allowed(frozenset(plain(one) for one in words) - {""}, frozenset(digits(one) for one in numbers) - {""})


def digits(said: str) -> str:
    """Return the digits of a number as people write it, a Japanese country code as the leading zero."""
    found = re.sub(r"[^\d+]", "", fold(said).text.translate(_DIGITS))
    return re.sub(r"^\+81(?:0(?=\d{9}))?", "0", found).replace("+", "")
