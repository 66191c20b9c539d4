"""Where tests write: in memory where the machine offers that, because every commit waits for the disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ENOUGH = 2 * 1024**3


def memory() -> Path | None:
    """Return a folder in memory with room for a whole run; None where there is none."""
    if not os.access(MEMORY, os.W_OK | os.X_OK):
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free > ENOUGH else None


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let pytest's own folders lie there; whoever wants to look into them afterwards gives --basetemp."""
    if not hasattr(config, "workerinput") and config.option.basetemp is None and (folder := memory()):
        config.option.basetemp = tempfile.mkdtemp(prefix="idobata-tests-", dir=folder)
        config.add_cleanup(lambda: shutil.rmtree(config.option.basetemp, ignore_errors=True))
