"""What is right to be told on a day, worked out anew in the plainest way, for the simulated years."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from handlers.kit.days import is_working_day
from handlers.training.grid import Done, standing
from messages.courses import Rules
from storage.ids import short

Key = tuple[str, date, str]
DAY = timedelta(days=1)


@dataclass
class Run:
    """A run as the simulation has made it."""

    id: UUID
    title: str
    first: date
    last: date
    opens: date
    off: bool = False


@dataclass
class Life:
    """Somebody as the simulation knows her."""

    name: str
    user: str
    done: list[Done] = field(default_factory=list)
    said: dict[UUID, str] = field(default_factory=dict)
    not_mine: bool = False
    away: bool = False
    calm: date | None = None
    later: dict[UUID, tuple[str, date]] = field(default_factory=dict)
    # When she last pressed あとで: what follows from it is looked at the next day.
    pressed: date | None = None

    def rests(self, today: date) -> bool:
        """Tell whether she is on leave or has quiet weeks."""
        return self.away or (self.calm is not None and self.calm > today)

    def waits(self, topic: str, today: date) -> bool:
        """Tell whether she wants to hear of a topic later."""
        return any(of == topic and day > today for of, day in self.later.values())


def topic(key: Key) -> str:
    """Return what an occurrence is of."""
    own = key[0].removeprefix("again-")
    return own if own in ("group", "gap") else "course"


def _months(day: date, months: int) -> date:
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    while month < 1:
        year, month = year - 1, month + 12
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError


def _open(day: date, closed: Collection[str]) -> date:
    return day if is_working_day(day, closed) else _open(day - DAY, closed)


def _year(day: date) -> date:
    return date(day.year if day.month > 3 else day.year - 1, 4, 1)


def filling(life: Life, runs: Mapping[UUID, Run], rules: Rules, today: date) -> list[Run]:
    """Return the runs that would fill her window."""
    stands = standing(life.done, rules, today)
    if stands.kind != "runs" or stands.window is None:
        return []
    first, deadline = date(stands.window.first, 4, 1), stands.window.deadline
    return [run for run in runs.values() if not run.off and first <= run.opens <= deadline]


def busy(life: Life, runs: list[Run], today: date) -> bool:
    """Tell whether she has applied for one of them that is not over for more than a month."""
    return any(life.said.get(run.id) == "applied" and (today - _over(run)).days <= 30 for run in runs)


def _over(run: Run) -> date:
    """Return the last day of a run: it lasts 120 days, and no longer than its fiscal year."""
    return min(run.opens + 120 * DAY, date(run.opens.year + (run.opens.month > 3), 3, 31))


def right(life: Life, runs: Mapping[UUID, Run], rules: Rules, closed: Collection[str], today: date) -> set[Key]:
    """Return all that is right on a day."""
    if life.not_mine:
        return set()
    found = _asked(life, runs, today) | _after_first(life, rules, today)
    stands = standing(life.done, rules, today)
    if stands.window is None:
        return found
    deadline = stands.window.deadline
    if stands.kind == "lapsed":
        return found | {("lapsed", deadline, "lapsed")}
    filled = filling(life, runs, rules, today)
    if busy(life, filled, today):
        return found
    of_year = [run for run in filled if run.opens >= _year(deadline)]
    if of_year and all(run.last < today for run in filled) and today >= _year(deadline):
        return found | {("closed", deadline, "closed")}
    found |= _window(date(stands.window.first, 4, 1), deadline, today)
    if renewals := [one.on for one in life.done if one.course == "renewal"]:
        found |= _chief(min(renewals), today)
    for run in filled:
        if run.id not in life.said:
            found |= _run(run, closed, today)
    open = [run for run in filled if run.last >= today and run.id not in life.said]
    last = max(open, key=lambda run: (run.last, run.id), default=None)
    held = life.rests(today) or life.waits("course", today)
    final = last is not None and last.opens >= _year(deadline)
    if held and last and final and _open(last.last - 14 * DAY, closed) <= today:
        found.add(("last", last.last, f"last.{short(last.id)}"))
    return found


def _window(first: date, deadline: date, today: date) -> set[Key]:
    early = _months(deadline, -18)
    if today >= _year(deadline):
        return {("window", deadline, "final")}
    if today >= early:
        return {("window", deadline, "early")}
    return {("window", deadline, "begins")} if first <= today < _months(first, 12) else set()


def _run(run: Run, closed: Collection[str], today: date) -> set[Key]:
    if not run.first <= today <= run.last:
        return set()
    for days, name in ((0, "d0"), (3, "d3"), (14, "d14")):
        if today >= _open(run.last - days * DAY, closed):
            return {("run", run.last, f"{name}.{short(run.id)}")}
    return {("run", run.first, f"open.{short(run.id)}")}


def _asked(life: Life, runs: Mapping[UUID, Run], today: date) -> set[Key]:
    asked = set()
    for run in runs.values():
        over = _over(run) < today <= _over(run) + 91 * DAY
        has = any(one.course == "renewal" and one.on >= run.opens for one in life.done)
        if over and life.said.get(run.id) == "applied" and not run.off and not has:
            asked.add(("done", _over(run), f"done.{short(run.id)}"))
    return asked


def _after_first(life: Life, rules: Rules, today: date) -> set[Key]:
    found: set[Key] = set()
    starts = [one.on for one in life.done if one.course == "initial"]
    if not starts:
        return found
    start = max(starts)
    if not any(one.course == "group" and one.on >= start for one in life.done):
        for months, until in ((3, 6), (6, 9), (9, 11), (11, 12)):
            if _months(start, months) <= today < _months(start, until):
                found.add(("group", _months(start, 12), f"m{months}"))
    stands = standing(life.done, rules, today)
    if stands.kind == "runs" and stands.start:
        since = stands.start.on
        if not any(one.course == "renewal" and one.on >= since for one in life.done):
            for months in (18, 30, 42):
                day = _months(since, months)
                if day <= today <= day + 90 * DAY:
                    found.add(("gap", day, f"m{months}"))
    return found


def _chief(first: date, today: date) -> set[Key]:
    day = _months(first, 36)
    return {("eligible", day, "may.chief")} if day <= today <= day + 90 * DAY else set()
