"""Watches every statement of every test: none may look at or change a network's rows without naming the network.

What the program marks with EVERYWHERE (intake, delivery, planning, sweeping) is let through, and so is what a test
asks for itself. It is done for all tests, because a query that nobody thought of is the one that leaks.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from storage.db import EVERYWHERE
from storage.schema import metadata

ROOT = Path(__file__).parent.parent
MARK = next(iter(EVERYWHERE))
TENANT = frozenset(name for name, table in metadata.tables.items() if "network_id" in table.columns)
_USED = re.compile(r"(?:\bFROM|\bJOIN|\bUPDATE|,)\s+\"?(\w+)\"?(?:\s+AS\s+\"?(\w+)\"?)?", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:WHERE|ON)\b", re.IGNORECASE)
# Named in a comparison, not merely somewhere behind WHERE.
_COMPARED = r"\b{}\.network_id\s*(?:=|IN\b|,)|=\s*{}\.network_id\b"

unbound: list[str] = []


@lru_cache(maxsize=4096)
def loose_tables(statement: str) -> tuple[str, ...]:
    """Return the tenants' tables that a SELECT, UPDATE or DELETE uses without binding their network_id."""
    if statement.lstrip()[:6].upper() not in ("SELECT", "UPDATE", "DELETE"):
        return ()
    used = [(table, alias or table) for table, alias in _USED.findall(statement) if table in TENANT]
    if not used:
        return ()
    parts = _CONDITION.split(statement, maxsplit=1)
    condition = parts[1] if len(parts) > 1 else ""
    loose = [table for table, name in used if not re.search(_COMPARED.format(name, name), condition)]
    return tuple(dict.fromkeys(loose))


def _asked_by() -> str | None:
    frame = sys._getframe(2)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
            inside = path.relative_to(ROOT).parts
            # A migration is about all networks by nature.
            free = inside[0] == "tests" or inside[:2] in (("storage", "migrate.py"), ("storage", "migrations"))
            return None if free else f"{'/'.join(inside)}:{frame.f_lineno}"
        frame = frame.f_back  # type: ignore[assignment]
    return None


@event.listens_for(Engine, "before_cursor_execute")
def _watch(_connection: Connection, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool) -> None:
    loose = loose_tables(statement)
    if loose and not (context and context.execution_options.get(MARK)) and (place := _asked_by()):
        unbound.append(f"{place}: {', '.join(loose)} without network_id: {statement}")


@pytest.fixture(autouse=True)
def every_query_names_its_network() -> Iterator[None]:
    """Fail a test during which the program asked for rows without naming their network."""
    unbound.clear()
    yield
    assert unbound == []
