"""Some at a time: a page begins after the one that the page before ended with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def page(found: Sequence[T], after: str, most: int, key: Callable[[T], str]) -> tuple[Sequence[T], str]:
    """Return at most `most` rows, and the key that the next page begins after: empty on the last page.

    A row that has gone meanwhile brings back to the beginning.
    """
    keys = [key(one) for one in found]
    first = keys.index(after) + 1 if after in keys else 0
    shown = found[first : first + most]
    return shown, key(shown[-1]) if len(found) > first + most else ""
