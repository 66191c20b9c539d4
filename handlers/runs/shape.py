"""What is told of a run, what is wrong with it, and what may be meant so; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Self

from handlers.keeping.rules import is_address
from messages.eras import Era
from messages.words import Msg, msg
from storage.runs import CourseRun

# As wide as the columns of storage/runs.py.
TITLE, PREFECTURE, PLACE, HOW = 60, 10, 100, 200
MOST_DAYS = 20
# A day, and its minutes after midnight as far as they are known.
Hours = tuple[date, int | None, int | None]
# What somebody may say of a run from how she stands to it; '' takes it back. Any of them holds when it is pressed.
NEXT = {
    "": ("applied", "accepted", "not_for_me"),
    "applied": ("accepted", "not_accepted", "withdrawn"),
    "accepted": ("applied", "withdrawn"),
    "not_accepted": ("applied", "accepted"),
    "withdrawn": ("applied", "accepted"),
    "not_for_me": ("applied", "accepted"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A run as it is entered: the columns of storage/runs.py that a coordinator writes; no opening day: not said."""

    course: str = ""
    prefecture: str = ""
    title: str = ""
    apply_from: date | None = None
    apply_to: date | None = None
    opens_on: date | None = None
    days: tuple[Hours, ...] = ()
    place: str = ""
    url: str = ""
    how: str = ""
    recommended: bool = False
    by_ward: bool = False

    def kept(self) -> dict[str, Any]:
        """Return it as plain data, as a draft keeps it."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    def whole(self) -> Self:
        """Return it with its days in order, the opening day among them."""
        known = {one[0]: one for one in self.days}
        if self.opens_on:
            known.setdefault(self.opens_on, (self.opens_on, None, None))
        return replace(self, days=tuple(known[day] for day in sorted(known)))

    def put(self, run: CourseRun) -> None:
        """Write it into a run."""
        whole = self.whole()
        for name in (one.name for one in fields(self) if one.name != "days"):
            setattr(run, name, getattr(whole, name))
        run.days = [{"day": day.isoformat(), "from": start, "until": end} for day, start, end in whole.days]
        run.most_days = max(run.most_days or 1, len(run.days))


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def told_of(kept: Mapping[str, Any]) -> Told:
    """Return what was kept as plain data."""
    days = tuple((date.fromisoformat(day), start, end) for day, start, end in kept["days"])
    named = {name: kept[name] and date.fromisoformat(kept[name]) for name in ("apply_from", "apply_to", "opens_on")}
    return Told(**{**kept, **named, "days": days})


def of_run(run: CourseRun) -> Told:
    """Return what a run says."""
    days = tuple((date.fromisoformat(one["day"]), one["from"], one["until"]) for one in run.days)
    return Told(**{one.name: getattr(run, one.name) for one in fields(Told) if one.name != "days"}, days=days)


def days_of(run: CourseRun) -> tuple[Hours, ...]:
    """Return the days of a run in order, each with its minutes; the opening day where no other is known."""
    return of_run(run).whole().days


def problems(told: Told) -> list[Msg]:
    """Return what has to be put right before a run is kept."""
    found = []
    if told.opens_on is None:
        found.append(msg("runs-no-opening"))
    if told.apply_from and told.apply_to and told.apply_to < told.apply_from:
        found.append(msg("runs-order-apply", first=Era(told.apply_from), last=Era(told.apply_to)))
    if told.opens_on and told.apply_to and told.opens_on < told.apply_to:
        found.append(msg("runs-order-opens", last=Era(told.apply_to), opens=Era(told.opens_on)))
    if told.opens_on and told.apply_from and not told.apply_to and told.opens_on < told.apply_from:
        found.append(msg("runs-order-opens", last=Era(told.apply_from), opens=Era(told.opens_on)))
    if early := [day for day, _, _ in told.days if told.opens_on and day < told.opens_on]:
        found.append(msg("runs-order-days", day=Era(min(early))))
    if len(told.whole().days) > MOST_DAYS:
        found.append(msg("runs-many-days", most=MOST_DAYS))
    if told.url and not is_address(told.url):
        found.append(msg("runs-url-how"))
    return found


def doubts(told: Told, today: date) -> list[Msg]:
    """Return what may be meant so, and is asked about once."""
    if told.opens_on and told.opens_on < today:
        return [msg("runs-past-opens", day=Era(told.opens_on))]
    return [msg("runs-past-apply", day=Era(told.apply_to))] if told.apply_to and told.apply_to < today else []


def days_left(run: CourseRun, today: date) -> int | None:
    """Return how many days are left to apply, 0 on the last one; None where it is over, or nobody knows its end."""
    return (run.apply_to - today).days if run.apply_to and run.apply_to >= today else None


def next_day(run: CourseRun, today: date) -> Hours | None:
    """Return the next day of a run, today's with it."""
    return next((one for one in days_of(run) if one[0] >= today), None)
