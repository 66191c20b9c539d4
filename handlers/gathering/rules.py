"""Who may show a code, and from how many on a number is said; pure."""

from __future__ import annotations

ROLE = "coordinator"
# As in all that the house counts: of fewer, who sits in the room could tell who they were.
LEAST = 5
DIGITS = 6


def said(finished: int) -> int | None:
    """Return the number that may be said; None while there are too few."""
    return finished if finished >= LEAST else None
