"""When somebody is reminded of a visit: a week before, the working day before, and two hours before; pure."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from uuid import UUID, uuid5

from handlers.kit.days import minute_of, working_days_before

Name = Literal["week", "day", "soon"]
WEEK, SOON = timedelta(days=7), timedelta(hours=2)
# So far ahead the working day before can lie: the turn of the year with what stands around it.
FURTHEST = timedelta(days=30)
# At night nothing is said: minutes after midnight.
NIGHT = (21 * 60, 7 * 60)


@dataclass(frozen=True, slots=True)
class Stage:
    """One reminder: its name, and from when to when it is right; all moments in the network's zone."""

    name: Name
    due: datetime
    over: datetime

    def subject(self, visit: UUID, start: datetime) -> UUID:
        """Return the id under which it is told once: another for another time of the visit."""
        return uuid5(visit, f"{start.timestamp():.0f} {self.name}")


def is_night(local: datetime) -> bool:
    """Tell whether nothing is said now."""
    return not NIGHT[1] <= minute_of(local) < NIGHT[0]


def stages(start: datetime, closed: Container[str] = ()) -> tuple[Stage, ...]:
    """Return the reminders of a visit that begins then, on the network's own clock; each ends where the next begins."""
    before = _midnight(start, working_days_before(start.date(), 1, closed))
    # The morning's letter of a working day brings it: no later than on the day before.
    week = min(_midnight(start, (start - WEEK).date()), before)
    dawn = datetime.combine(start.date(), time(NIGHT[1] // 60), start.tzinfo)
    soon = max(start - SOON, dawn)
    found = (Stage("week", week, before), Stage("day", before, soon), Stage("soon", soon, start))
    return tuple(stage for stage in found if stage.due < stage.over)


def _midnight(start: datetime, day: date) -> datetime:
    return datetime.combine(day, time(), start.tzinfo)


def now(start: datetime, local: datetime, closed: Container[str] = ()) -> Stage | None:
    """Return the reminder that is right at a moment; None between none and the first, and once it has begun."""
    return next((stage for stage in stages(start, closed) if stage.due <= local < stage.over), None)
