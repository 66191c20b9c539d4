"""What bands and roles may be, and how rows of the ladder are added, mended, moved and taken out; pure."""

from __future__ import annotations

from collections.abc import Sequence

from messages.ladder import COUNTS, Row

# A card has so many buttons: kit/limits.py.
MOST_BANDS, MOST_ROLES = 5, 8
# A name stands on a button, a role on a line.
NAME, TEXT = 10, 60
LAST_YEAR = 60


def bands(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of bands, in the order of their years."""
    return sorted((row for row in rows if "band" in row), key=lambda row: row["first"])


def roles(rows: Sequence[Row], band: str) -> list[Row]:
    """Return the rows of a band's roles, in their order."""
    return [row for row in rows if row.get("of") == band]


def replaced(rows: Sequence[Row], before: Row, after: Row) -> list[Row]:
    """Return the rows with another in one's place."""
    return [after if row == before else row for row in rows]


def without_band(rows: Sequence[Row], band: str) -> list[Row]:
    """Return the rows without a band and its roles."""
    return [row for row in rows if row.get("band") != band and row.get("of") != band]


def moved_up(rows: Sequence[Row], role: Row) -> list[Row]:
    """Return the rows with a role before the one of its band that it stood behind."""
    own = roles(rows, role["of"])
    place = own.index(role)
    if not place:
        return list(rows)
    above = own[place - 1]
    swapped = {above["role"]: role, role["role"]: above}
    return [swapped.get(row.get("role"), row) for row in rows]


def counted_otherwise(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with years counted from the other of the two days."""
    others = {one: COUNTS[place - 1] for place, one in enumerate(COUNTS)}
    return [{"count_from": others[row["count_from"]]} if "count_from" in row else row for row in rows]
