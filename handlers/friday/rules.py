"""When the weekly invitation comes; pure."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, time
from uuid import UUID, uuid5

from handlers.kit import days

FRIDAY = 4
# When the week's work is nearly done, and there is still time for three minutes of it.
AT = time(16, 30)


def is_time(local: datetime, hours_until: int, closed: Container[str] = ()) -> bool:
    """Tell whether the invitation may come now: a Friday that is a working day, from 16:30 to the end of her hours."""
    in_time = AT.hour * 60 + AT.minute <= days.minute_of(local) < hours_until
    return in_time and local.weekday() == FRIDAY and days.is_working_day(local.date(), closed)


def subject_of(person_id: UUID, day: date) -> UUID:
    """Return the id of a person's invitation of a day: the outbox takes each only once."""
    return uuid5(person_id, f"friday {day.isoformat()}")
