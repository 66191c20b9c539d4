"""Courses in words: each of their parts, and a network's change to one on one line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.courses.rules import EVER, changed
from handlers.kit.cards import Fact
from messages.courses import Course, rules
from messages.courses.reading import LONGEST
from messages.eras import Era
from messages.words import Msg, given, msg

LABELS = {
    "name": msg("courses-part-name"),
    "guide": msg("courses-part-guide"),
    "source": msg("courses-part-source"),
    "runs_by": msg("courses-part-by"),
    "note": msg("courses-part-note"),
    "checked_on": msg("courses-part-checked"),
    "since": msg("courses-part-since"),
}
CHANGE = {
    "name": msg("courses-change-name"),
    "guide": msg("courses-change-guide"),
    "source": msg("courses-change-source"),
    "runs_by": msg("courses-change-by"),
    "note": msg("courses-change-note"),
}
ASKS = {
    "name": msg("courses-ask-name", most=LONGEST["name"]),
    "guide": msg("courses-ask-guide"),
    "source": msg("courses-ask-source", most=LONGEST["source"]),
    "runs_by": msg("courses-ask-by", most=LONGEST["runs_by"]),
    "note": msg("courses-ask-note", most=LONGEST["note"]),
}
NONE = msg("courses-none")


def part(name: str, value: Any) -> Msg:
    """Return a part of a course in words."""
    if name in ("checked_on", "since") and plain(value) != EVER:
        return msg("courses-day", day=Era(date.fromisoformat(plain(value))))
    if name == "since":
        return NONE
    return given(value) if value else NONE


def plain(value: Any) -> str:
    """Return a part of a course as it is kept."""
    return value.isoformat() if isinstance(value, date) else str(value)


def facts(course: Course, *, ours: bool) -> tuple[Fact, ...]:
    """Return the parts of a course but its name; since when it is held of the ward's own alone."""
    shown = [name for name in LABELS if name != "name" and (ours or name != "since")]
    return tuple(Fact(LABELS[name], part(name, getattr(course, name))) for name in shown)


def told(row: Mapping[str, Any]) -> Msg:
    """Return a network's row on one line, for the list of changes."""
    shipped = rules().course(row["key"])
    line = given(row.get("name") or (shipped.name if shipped else ""))
    for name in changed(row):
        if name != "name":
            line = msg(
                "network-and", left=line, right=msg("courses-of", part=LABELS[name], value=part(name, row[name]))
            )
    return line
