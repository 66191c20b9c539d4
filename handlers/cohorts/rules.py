"""How a poll stands, which of its times suits most, who is reminded when, whom a cohort could be made of; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, TypeVar
from uuid import UUID, uuid5

from handlers.kit import days
from messages.eras import fiscal_year

ROLE = "coordinator"
COURSE, FIRST = "group", "initial"
LEAST_TIMES, MOST_TIMES = 2, 6
SHORTEST, LONGEST = 30, 240
TITLE, PLACE = 24, 60
# So many working days before a poll closes who has not answered is reminded, once.
REMIND_DAYS = 2
# So long after the day itself it is asked whether she was there.
ASKED_DAYS = 14
# How soon and how far ahead a time can lie (a day to answer is before it), and how long a poll can stay open.
SOONEST, FURTHEST, OPEN_DAYS = timedelta(days=2), timedelta(days=365), timedelta(days=60)

# 'open': answers are taken; 'closed': the coordinator is to settle it; 'settled'; 'over': it has taken place; 'off'.
Phase = Literal["open", "closed", "settled", "over", "off"]
T = TypeVar("T")


def phase(state: str, closes_on: date, end: datetime | None, now: datetime, today: date) -> Phase:
    """Return how a poll stands now; `end` is when the time on which it was settled is over."""
    if state == "off":
        return "off"
    if state == "settled":
        return "over" if end and end <= now else "settled"
    return "open" if today <= closes_on else "closed"


def best_first(times: Iterable[T], start: Mapping[T, datetime], says: Mapping[T, Mapping[UUID, str]]) -> list[T]:
    """Return times by how many can, then how many might, the earlier of two first."""

    def key(one: T) -> tuple[int, int, datetime]:
        counts = Counter(says.get(one, {}).values())
        return -counts["yes"], -counts["maybe"], start[one]

    return sorted(times, key=key)


def reminds_on(closes_on: date, closed: Container[str] = ()) -> date:
    """Return the day from which on who has not answered is reminded."""
    return days.working_days_before(closes_on, REMIND_DAYS, closed)


def is_to_remind(asked_on: date, closes_on: date, today: date, closed: Container[str] = ()) -> bool:
    """Tell whether a reminder is right today: not where the poll itself is as new."""
    day = reminds_on(closes_on, closed)
    return asked_on < day <= today <= closes_on


def is_to_ask_afterwards(day: date, today: date) -> bool:
    """Tell whether it is asked today who was there on a day: from the next day on, for two weeks."""
    return day < today <= day + timedelta(days=ASKED_DAYS)


def subject_of(poll: UUID, what: str, version: int = 0) -> UUID:
    """Return the id under which something about a poll is told once."""
    return uuid5(poll, f"{what} {version}")


@dataclass(frozen=True, slots=True)
class Suggested:
    """People who could be a cohort: the month in which they completed, or only the fiscal year (its 1 April)."""

    done_on: date
    exactly: str
    people: tuple[UUID, ...]

    @property
    def key(self) -> str:
        """What stands for it in a form."""
        return f"{self.exactly[0]}{self.done_on:%Y%m}"


def is_near(one: Suggested, today: date) -> bool:
    """Tell whether people are offered at once: several, or of this fiscal year or the last one."""
    return len(one.people) > 1 or fiscal_year(one.done_on) >= fiscal_year(today) - 1


def suggested(done: Iterable[tuple[UUID, date, str]], grouped: Collection[UUID]) -> list[Suggested]:
    """Return whom cohorts could be made of, of who completed when; the newest course first.

    `done` has each person's initial training as (person, day, exactly); who is in a cohort already is left out.
    """
    found: dict[tuple[date, str], list[UUID]] = {}
    for person, day, exactly in done:
        if person not in grouped:
            key = (day, "year") if exactly == "year" else (day.replace(day=1), "month")
            found.setdefault(key, []).append(person)
    by_day = sorted(found.items(), key=lambda item: (item[0][0], item[0][1]), reverse=True)
    return [Suggested(day, exactly, tuple(people)) for (day, exactly), people in by_day]
