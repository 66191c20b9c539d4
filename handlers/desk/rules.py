"""Who may see the desk, and when what stands on no page counts as not arrived; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.kit import days

ROLE = "coordinator"
UNSEEN_DAYS = 3
# The code words that an account or a notice may carry, each with a sentence of its own.
REASONS = ("blocked", "gone", "refused", "attempts", "no_account", "unseen")


def may_see(roles: Sequence[str]) -> bool:
    """Tell whether a person may see whom nothing reaches."""
    return ROLE in roles


def unseen_since(today: date) -> date:
    """Return the day before which what was sent to a page should have been seen: three working days back."""
    return days.working_days_before(today, UNSEEN_DAYS)


def reason(word: str) -> str:
    """Return the code word that has a sentence."""
    return word if word in REASONS else "refused"
