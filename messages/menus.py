"""What can be booked: a network's own menus, or those of menus.toml where it keeps none."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).parent / "menus.toml"
LENGTHS = (15, 30, 45, 60, 75, 90, 120, 150, 180)


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu: a lasting key, the name that people read, and the rules of menus.toml.

    `minutes`, `buffer` (travel before and after, for hosts) in minutes; `notice` in working days; `furthest` in days.
    """

    key: str
    name: str
    minutes: int
    pools: tuple[str, ...]
    ways: tuple[str, ...]
    buffer: int
    notice: int
    furthest: int
    case: bool
    field: bool
    heavy: bool

    def kept(self) -> dict[str, Any]:
        """Return it as plain data, as a network keeps it."""
        return asdict(self) | {"pools": list(self.pools), "ways": list(self.ways)}


def menu(row: Mapping[str, Any]) -> Menu:
    """Return a menu from plain data."""
    return Menu(**{**row, "pools": tuple(row["pools"]), "ways": tuple(row["ways"])})


@lru_cache(maxsize=1)
def _shipped() -> tuple[Menu, ...]:
    return tuple(menu(row) for row in tomllib.loads(PATH.read_text(encoding="utf-8"))["menus"])


def menus(own: Sequence[Mapping[str, Any]] = ()) -> tuple[Menu, ...]:
    """Return what a network can book, in its own order."""
    return tuple(menu(row) for row in own) or _shipped()


def by_key(key: str, own: Sequence[Mapping[str, Any]] = ()) -> Menu | None:
    """Return the menu with this key, None where the network has it no more."""
    return next((one for one in menus(own) if one.key == key), None)
