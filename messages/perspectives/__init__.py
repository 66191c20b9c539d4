"""Perspective sets as data: what a reflection looks at, with prompts; a ward may bring its own file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from messages.perspectives.reading import read_text as read_text
from messages.perspectives.shape import DEFAULT as DEFAULT
from messages.perspectives.shape import MOST as MOST
from messages.perspectives.shape import SHIPPED as SHIPPED
from messages.perspectives.shape import Perspective as Perspective
from messages.perspectives.shape import PerspectiveSet as PerspectiveSet
from messages.perspectives.shape import Problem as Problem
from messages.perspectives.shape import Prompt as Prompt
from messages.perspectives.shape import SetError as SetError


def read_set(path: Path) -> PerspectiveSet:
    """Read one TOML file; raises SetError naming what is wrong and where."""
    try:
        return read_text(path.read_text(encoding="utf-8-sig"))
    except SetError as error:
        raise SetError(f"{path.name}: {error}", error.problems) from None
    except (OSError, UnicodeDecodeError):
        raise SetError(path.name) from None


# The text is kept with what was read from it: what two networks have brought in alike is read once.
read_own = lru_cache(maxsize=64)(read_text)


@lru_cache(maxsize=16)
def load_set(id: str, own: Path | None = None) -> PerspectiveSet:
    """Return the set with this id, from the ward's own folder first; raises SetError when there is none."""
    for folder in [own] if own else []:
        for path in sorted(folder.glob("*.toml")):
            if (found := read_set(path)).id == id:
                return found
    if id == DEFAULT:
        return read_set(SHIPPED / f"{DEFAULT}.toml")
    raise SetError(id)


def sets_there(own: Path | None = None) -> list[PerspectiveSet]:
    """Return the sets that need not be brought in: the shipped one, then those of the ward's own folder.

    One of the folder that has the shipped one's id stands in its place; a broken file is for `idobata check` to name.
    """
    found = {DEFAULT: load_set(DEFAULT)}
    for path in sorted(own.glob("*.toml")) if own else []:
        try:
            one = read_set(path)
        except SetError:
            continue
        found[one.id] = one
    return list(found.values())
