"""An event loop whose time jumps to whatever comes next: waits are exact and take no time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Jump(selectors.DefaultSelector):
    """A selector that waits for nothing and says how long it would have waited."""

    def __init__(self) -> None:
        super().__init__()
        self.waited = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready now, having let the asked time pass."""
        found = super().select(0)
        if not found:
            self.waited += timeout or 0.0
        return found


class _Loop(asyncio.SelectorEventLoop):
    """A loop on that selector's time."""

    def __init__(self) -> None:
        self._jump = _Jump()
        super().__init__(self._jump)

    def time(self) -> float:
        """Return the time that has passed in jumps."""
        return self._jump.waited


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that waits for time only."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)
