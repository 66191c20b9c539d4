"""What a reflection looks at and when its next step is asked about; pure rules, no clock, no database."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date, datetime, timedelta

from handlers.kit import days
from messages.perspectives import Perspective, PerspectiveSet

QUICK = 2
# What was looked at within so many days counts as lately.
LATELY = timedelta(days=90)
WEEKS = {"week": 1, "fortnight": 2}


def least_recent(keys: list[str], last: Mapping[str, datetime]) -> list[str]:
    """Return keys with the least recently used first, those never used before all others, ties in given order."""
    never = [key for key in keys if key not in last]
    return never + sorted((key for key in keys if key in last), key=lambda key: last[key])


def perspectives_for(mode: str, chosen: PerspectiveSet, looked: Mapping[str, datetime]) -> list[str]:
    """Return the perspectives of a reflection: all of them, or the two least recently looked at, in set order."""
    keys = [perspective.key for perspective in chosen.perspectives]
    if mode == "all":
        return keys
    picked = least_recent(keys, looked)[:QUICK]
    return [key for key in keys if key in picked]


def lately(looked: Mapping[str, date], today: date) -> set[str]:
    """Return the keys of the perspectives that were looked at within the last ninety days."""
    return {key for key, day in looked.items() if day >= today - LATELY}


def prompt_for(perspective: Perspective, seen: Mapping[str, datetime]) -> str:
    """Return the key of the prompt least recently seen: wording that never changes stops being read."""
    keys = [f"{perspective.key}.{prompt.key}" for prompt in perspective.prompts]
    return least_recent(keys, seen)[0].removeprefix(f"{perspective.key}.")


def ask_day(choice: str | None, today: date, closed: Container[str] = ()) -> date | None:
    """Return the day on which to ask about the next step: one or two weeks on, when letters come, or never."""
    return days.working_day(today + timedelta(weeks=WEEKS[choice]), closed) if choice in WEEKS else None
