"""All that the guard finds in a text: what is surest claims its place first."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable

from handlers.language.guard.addresses import addresses
from handlers.language.guard.ages import ages, ages_near
from handlers.language.guard.births import birth_behind, births
from handlers.language.guard.contacts import accounts, links, phones
from handlers.language.guard.facilities import facilities, only_asks
from handlers.language.guard.frames import again, unhonoured
from handlers.language.guard.honorifics import honoured
from handlers.language.guard.kinds import Finding, Hit, Kind
from handlers.language.guard.normal import fold, plain
from handlers.language.guard.numbers import numbers


class _Claims:
    """The parts of a text that are taken, in order; none shares a character with another."""

    def __init__(self) -> None:
        self.hits: list[Hit] = []
        self._taken: list[tuple[int, int]] = []

    def free(self, start: int, end: int) -> bool:
        """Tell whether nothing is taken between two places."""
        at = bisect_left(self._taken, (end, 0))
        return at == 0 or self._taken[at - 1][1] <= start

    def take(self, hits: Iterable[Hit]) -> None:
        """Take what is free, the longer of those that begin together first."""
        for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
            if self.free(hit.start, hit.end):
                insort(self._taken, (hit.start, hit.end))
                self.hits.append(hit)

    def block(self, start: int, end: int) -> None:
        """Take a part of the text that is nothing personal."""
        if self.free(start, end):
            insort(self._taken, (start, end))


def hits(text: str) -> list[Hit]:
    """Return what is found in a folded text, in order."""
    claims = _Claims()
    for hit, personal in links(text):
        if personal:
            claims.take([hit])
        else:
            claims.block(hit.start, hit.end)
    claims.take(accounts(text))
    claims.take(births(text))
    told = list(numbers(text))
    claims.take(hit for hit in told if hit.kind is not Kind.RECIPIENT)
    claims.take(hit for hit in told if hit.kind is Kind.RECIPIENT)
    claims.take(phones(text))
    claims.take(addresses(text))
    claims.take(facilities(text))
    claims.take(ages(text))
    claims.take(ages_near(text, claims.hits))
    claims.take(honoured(text))
    claims.take(unhonoured(text))
    claims.take(again(text, claims.hits))
    people = [hit for hit in claims.hits if hit.kind is Kind.PERSON]
    claims.take(day for hit in people if (day := birth_behind(text, hit.end)))
    found = sorted(claims.hits, key=lambda hit: hit.start)
    if all(hit.kind is Kind.ORG for hit in found) and found and only_asks(text):
        return []
    return found


def found_in(given: str) -> list[Finding]:
    """Return the findings of a text, in order."""
    folded = fold(given)
    text = folded.text
    findings = []
    for hit in hits(text):
        start, end = folded.place(hit.start, hit.end)
        tail = given[end : folded.place(hit.end, hit.tail)[1]] if hit.tail > hit.end else ""
        family = plain(text[hit.start : hit.start + hit.family]) if hit.family else ""
        said = text[hit.start : hit.end]
        if hit.kind is Kind.PERSON and not tail:
            said = re.sub(r"(?:ちゃん|くん)$", "", said)
        findings.append(Finding(start, end, hit.kind, given[start:end], plain(said), family, tail))
    return findings
