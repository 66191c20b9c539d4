"""Where tests write: in memory where the machine offers that, because every commit waits for the disk."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ENOUGH = 2 * 1024**3
# Names the run's folder to its workers.
RUN = "IDOBATA_TEST_RUN"


def memory() -> Path | None:
    """Return a folder in memory with room for a whole run; None where there is none."""
    if not os.access(MEMORY, os.W_OK | os.X_OK):
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free > ENOUGH else None


def shared() -> Path:
    """Return the folder for what all workers of a run use and one of them makes."""
    if RUN not in os.environ:
        # Nobody runs the tests: a benchmark, say.
        os.environ[RUN] = tempfile.mkdtemp(prefix="idobata-run-", dir=memory())
        atexit.register(shutil.rmtree, os.environ[RUN], ignore_errors=True)
    return Path(os.environ[RUN])


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let pytest's own folders lie there; whoever wants to look into them afterwards gives --basetemp."""
    if hasattr(config, "workerinput"):
        return
    os.environ[RUN] = made = tempfile.mkdtemp(prefix="idobata-run-", dir=memory())
    config.add_cleanup(lambda: shutil.rmtree(made, ignore_errors=True))
    if config.option.basetemp is None and memory():
        config.option.basetemp = str(Path(made) / "tests")
