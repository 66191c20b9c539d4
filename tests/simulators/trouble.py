"""Trouble on demand: what the next calls of a platform's method get instead of their answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Trouble:
    """What the next calls of a method get instead of their answer.

    `error` is refused and not done. Everything else is done unless `done` is False: `late` seconds before the answer,
    `drop` the connection instead of it, a `page` (status, body) in its place.
    """

    method: str
    error: Exception | None = None
    drop: bool = False
    times: int = 1
    late: float = 0.0
    page: tuple[int, bytes] | None = None
    done: bool = True


class Troubles:
    """The part of a simulated platform that lets its methods go wrong."""

    def __init__(self) -> None:
        self._troubles: list[Trouble] = []
        # How many calls got an error that a test had asked for.
        self.failed = 0

    def trouble(self, method: str, **how: Any) -> None:
        """Let the next calls of a method go wrong, as Trouble says."""
        self._troubles.append(Trouble(method, **how))

    def calm(self) -> None:
        """End all trouble."""
        self._troubles.clear()

    def trouble_for(self, method: str) -> Trouble | None:
        """Return the trouble that this call of a method gets, and count it."""
        for trouble in self._troubles:
            if trouble.method == method and trouble.times:
                trouble.times -= 1
                return trouble
        return None
