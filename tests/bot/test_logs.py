"""Logs: ids and kinds only, never what anybody wrote."""

from __future__ import annotations

import io
import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

import pytest
import structlog

from bot.logs import FIELDS, log, set_up, where

SECRET = "himitsu だれにも言っていないこと"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What is logged."""
    out = io.StringIO()
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    with redirect_stderr(out):
        set_up()
        yield out
    structlog.reset_defaults()
    root.handlers = handlers
    root.setLevel(level)


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    """Return the lines without their time."""
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    return [{name: value for name, value in line.items() if name != "timestamp"} for line in found]


def test_only_listed_fields_are_written(out: io.StringIO) -> None:
    log.info("turn", row="r1", text=SECRET, name=SECRET, token=SECRET, exc_info=ValueError(SECRET), kind="Said")
    assert lines(out) == [{"event": "turn", "level": "info", "row": "r1", "kind": "Said"}]


def test_every_listed_field_is_written(out: io.StringIO) -> None:
    given = {name: name for name in FIELDS - {"event", "level", "timestamp"}}
    log.warning("all", **given)
    assert lines(out) == [{"event": "all", "level": "warning", **given}]


def test_a_line_is_one_line_with_its_time_in_utc(out: io.StringIO) -> None:
    log.info("a\nb", kind="c\r\nd")
    assert out.getvalue().count("\n") == 1
    assert json.loads(out.getvalue())["timestamp"].endswith("Z")


def test_what_is_said_for_debugging_is_not_written(out: io.StringIO) -> None:
    log.debug("debug", kind=SECRET)
    assert out.getvalue() == ""


@pytest.mark.parametrize("name", ["aiohttp.access", "sqlalchemy.engine", "apscheduler", "alembic", "asyncio", "x"])
def test_a_library_is_named_and_not_quoted(out: io.StringIO, name: str) -> None:
    library = logging.getLogger(name)
    library.debug(SECRET)
    library.info(SECRET)
    library.warning("token=%s", SECRET)
    library.error(SECRET, extra={"text": SECRET})
    written = [{"event": "library", "level": "warning", "kind": name, "state": state} for state in ("WARNING", "ERROR")]
    assert (lines(out), SECRET in out.getvalue()) == (written, False)


def fails(text: str) -> None:
    """Raise an error that carries a text."""
    raise ValueError(text)


def test_where_names_the_error_and_the_place_and_not_the_text() -> None:
    try:
        fails(SECRET)
    except ValueError as error:
        found = where(error)
    line = fails.__code__.co_firstlineno + 2
    assert found == {"error": "ValueError", "at": f"bot/test_logs.py:{line}"}
    assert where(ValueError(SECRET)) == {"error": "ValueError", "at": ""}


def test_a_librarys_error_is_named_without_its_text(out: io.StringIO) -> None:
    try:
        fails(SECRET)
    except ValueError:
        logging.getLogger("x").exception(SECRET)
    line = fails.__code__.co_firstlineno + 2
    assert lines(out) == [
        {
            "event": "library",
            "level": "warning",
            "kind": "x",
            "state": "ERROR",
            "error": "ValueError",
            "at": f"bot/test_logs.py:{line}",
        }
    ]


def test_setting_up_twice_writes_once(out: io.StringIO) -> None:
    with redirect_stderr(out):
        set_up()
    log.info("once")
    logging.getLogger("x").warning(SECRET)
    assert [line["event"] for line in lines(out)] == ["once", "library"]


def test_a_warning_of_python_that_is_logged_is_not_quoted(out: io.StringIO) -> None:
    logging.captureWarnings(True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(SECRET, stacklevel=1)
    finally:
        logging.captureWarnings(False)
    assert [(line["event"], line["kind"]) for line in lines(out)] == [("library", "py.warnings")]
    assert "himitsu" not in out.getvalue()
