"""What of the courses is a network's own: laid over what is shipped, row by row; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from messages.courses import Course, rules

MOST_OWN = 12
# What coordinators change of one course, each at most so long (messages/courses/reading.py).
PARTS = ("name", "guide", "source", "runs_by", "note")
MAY_LACK = ("guide", "runs_by", "note")
# Of a course of its own, of which nobody has said since when it is held: before every other.
EVER = "2006-04-01"
# How many years an issuer may put a deadline off: beyond that it is the next window's.
FURTHEST = 5

Row = dict[str, Any]


def shipped(prefecture: str) -> frozenset[str]:
    """Return the keys of the courses that are there without a network's own."""
    return frozenset(one.key for one in rules(prefecture).courses)


def row_of(own: Sequence[Row], key: str) -> Row | None:
    """Return what a network has changed of a course, or all of one of its own."""
    return next((row for row in own if row.get("key") == key), None)


def with_part(own: Sequence[Row], key: str, **parts: Any) -> list[Row]:
    """Return the network's rows with parts of one course changed."""
    if row_of(own, key) is None:
        return [*own, {"key": key, **parts}]
    return [{**row, **parts} if row.get("key") == key else row for row in own]


def without(own: Sequence[Row], key: str) -> list[Row]:
    """Return the network's rows without those of one course: a shipped one stands as it was, an own one is gone."""
    return [row for row in own if row.get("key") != key]


def new(key: str, read: Mapping[str, str], today: date) -> Row:
    """Return a course of the ward's own: it fills no window, and anybody may take it."""
    day = today.isoformat()
    # It may have been held for years before it was entered here.
    facts = {"since": read.get("since") or EVER, "counts": False, "checked_on": day, "effective_from": day}
    return {"key": key, **{part: read[part] for part in ("name", "source", "runs_by")}, **facts}


def named_alike(name: str, courses: Collection[Course], key: str) -> bool:
    """Tell whether another course has this name."""
    return any(one.name == name and one.key != key for one in courses)


def lost(before: Sequence[Row], after: Sequence[Row], kept: Collection[str]) -> list[str]:
    """Return the keys of courses that are gone after a change although they are not shipped."""
    left = {row.get("key") for row in after} | set(kept)
    return [row["key"] for row in before if row.get("key") not in left]


def latest(regular: date) -> date:
    """Return the last day to which a deadline can be moved."""
    return regular.replace(year=regular.year + FURTHEST)


def changed(row: Mapping[str, Any]) -> list[str]:
    """Return which parts of a course a row changes, in the order in which they are shown."""
    said = [part for part in (*PARTS, "since", "checked_on") if part in row]
    return [part for part in said if row[part] != EVER]
