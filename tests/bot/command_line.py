"""The command line as a person uses it: arguments in, exit code and sentences out."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from typer.testing import CliRunner

from bot.commands import app


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def sentences(self) -> list[str]:
        """What it said that has to be put right; log lines are not sentences."""
        return [line for line in self.err.splitlines() if not line.startswith("{")]


@contextmanager
def _as_it_was() -> Iterator[None]:
    # A command is a process of its own: it sets the logs and the umask as it likes.
    root = logging.getLogger()
    handlers, level, umask = list(root.handlers), root.level, os.umask(0o022)
    os.umask(umask)
    try:
        yield
    finally:
        os.umask(umask)
        structlog.reset_defaults()
        root.handlers = handlers
        root.setLevel(level)


def command(var: Path, *arguments: str, **environment: str) -> Ended:
    """Run a command on a folder, in this process; no exception of its own comes out of it but as a failure."""
    given = {"IDOBATA_VAR": str(var), "IDOBATA_SETTINGS_FILE": str(var / "idobata.toml"), **environment}
    with _as_it_was():
        result = CliRunner().invoke(app, list(arguments), env=given, prog_name="idobata")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ended(result.exit_code, result.stdout, result.stderr)
