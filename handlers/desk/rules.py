"""Who may see the desk, and when what stands on no page counts as not arrived; pure."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from handlers.kit import days

ROLE = "coordinator"
UNSEEN_DAYS = 3


def unseen_since(today: date, closed: Container[str] = ()) -> date:
    """Return the day before which what was sent to a page should have been seen: three working days back."""
    return days.working_days_before(today, UNSEEN_DAYS, closed)
