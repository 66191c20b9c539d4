"""What was read: the days, the minutes, and what is in doubt about them; pure values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

# What a text names: one day, several (from `first` to `last`, or each of `each`), a calendar month, a longer period
# (a fiscal year, a half, a calendar year), minutes of no day, a day that comes again and again, or nothing.
Kind = Literal["day", "days", "month", "period", "hours", "again", "none"]
# Why it must be asked back.
Code = Literal[
    "holiday",  # a public holiday
    "closed",  # a weekend, the turn of the year, a day on which the network's centre is closed
    "hour",  # an hour without 午前 or 午後, or one that the two do not settle
    "outside",  # outside the opening hours
    "lunch",
    "which",  # 今度の金曜: this week's or the next
    "dialect",  # しあさって: three days in some parts, four in others
    "vague",  # ごろ, 月初, 年明け
    "year",  # the day has just passed, so it would be that of next year
    "era",  # 8/9/25: a year of two digits, of which calendar nobody knows
]
# Why it is nothing that could be asked back with one day.
Fault = Literal[
    "empty",
    "long",
    "unread",
    "vague",  # そのうち: words about time that name none
    "no-day",  # 9/31
    "no-hour",  # 25時
    "no-year",  # 令和0年
    "past",
    "weekday",  # 10/1(金) when it is a Thursday
    "order",  # 15時から14時
    "several",  # more than one wish at once
]


@dataclass(frozen=True, slots=True)
class Calendar:
    """When offices are open: `works` tells of a day, `holiday` names one; `opens` and `closes` are minutes of it."""

    works: Callable[[date], bool] = lambda _day: True
    holiday: Callable[[date], str | None] = lambda _day: None
    opens: int = 9 * 60
    closes: int = 17 * 60


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt; `day` is the day that it is about, `name` that of a holiday."""

    code: Code
    day: date | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Exactly what was understood.

    `first` and `last` are the days (`last` is None where it goes on: 4月から), `each` has them where they are several
    that do not follow one another. `start` and `end` are minutes of each of these days, None where nothing was said;
    a start without an end is a moment (14時), and `onward` where から was said. `deadline`: by `last` at the latest.
    `fiscal` is a fiscal year's number. `weekdays` and `nth` (of a month; -1 is the last) say how it comes again.
    `rolled`: no year was said, and it is that after today's. `ending`: 月末 was said, whose last day it is; whoever
    only wishes may mean those before it too.

    A reading with a `fault` is none, though the days that it may have meant stand in `first` or `instead`. A reading
    with `doubts` must be asked back; `instead` has what to propose before it.
    """

    kind: Kind
    first: date | None = None
    last: date | None = None
    each: tuple[date, ...] = ()
    start: int | None = None
    end: int | None = None
    onward: bool = False
    deadline: bool = False
    fiscal: int | None = None
    weekdays: tuple[int, ...] = ()
    nth: tuple[int, ...] = ()
    rolled: bool = False
    doubts: tuple[Doubt, ...] = ()
    fault: Fault | None = None
    instead: tuple[date, ...] = ()
    ending: bool = False

    @property
    def sure(self) -> bool:
        """Whether it can be taken as it is."""
        return self.fault is None and not self.doubts

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are named one by one: one, or each of several; none of a span of days."""
        return (self.first,) if self.kind == "day" and self.first else self.each

    def on(self, *days: date) -> Reading:
        """Return the same wish for another day, or others, without any doubt."""
        kind: Kind = "day" if len(days) == 1 else "days"
        each = days if len(days) > 1 else ()
        moved = replace(
            self, kind=kind, first=days[0], last=days[-1], each=each, deadline=False, rolled=False, ending=False
        )
        return moved.settled()

    def settled(self) -> Reading:
        """Return it as somebody has confirmed it."""
        return replace(self, doubts=(), fault=None, instead=())


def none(fault: Fault, day: date | None = None, instead: tuple[date, ...] = ()) -> Reading:
    """Return what says that nothing could be read, and why."""
    return Reading("none", first=day, last=day, fault=fault, instead=instead)
