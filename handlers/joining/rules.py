"""What is still to be asked of somebody who has come in, and which offices may be the one that she means; pure."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.kit.text import folded
from storage.offices import Office
from storage.people import Person

# So many of one name are offered.
MOST_ALIKE = 8


def knows_all(person: Person) -> bool:
    """Tell whether only her consent is missing."""
    return bool(person.name) and person.office_id is not None


def alike(offices: Iterable[Office], name: str) -> list[Office]:
    """Return the offices of this name, however it is typed."""
    return [office for office in offices if folded(office.name) == folded(name)][:MOST_ALIKE]
