"""What is right to be told on a day, worked out anew in the plainest way, for the simulated years."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from handlers.kit.days import is_working_day
from handlers.training.grid import Done, Standing, standing
from messages.courses import Rules
from storage.ids import short

Key = tuple[str, date, str]
DAY = timedelta(days=1)
COUNTS = ("renewal", "chief")
LASTS = {"renewal": 120, "chief": 60}
UNDER_WAY = ("applied", "accepted")


@dataclass
class Run:
    """A run as the simulation has made it; of some nobody knows the first day of application, or the last one."""

    id: UUID
    title: str
    first: date | None
    last: date | None
    opens: date
    off: bool = False
    course: str = "renewal"
    ends: date = date.min
    by_ward: bool = False

    @property
    def over(self) -> date:
        """Its last day; where only the opening day is known it lasts so long, and no longer than its fiscal year."""
        if self.ends > self.opens:
            return self.ends
        return min(self.opens + LASTS[self.course] * DAY, date(self.opens.year + (self.opens.month > 3), 3, 31))

    def open(self, today: date) -> bool:
        """Tell whether one can still apply."""
        return today <= (self.last or self.opens)


@dataclass
class Life:
    """Somebody as the simulation knows her."""

    name: str
    user: str
    done: list[Done] = field(default_factory=list)
    said: dict[UUID, str] = field(default_factory=dict)
    # Whom the ward does not recommend this time cannot apply where that is needed.
    not_now: set[UUID] = field(default_factory=set)
    moved: dict[date, date] = field(default_factory=dict)
    practice: date | None = None
    confirmed: date | None = None
    not_mine: bool = False
    away: bool = False
    calm: date | None = None
    later: dict[UUID, tuple[str, date]] = field(default_factory=dict)
    # When she last pressed あとで: what follows from it is looked at the next day.
    pressed: date | None = None

    def stands(self, rules: Rules, today: date) -> Standing:
        """Return how she stands on a day: looked at elsewhere, against a reference of its own."""
        return standing(self.done, rules, today, self.moved)

    def has(self, course: str, since: date) -> bool:
        """Tell whether she has completed a course on a day or later."""
        return any(one.course == course and one.on >= since for one in self.done)

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


def _years(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29) and (day.year + years) % 4
    return date(day.year + years, 3, 1) if leap else date(day.year + years, day.month, day.day)


def able(life: Life, course: str) -> date | None:
    """Return from which opening day on she may take a course; None: from any, as far as anybody knows."""
    if course == "chief":
        renewals = [one.on for one in life.done if one.course == "renewal"]
        return _years(max(min(renewals), life.practice or min(renewals)), 3) if renewals else None
    starts = [one.on for one in life.done if one.course == "initial"]
    if not starts or life.practice is None or any(one.course in COUNTS and one.on >= max(starts) for one in life.done):
        return None
    return _years(life.practice, 2)


def filling(life: Life, runs: Mapping[UUID, Run], rules: Rules, today: date) -> list[Run]:
    """Return the runs that would fill her window."""
    stands = life.stands(rules, today)
    if stands.kind != "runs" or stands.window is None:
        return []
    first, deadline = date(stands.window.first, 4, 1), stands.window.deadline
    found = [run for run in runs.values() if not run.off and first <= run.ends <= deadline]
    if not any(one.course == "renewal" for one in life.done):
        found = [run for run in found if run.course != "chief"]
    return [run for run in found if run.opens >= (able(life, run.course) or run.opens)]


def busy(life: Life, runs: list[Run], today: date) -> bool:
    """Tell whether she has applied for one of them that is not over for more than a month."""
    return any(life.said.get(run.id) in UNDER_WAY and (today - run.over).days <= 30 for run in runs)


def stands(life: Life, runs: Mapping[UUID, Run], rules: Rules, today: date) -> bool:
    """Tell whether there is something to say to whoever wanted to hear of the course again: where she stands."""
    now = life.stands(rules, today)
    if life.not_mine or now.kind != "runs" or now.window is None:
        return False
    return today >= date(now.window.first, 4, 1) and not busy(life, filling(life, runs, rules, today), today)


def right(life: Life, runs: Mapping[UUID, Run], rules: Rules, closed: Collection[str], today: date) -> set[Key]:
    """Return all that is right on a day."""
    if life.not_mine:
        return set()
    found = _asked(life, runs, today) | _after_first(life, rules, today)
    stands = life.stands(rules, today)
    if stands.window is None:
        return found
    deadline = stands.window.deadline
    if stands.kind == "lapsed":
        looked = life.confirmed is not None and life.confirmed > deadline
        return found if looked else found | {("lapsed", deadline, "lapsed")}
    filled = filling(life, runs, rules, today)
    if busy(life, filled, today):
        return found
    of_year = [run for run in filled if run.ends >= _year(deadline)]
    if of_year and not any(run.open(today) for run in filled) and today >= _year(deadline):
        return found | {("closed", deadline, "closed")}
    first = date(stands.window.first, 4, 1)
    found |= _window(first, deadline, today) | _able(life, first, today)
    hers = [run for run in filled if run.id not in life.said and not (run.by_ward and run.id in life.not_now)]
    for run in hers:
        found |= _run(run, closed, today)
    left = [run for run in hers if run.last and run.last >= today]
    # What the ward must recommend her for is not the last one while there is another.
    last = max(left, key=lambda run: (not run.by_ward, run.last, run.id), default=None)
    held = life.rests(today) or life.waits("course", today)
    if held and last and last.last and last.ends >= _year(deadline) and _open(last.last - 14 * DAY, closed) <= today:
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
    if not (run.first or today) <= today or not run.open(today):
        return set()
    if run.last is None and today == run.opens:
        return set()
    end, stages = run.last or run.opens, ((0, "d0"), (3, "d3"), (14, "d14"))
    for days, name in stages if run.last else ((14, "soon"),):
        if today >= _open(end - days * DAY, closed):
            return {("run", end, f"{name}.{short(run.id)}")}
    return {("run", run.first, f"open.{short(run.id)}")} if run.first else set()


def _asked(life: Life, runs: Mapping[UUID, Run], today: date) -> set[Key]:
    asked = set()
    for run in runs.values():
        over = run.over < today <= run.over + 91 * DAY
        if over and life.said.get(run.id) in UNDER_WAY and not run.off and not life.has(run.course, run.opens):
            asked.add(("done", run.over, f"done.{short(run.id)}"))
    return asked


def _after_first(life: Life, rules: Rules, today: date) -> set[Key]:
    found: set[Key] = set()
    starts = [one.on for one in life.done if one.course == "initial"]
    if not starts:
        return found
    start = max(starts)
    if not life.has("group", start):
        for months, until in ((3, 6), (6, 9), (9, 11), (11, 12)):
            if _months(start, months) <= today < _months(start, until):
                found.add(("group", _months(start, 12), f"m{months}"))
    stands = life.stands(rules, today)
    if stands.kind == "runs" and stands.start:
        since = stands.start.on
        if not any(one.course in COUNTS and one.on >= since for one in life.done):
            for months in (18, 30, 42):
                day = _months(since, months)
                if day <= today <= day + 90 * DAY:
                    found.add(("gap", day, f"m{months}"))
    return found


def _able(life: Life, first: date, today: date) -> set[Key]:
    """Return that she may take the first 現任研修, of which the window's beginning said not yet, or a 主任研修."""
    found = set()
    chief = any(one.course == "chief" for one in life.done)
    for course, since in (("renewal", first + DAY), ("chief", date.max if chief else date.min)):
        day = able(life, course)
        if day and since <= day <= today <= day + 90 * DAY:
            found.add(("eligible", day, f"may.{course}"))
    return found
