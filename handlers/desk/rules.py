"""Who may see the desk, what stands behind each of its doors, and when what is on no page has not arrived; pure."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from handlers.kit import days

ROLE = "coordinator"
UNSEEN_DAYS = 3
# What a coordinator wants, and the first words of the verbs that serve it; any other stands on the desk itself.
ROOMS = {
    "well": ("flagged", "keep", "places"),
    "training": ("deadlines", "runs", "yearsheet", "cohort", "courses", "ladder"),
    "people": ("roster", "desk"),
    "house": ("network", "record"),
}


def unseen_since(today: date, closed: Container[str] = ()) -> date:
    """Return the day before which what was sent to a page should have been seen: three working days back."""
    return days.working_days_before(today, UNSEEN_DAYS, closed)


def room_of(verb: str) -> str:
    """Return in which room the door with this verb stands; empty for one on the desk itself."""
    first = verb.partition(".")[0]
    return next((room for room, verbs in ROOMS.items() if first in verbs), "")
