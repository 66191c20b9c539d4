"""In which part of the list somebody stands: by her deadline and by what a person has looked at; pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from handlers.training.grid import Standing
from messages.eras import fiscal_year

ROLE = "coordinator"
Part = Literal["year", "check", "checked", "unknown", "later", "not_mine"]
# No deadline lies in another fiscal year: what a button says is looked at before a date is made of it.
FIRST, LAST = 2000, 2200
# In this order they are shown.
PARTS: tuple[Part, ...] = ("year", "check", "unknown", "later", "checked", "not_mine")


def part_of(standing: Standing, today: date, confirmed_on: date | None = None, *, not_mine: bool = False) -> Part:
    """Return in which part of the list somebody stands today.

    What has passed by the record is `check` until a person has looked at it, after the deadline.
    """
    if not_mine:
        return "not_mine"
    deadline = standing.deadline
    if standing.kind == "unknown" or deadline is None:
        return "unknown"
    if standing.kind == "lapsed":
        return "checked" if confirmed_on and confirmed_on > deadline else "check"
    return "year" if fiscal_year(deadline) == fiscal_year(today) else "later"


def by_year(deadlines: Iterable[date]) -> dict[int, int]:
    """Return how many deadlines lie in each fiscal year, the next year first."""
    found: dict[int, int] = {}
    for day in sorted(deadlines):
        found[fiscal_year(day)] = found.get(fiscal_year(day), 0) + 1
    return found
