"""How well the guard does on marked texts, by the measures of docs/guard.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
Span = tuple[int, int, str]
_MARK = re.compile(r"\{(?P<maybe>\??)(?P<kind>[a-z_]+)\|(?P<said>[^{}]*)\}")


@dataclass(frozen=True)
class Marked:
    """One message: what must be found, and what may be."""

    text: str
    must: list[Span]
    may: list[Span]


@dataclass
class Measured:
    """The measures of a set, and what went wrong."""

    hit: int = 0
    must: int = 0
    whole: int = 0
    people: int = 0
    people_hit: int = 0
    told: int = 0
    told_hit: int = 0
    nagged: int = 0
    harmless: int = 0
    found: int = 0
    personal: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of spans that were found."""
        return self.hit / max(1, self.must)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of messages."""
        return 2 * self.found / max(1, self.found + self.nagged + self.personal)


def texts(name: str) -> Iterator[Marked]:
    """Give the messages of a file, one a line; a line that ends in a hyphen goes on in the next."""
    lines = (TEXTS / f"{name}.txt").read_text(encoding="utf-8").replace("-\n", "-\x00").splitlines()
    for line in lines:
        if line and not line.startswith("# "):
            yield marked(line.replace("\x00", "\n"))


def marked(line: str) -> Marked:
    """Read the marks of one message."""
    text, done = "", 0
    must: list[Span] = []
    may: list[Span] = []
    for match in _MARK.finditer(line):
        text += line[done : match.start()]
        if match["said"]:
            (may if match["maybe"] else must).append((len(text), len(text) + len(match["said"]), match["kind"]))
        text += match["said"]
        done = match.end()
    return Marked(text + line[done:], must, may)


def measure(find: Callable[[str], list[Span]], messages: list[Marked]) -> Measured:
    """Measure a guard on messages."""
    to = Measured()
    for one in messages:
        found = find(one.text)
        told = [s for s in found if any(_meet(s, g) for g in one.must) or not any(_meet(s, g) for g in one.may)]
        for gold in one.must:
            _count(to, one, gold, [s for s in found if _meet(s, gold)])
        to.wrong += [
            f"FALSE {s[2]} {one.text[s[0] : s[1]]} | {one.text}" for s in told if not any(_meet(s, g) for g in one.must)
        ]
        if one.must:
            to.personal += 1
            to.found += bool(told)
        elif not one.may:
            to.harmless += 1
            to.nagged += bool(told)
    return to


def _count(to: Measured, one: Marked, gold: Span, hits: list[Span]) -> None:
    said = one.text[gold[0] : gold[1]]
    covered = {place for s in hits for place in range(max(s[0], gold[0]), min(s[1], gold[1]))}
    whole = len(covered) == gold[1] - gold[0]
    to.must += 1
    to.hit += bool(hits)
    to.whole += whole
    if gold[2] == "person":
        to.people += 1
        to.people_hit += bool(hits)
    elif gold[2] not in ("org", "age_place"):
        to.told += 1
        to.told_hit += bool(hits)
    if not hits:
        to.wrong.append(f"MISS {gold[2]} {said} | {one.text}")
    elif not whole:
        to.wrong.append(f"PART {gold[2]} {said} -> {[one.text[s[0] : s[1]] for s in hits]} | {one.text}")


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
