"""Fault settings: IDOBATA_FAULT=point:kill:n makes the n-th passing of a fault point deadly. For tests only."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter

from storage.fault import POINTS, set_trap


class Injected(Exception):
    """An error that a test asked for."""


def arm(setting: str) -> None:
    """Set a trap: `point:action:n` with action kill, error, or sleep (one second)."""
    point, action, nth = setting.split(":")
    if point not in POINTS or action not in ("kill", "error", "sleep"):
        raise ValueError(setting)
    passed: Counter[str] = Counter()
    lock = threading.Lock()

    def trap(here: str) -> None:
        with lock:
            passed[here] += 1
            now = here == point and passed[here] == int(nth)
        if now and action == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if now and action == "error":
            raise Injected(here)
        if now:
            time.sleep(1)

    set_trap(trap)
