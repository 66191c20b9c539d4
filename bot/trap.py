"""Fault settings: IDOBATA_FAULT=point:kill:n makes the n-th passing of a fault point deadly. For tests only."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter

from storage.fault import POINTS, set_trap

SLEEP_SECONDS = 1.0


class Injected(Exception):
    """An error that a test asked for."""


def arm(setting: str) -> None:
    """Set traps: `point:action:n`, several with commas between, with action kill, error, or sleep (a second)."""
    wanted = dict(_read(trap) for trap in setting.split(","))
    passed: Counter[str] = Counter()
    lock = threading.Lock()

    def trap(here: str) -> None:
        with lock:
            passed[here] += 1
            action = wanted.get((here, passed[here]))
        if action == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if action == "error":
            raise Injected(here)
        if action == "sleep":
            time.sleep(SLEEP_SECONDS)

    set_trap(trap)


def _read(setting: str) -> tuple[tuple[str, int], str]:
    point, action, nth = setting.split(":")
    if point not in POINTS or action not in ("kill", "error", "sleep"):
        raise ValueError(setting)
    return (point, int(nth)), action
