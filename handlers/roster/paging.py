"""Eight at a time: a page begins after the one that the page before ended with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from handlers.roster.cards import PAGE
from storage.ids import short


class HasId(Protocol):
    """A row with an id."""

    @property
    def id(self) -> UUID:
        """The row's id."""
        ...


Row = TypeVar("Row", bound=HasId)


def page(found: Sequence[Row], after: str) -> tuple[Sequence[Row], str]:
    """Return the rows of a page, and what the next one begins after: empty on the last page.

    A row that has gone meanwhile brings back to the beginning.
    """
    ids = [short(one.id) for one in found]
    first = ids.index(after) + 1 if after in ids else 0
    shown = found[first : first + PAGE]
    return shown, short(shown[-1].id) if len(found) > first + PAGE else ""
