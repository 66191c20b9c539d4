"""Which column of a 受講年度確認票 holds what: the line of headings is looked for, in one line or in two; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.kit.sheets import Row
from handlers.kit.text import folded
from messages.courses import CHIEF, INITIAL, RENEWAL
from messages.words import Words, msg

OFFICE, NAME = "office", "name"
COURSES = (INITIAL, RENEWAL, CHIEF)
# What stands above the headings: a title, a day, whom it is for.
SEARCHED = 30
# Headings that are the whole of what stands there, and what a heading says anywhere in it.
WHOLE = {OFFICE: msg("yearsheet-heading-office"), NAME: msg("yearsheet-heading-name")}
WITHIN = {
    INITIAL: msg("yearsheet-heading-initial"),
    RENEWAL: msg("yearsheet-heading-renewal"),
    CHIEF: msg("yearsheet-heading-chief"),
}
NEVER = msg("yearsheet-heading-never")
_BRACKETS = re.compile(r"[(\[【〔].*?[)\]】〕]")
_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class Names:
    """What columns may be called, as it is compared."""

    whole: Mapping[str, tuple[str, ...]]
    within: Mapping[str, tuple[str, ...]]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where people begin (a place among the rows), and what each column is: office, name or a course."""

    begins: int
    columns: Mapping[int, str]
    heads: Mapping[int, str]

    def first(self, what: str) -> int | None:
        """Return the first column of a kind."""
        return next((place for place in sorted(self.columns) if self.columns[place] == what), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """What has no column: office, name, or (INITIAL) any course."""
        there = set(self.columns.values())
        wanted = tuple(what for what in (OFFICE, NAME) if what not in there)
        return wanted if there & set(COURSES) else (*wanted, INITIAL)


def names(words: Words) -> Names:
    """Return what columns may be called, in the words of a network."""
    whole = {what: tuple(folded(one) for one in words.say(said).split("、")) for what, said in WHOLE.items()}
    within = {what: tuple(folded(one) for one in words.say(said).split("、")) for what, said in WITHIN.items()}
    return Names(whole, within, tuple(folded(one) for one in words.say(NEVER).split("、")))


def kind_of(head: str, named: Names) -> str | None:
    """Return what a column with this heading holds; None for one that is not read."""
    text = folded(head)
    if not text or any(word in text for word in named.never):
        return None
    plain = _BRACKETS.sub("", unicodedata.normalize("NFKC", text))
    if whole := next((what for what, heads in named.whole.items() if plain in heads), None):
        return whole
    return next((what for what, words in named.within.items() if any(_says(plain, word) for word in words)), None)


def _says(head: str, word: str) -> bool:
    # A word that ends with a sign for its end is a heading only by itself: 主任 alone may also be a post.
    return _NUMBER.sub("", head) == word[:-1] if word.endswith("$") else word in head


def find(rows: Sequence[Row], named: Names) -> Layout:
    """Return where the headings stand: the line with most of them, together with the one above or below."""
    best = Layout(0, {}, {})
    for place in range(min(len(rows), SEARCHED)):
        for found in _layouts(rows, place, named):
            if len(set(found.columns.values())) > len(set(best.columns.values())):
                best = found
    return best


def _layouts(rows: Sequence[Row], place: int, named: Names) -> list[Layout]:
    """Return how a line reads by itself, with the group headings above it, and with the numbers below it."""
    own = list(rows[place].cells)
    if not {OFFICE, NAME} & {kind_of(cell, named) for cell in own}:
        return []
    above = list(rows[place - 1].cells) if place and len(set(filter(None, rows[place - 1].cells))) > 1 else []
    below = list(rows[place + 1].cells) if _goes_on(rows, place, named) else []
    own, above = _carried(own, below, named), _carried(above, own, named)
    begins = place + 1 + bool(below)
    heads = {at: _together(own, above, below, at, named) for at in range(max(len(own), len(below)))}
    columns = {at: kind for at, head in heads.items() if (kind := kind_of(head, named))}
    # Of two columns of names or offices the first counts; a course may have as many as it likes.
    seen: set[str] = set()
    for at in sorted(columns):
        if columns[at] in WHOLE and columns[at] in seen:
            del columns[at]
        else:
            seen.add(columns[at])
    return [Layout(begins, columns, heads)]


def _carried(groups: list[str], under: list[str], named: Names) -> list[str]:
    """Return group headings with those that stand over several columns, of which a CSV file says only the first."""
    found: list[str] = []
    for at, cell in enumerate(groups):
        counted = at < len(under) and re.search(r"\d", unicodedata.normalize("NFKC", under[at]))
        before = found[-1] if found else ""
        found.append(before if not cell and counted and kind_of(before, named) in COURSES else cell)
    return found


def _together(own: list[str], above: list[str], below: list[str], at: int, named: Names) -> str:
    parts = [cells[at] if at < len(cells) else "" for cells in (above, own, below)]
    mine = kind_of(parts[1], named)
    if mine and (mine in WHOLE or parts[1] == parts[2]):
        return parts[1]
    if mine:
        return parts[1] + (parts[2] if parts[2] != parts[1] else "")
    # A group's heading counts only for what says nothing by itself.
    if (group := kind_of(parts[0], named)) in COURSES:
        return parts[0] + parts[1]
    return parts[1] + parts[2] if group is None else parts[1]


def _goes_on(rows: Sequence[Row], place: int, named: Names) -> bool:
    """Tell whether the next line belongs to the headings: it names nobody (or the same headings), and no day."""
    if place + 1 >= len(rows):
        return False
    own, below = rows[place].cells, rows[place + 1].cells
    for at, cell in enumerate(own):
        said = below[at] if at < len(below) else ""
        if kind_of(cell, named) in WHOLE and said not in ("", cell):
            return False
    return not any(re.search(r"\d{2}", unicodedata.normalize("NFKC", cell)) for cell in below) and any(below)


def is_heading(row: Row, layout: Layout, named: Names) -> bool:
    """Tell whether a line below repeats the headings, as printed rosters do on each page."""
    kinds = [kind_of(row.cells[at], named) if at < len(row.cells) else None for at in (*layout.columns,)]
    return {OFFICE, NAME} <= set(kinds)
