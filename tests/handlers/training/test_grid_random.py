"""The grid against the clerk's diary, over 200,000 random careers: most of what happens there happens at edges."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from handlers.training.grid import Done, standing
from messages.courses import rules
from tests.handlers.training import reference

CAREERS = 200_000
HOLDS = rules()
SEED = 20261122


def some_day(random: Random, year: int) -> date:
    """Return a day of a fiscal year, every other time its first, its last, or next to a leap day."""
    edge = int(random.random() * 16)
    if edge == 0:
        return date(year, 4, 1)
    if edge < 4:
        return date(year + 1, 3, 31)
    if edge == 4:
        return date(year + 1, 2, 28) + timedelta(days=1)
    return date(year, 4, 1) + timedelta(days=int(random.random() * 365))


def known(random: Random, day: date, course: str) -> Done:
    """Return a completion as exactly as it is remembered: its day, its month, or its fiscal year alone."""
    remembered = random.random()
    if remembered < 0.6:
        return Done(day, course)
    if remembered < 0.8:
        return Done(day.replace(day=1), course, "month")
    return Done(date(reference.school_year(day), 4, 1), course, "year")


def career(random: Random) -> tuple[list[Done], dict[date, date], date]:
    """Return a random career: what was completed, which deadlines were moved, and the day on which one looks."""
    begun = 2005 + int(random.random() * 20)
    told = [known(random, some_day(random, begun), "initial")] if random.random() < 0.98 else []
    for _ in range(int(random.random() * 7)):
        course = ("renewal", "renewal", "renewal", "chief", "specialty", "initial")[int(random.random() * 6)]
        told.append(known(random, some_day(random, begun + int(random.random() * 24)), course))
    moved = {}
    while random.random() < 0.3:
        # Up to two years on, often a whole one; of any grid that may be hers, also of none.
        end = date(begun + 6 + int(random.random() * 5), 3, 31)
        days = (0, 365, 366, 1, int(random.random() * 730))[int(random.random() * 5)]
        moved[end] = end + timedelta(days=days)
    return told, moved, some_day(random, begun + int(random.random() * 28))


def ours(told: list[Done], moved: dict[date, date], today: date) -> reference.Stands:
    """Return how somebody stands by the product, in plain values."""
    found = standing(told, HOLDS, today, moved)
    filled = [window.filled.on for window in found.windows if window.filled]
    ended = [window.deadline for window in found.before]
    start = found.start.on if found.start else None
    return found.kind, start, found.deadline, filled, ended, found.unsure


@pytest.mark.slow
def test_as_the_clerk_has_it() -> None:
    random, seen, exactly = Random(SEED), dict[tuple[str, str], int](), set[str]()
    for _ in range(CAREERS):
        told, moved, today = career(random)
        random.shuffle(told)
        found = ours(told, moved, today)
        plain = [(one.on, one.course) for one in told]
        assert found == reference.stands(plain, moved, today), (told, moved, today)
        exactly |= {one.exactly for one in told}
        seen[found[0], found[5]] = seen.get((found[0], found[5]), 0) + 1
    assert exactly == {"day", "month", "year"}
    # Each way to stand has come up often enough for a mistake to be seen.
    assert {stood for stood, times in seen.items() if times > 100} == {
        ("unknown", ""),
        ("runs", ""),
        ("runs", "moved"),
        ("runs", "starts"),
        ("lapsed", ""),
        ("lapsed", "moved"),
    }
