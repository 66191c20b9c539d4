"""The group supervision within a year of 初任者研修: whose is still to come, and until when; pure."""

from __future__ import annotations

from datetime import date

from handlers.language.months import months_on
from handlers.training.grid import Done
from handlers.training.known import Known
from messages.courses import GROUP, INITIAL


def due_after(hers: Known) -> Done | None:
    """Return the newest 初任者研修 after which none is recorded yet; None where its month is not known."""
    start = max((one for one in hers.done if one.course == INITIAL), default=None)
    if start is None or start.exactly == "year":
        return None
    # One that is known to the month or the year alone can lie after it.
    return None if any(one.course == GROUP and one.last >= start.on for one in hers.done) else start


def due_by(hers: Known, start: Done) -> date:
    """Return until when it is due after a 初任者研修."""
    return months_on(start.on, hers.rules.duties.group)
