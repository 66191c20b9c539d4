"""How long somebody of a roster who does not join is waited for; pure."""

from __future__ import annotations

from datetime import date

from messages.eras import fiscal_year

# Fiscal years after the one in which a roster named her last.
YEARS = 2


def kept_until(named: date) -> date:
    """Return the last day of what was brought on a day."""
    return date(fiscal_year(named) + YEARS + 1, 3, 31)


def kept_since(today: date) -> date:
    """Return the first day of which what was brought is still kept today."""
    return date(fiscal_year(today) - YEARS, 4, 1)
