"""Logs: one JSON line an event, ids and kinds only. What is not on the list of fields is not written."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

FIELDS = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "network",
        "account",
        "row",
        "kind",
        "state",
        "count",
        "error",
        "at",
        "platform",
    }
)

log = structlog.stdlib.get_logger("idobata")


def _only_listed(_logger: object, _name: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {name: value for name, value in entry.items() if name in FIELDS}


def where(error: BaseException) -> dict[str, str]:
    """Return an error's type and the place in our code, never its message, which may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1] if frames else None
    at = f"{'/'.join(last.filename.split('/')[-2:])}:{last.lineno}" if last else ""
    return {"error": type(error).__name__, "at": at}


class _NoText(logging.Handler):
    """Writes what libraries log as a name and a level: their messages may carry tokens, addresses or texts."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        log.warning("library", kind=record.name, state=record.levelname, **(where(error) if error else {}))


def set_up() -> None:
    """Send structlog to standard error, and silence what libraries would say on their own."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_listed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_NoText()], level=logging.WARNING, force=True)
