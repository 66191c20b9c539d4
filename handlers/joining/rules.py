"""What is still to be asked of somebody who has come in, and which offices may be the one that she means; pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar
from uuid import UUID

from handlers.kit.text import folded

# So many of one name are offered.
MOST_ALIKE = 8


class Named(Protocol):
    """What has a name."""

    name: str


N = TypeVar("N", bound=Named)


def knows_all(name: str, office: UUID | None) -> bool:
    """Tell whether only her consent is missing."""
    return bool(name) and office is not None


def alike(offices: Iterable[N], name: str) -> list[N]:
    """Return the offices of this name, however it is typed."""
    return [office for office in offices if folded(office.name) == folded(name)][:MOST_ALIKE]
