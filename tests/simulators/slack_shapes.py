"""Small parts that checks of JSON are put together from: each returns what is wrong, as sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Check = Callable[[Any, str], list[str]]
Fields = dict[str, Check]


def string(most: int, least: int = 1) -> Check:
    """Check a string's length in characters."""

    def check(value: Any, where: str) -> list[str]:
        if not isinstance(value, str):
            return [f"{where}: no string"]
        return [] if least <= len(value) <= most else [f"{where}: {len(value)} characters, not {least}-{most}"]

    return check


def flag(value: Any, where: str) -> list[str]:
    """Check a boolean."""
    return [] if isinstance(value, bool) else [f"{where}: no boolean"]


def number(least: int, most: int) -> Check:
    """Check a whole number."""

    def check(value: Any, where: str) -> list[str]:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return [] if whole and least <= value <= most else [f"{where}: no number of {least}-{most}"]

    return check


def anything(_value: Any, _where: str) -> list[str]:
    """Check nothing."""
    return []


def one_of(*values: str) -> Check:
    """Check that it is one of these."""
    return lambda value, where: [] if value in values else [f"{where}: {value!r} is none of {', '.join(values)}"]


def listed(of: Check, least: int, most: int) -> Check:
    """Check a list and each of its items."""

    def check(value: Any, where: str) -> list[str]:
        if not isinstance(value, list):
            return [f"{where}: no list"]
        wrong = [] if least <= len(value) <= most else [f"{where}: {len(value)} items, not {least}-{most}"]
        return wrong + [one for place, item in enumerate(value) for one in of(item, f"{where}[{place}]")]

    return check


def shape(required: Fields, optional: Fields | None = None) -> Check:
    """Check an object: what it must have, what it may have, and nothing else."""
    known = {**required, **(optional or {})}

    def check(value: Any, where: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where}: no object"]
        wrong = [f"{where}: {name} is missing" for name in required if value.get(name) is None]
        wrong += [f"{where}: {name} is unknown" for name in value if name not in known]
        given = [(name, item) for name, item in value.items() if name in known and item is not None]
        return wrong + [one for name, item in given for one in known[name](item, f"{where}.{name}")]

    return check


def by_type(table: dict[str, Check], *only: str) -> Check:
    """Check an object by its type; with `only`, which types may stand here."""

    def check(value: Any, where: str) -> list[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in table or (only and kind not in only):
            return [f"{where}: type {kind!r} has no place here"]
        return table[kind](value, f"{where}<{kind}>")

    return check


def both(*checks: Check) -> Check:
    """Check all of these."""
    return lambda value, where: [one for check in checks for one in check(value, where)]
