"""When a question that nobody has answered is taken further, and who is asked first; pure.

The clock of the steps goes by whole working days of the centre: what is asked in the middle of one is answered by the
evening of the next. A moment is always one in the network's own zone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from handlers.kit import days
from handlers.questions import rules

# The steps: more of those who may know, the 主任 whose turn it is, the centre.
KNOW, CHIEF, CENTRE = 1, 2, 3
# Two at first: one may be out on a visit all day, and with three each would leave it to the others.
FIRST = 2
# The issue's own number; then it is a 主任's turn, one alone.
MORE = {KNOW: 3, CHIEF: 1}
# An adviser is asked alone: an advice is hers to give.
ADVISERS = 1
WEEK = timedelta(days=7)
# The days after which a step may be set to be taken, 0: it is left out.
CHOICES = (0, 1, 2, 3, 4, 5, 7, 10)
OFTEN = (0, 1, 2, 3, 5)


@dataclass(frozen=True, slots=True)
class Times:
    """When a centre works, in minutes of the day, its closed days, and after how many days each step is taken."""

    opens: int
    closes: int
    closed: Container[str]
    steps: Sequence[int]

    def evening(self, local: datetime, count: int) -> datetime:
        """Return the end of the working day by which so many whole ones (at least one) have passed since a moment."""
        whole = days.minute_of(local) <= self.opens
        day = days.working_day(local.date() if whole else local.date() + timedelta(days=1), self.closed)
        for _ in range(count - 1):
            day = days.working_day(day + timedelta(days=1), self.closed)
        return datetime.combine(day, time(), local.tzinfo) + timedelta(minutes=self.closes)

    def after(self, step: int) -> int | None:
        """Return the next step that is not left out; None where there is none."""
        return next((number for number, wait in enumerate(self.steps, start=1) if number > step and wait), None)

    def due(self, begun: datetime, step: int) -> datetime:
        """Return when a step is due for a question that is waiting since a moment."""
        return self.evening(begun, self.steps[step - 1])

    def day(self, begun: datetime, step: int) -> date:
        """Return the day of that evening: also where the centre works until midnight."""
        return (self.due(begun, step) - timedelta(minutes=1)).date()

    def first(self, begun: datetime) -> datetime | None:
        """Return when the first step is due; None where all are left out."""
        step = self.after(0)
        return None if step is None else self.due(begun, step)

    def newest(self, begun: datetime, taken: int, now: datetime) -> int | None:
        """Return which step is to be taken where the next one is due: of several that are overdue the last."""
        step = found = self.after(taken)
        while step is not None and (step := self.after(step)) is not None and self.due(begun, step) <= now:
            found = step
        return found

    def next(self, begun: datetime, taken: int, now: datetime) -> datetime | None:
        """Return when the step after one that is taken now is due: never before a whole working day has passed."""
        step = self.after(taken)
        return None if step is None else max(self.due(begun, step), self.evening(now, 1))

    def latest(self, taken: int, now: datetime) -> datetime | None:
        """Return the latest moment at which the next step can be due, had the question just been asked."""
        step = self.after(taken)
        return None if step is None else self.due(now, step)


@dataclass(frozen=True, slots=True)
class Promise:
    """What an asker is told: which step is taken if nobody has answered by the evening of a day."""

    step: int
    day: date


def promised(begun: datetime, times: Times) -> Promise | None:
    """Return the promise of a question that is asked now; None where a network leaves all steps out."""
    step = times.after(0)
    return None if step is None else Promise(step, times.day(begun, step))


def advised_by(begun: datetime, times: Times) -> Promise | None:
    """Return the day by which an advice comes, or else the last step is taken; None where all steps are left out."""
    step = max((number for number, wait in enumerate(times.steps, start=1) if wait), default=None)
    return None if step is None else Promise(step, times.day(begun, step))


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody to ask: how often a week she may be, how often she was, whether a question waits for her, when last."""

    person_id: UUID
    allowed: int
    lately: int
    busy: bool
    last: datetime | None

    @property
    def free(self) -> bool:
        """Whether she may be asked now: never above her limit, never two questions at once."""
        return self.lately < self.allowed and not self.busy


def in_turn(helpers: Iterable[Helper], question_id: UUID) -> list[Helper]:
    """Return who may be asked: whoever was asked longest ago first, among equals not always the same."""

    def place(helper: Helper) -> tuple[datetime, bytes]:
        mixed = hashlib.sha256(question_id.bytes + helper.person_id.bytes).digest()
        return helper.last or datetime.min.replace(tzinfo=UTC), mixed

    return sorted((helper for helper in helpers if helper.free), key=place)


def hearers(roles: dict[UUID, set[str]], audience: str, ids: Iterable[UUID]) -> list[UUID]:
    """Return those of some people, whose roles are known, who see questions of an audience."""
    return [id for id in ids if rules.sees(roles.get(id, set()), audience)]


def digest_day(rhythm: str, today: date, closed: Container[str]) -> date | None:
    """Return since which day a まとめ is due today: today, or the first working day of the week; None where none is."""
    if rhythm not in ("daily", "weekly") or not days.is_working_day(today, closed):
        return None
    return today if rhythm == "daily" else days.working_day(today - timedelta(days=today.weekday()), closed)


def digest_of(person_id: UUID, rhythm: str, day: date) -> UUID:
    """Return the id of a person's まとめ of a day, or of a week: the outbox takes each only once."""
    return uuid5(person_id, f"digest {rhythm} {day.isoformat()}")


# What was answered is told back so far where there was no まとめ before.
BACK = {"daily": timedelta(days=1), "weekly": WEEK}


def choices(steps: Sequence[int], step: int) -> list[int]:
    """Return after how many days a step can be: later than those before it, sooner than those behind it, or never."""
    before = max((wait for wait in steps[: step - 1] if wait), default=0)
    behind = min((wait for wait in steps[step:] if wait), default=max(CHOICES) + 1)
    return [wait for wait in CHOICES if wait == 0 or before < wait < behind]


def usable(steps: object) -> bool:
    """Tell whether these can be the days of the three steps: each later than the one before it, or left out."""
    if not isinstance(steps, list) or len(steps) != CENTRE:
        return False
    taken = [wait for wait in steps if wait]
    return all(wait in CHOICES for wait in steps) and taken == sorted(set(taken))
