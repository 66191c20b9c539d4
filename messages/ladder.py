"""The ladder: overlapping bands of years, and the roles looked for in each; a network's own, or those of ladder.toml.

As plain data it is a list of rows, so that a change of one is seen as such: {"count_from"}, {"band", "name", "first",
"last"} and {"role", "of", "text", "source", "checked_on"}.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent / "ladder.toml"
PRACTICE, INITIAL = "practice", "initial"
COUNTS = (PRACTICE, INITIAL)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Band:
    """Years of work that belong together: a lasting key, a name, the first year and the last; None: without end."""

    key: str
    name: str
    first: int
    last: int | None

    def holds(self, year: int) -> bool:
        """Tell whether a year of work is one of these."""
        return self.first <= year and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class Role:
    """What is looked for in a band: a lasting key, its text, where it stands and when that was looked at.

    What a network has put in its own words has no source.
    """

    key: str
    band: str
    text: str
    source: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The bands, the roles, and from when years are counted: 'practice' or 'initial'."""

    count_from: str
    bands: tuple[Band, ...]
    roles: tuple[Role, ...]

    def of_band(self, key: str) -> tuple[Role, ...]:
        """Return the roles of a band, in their order."""
        return tuple(one for one in self.roles if one.band == key)

    def role(self, key: str) -> Role | None:
        """Return a role by its key, None where there is none (any more)."""
        return next((one for one in self.roles if one.key == key), None)


def kept(own: Sequence[Row] = ()) -> list[Row]:
    """Return the rows that hold: a network's own, or the shipped ones."""
    return [dict(row) for row in own] or [dict(row) for row in _shipped()]


def ladder(own: Sequence[Row] = ()) -> Ladder:
    """Return the ladder that holds, the bands in the order of their years."""
    rows = kept(own)
    count = next((row["count_from"] for row in rows if "count_from" in row), PRACTICE)
    bands = [Band(row["band"], row["name"], row["first"], row.get("last")) for row in rows if "band" in row]
    roles = [_role(row) for row in rows if "role" in row]
    return Ladder(count, tuple(sorted(bands, key=lambda band: band.first)), tuple(roles))


def _role(row: Mapping[str, Any]) -> Role:
    checked = row.get("checked_on")
    day = date.fromisoformat(checked) if checked else None
    return Role(row["role"], row["of"], row["text"], row.get("source", ""), day)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Row, ...]:
    data = tomllib.loads(PATH.read_text(encoding="utf-8"))
    seen = {"source": data["source"], "checked_on": data["checked_on"].isoformat()}
    bands = ({"last": None, **row} for row in data["bands"])
    return ({"count_from": data["count_from"]}, *bands, *({**row, **seen} for row in data["roles"]))
