"""How near earlier questions are to a text by what they mean: every vector of a network, held in memory."""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import Any
from uuid import UUID

from bot.models import E5, USE, Models
from storage import vectors
from storage.db import Here

# The cosines of the first model lie seven times as close together as those of the second, which understands less.
FIRST, SECOND = 7.0, 0.5
# Rows that are widened from half precision at a time.
_BLOCK = 2048
# Networks of which the vectors are held; of more, those longest unused are read again.
_HELD = 8


class _Held:
    """The vectors of one network that one audience may see, as they were at a change."""

    def __init__(self) -> None:
        self.changed = 0
        self.rows: dict[UUID, int] = {}
        self.matrix: Any = None

    def follow(self, here: Here, audiences: Collection[str]) -> None:
        """Read what has changed since."""
        import numpy

        changed = vectors.changed(here)
        if changed == self.changed:
            return
        for id, value in vectors.since(here, self.changed, audiences):
            row = self.rows.setdefault(id, len(self.rows))
            if self.matrix is None or row >= len(self.matrix):
                more = numpy.zeros((max(64, 2 * row), E5 + USE), numpy.float16)
                if self.matrix is not None:
                    more[: len(self.matrix)] = self.matrix
                self.matrix = more
            self.matrix[row] = numpy.frombuffer(value, numpy.float16)
        self.changed = changed


class Vectors:
    """The vectors of the networks that were last looked through."""

    def __init__(self) -> None:
        self._looking = threading.Lock()
        self._held: dict[tuple[UUID, frozenset[str]], _Held] = {}

    def near(self, here: Here, asked: Any, audiences: Collection[str]) -> tuple[list[UUID], list[float]]:
        """Return the questions that have vectors, and how near each is by both models.

        What was hidden since may still be among them: whoever shows some looks at the rows.
        """
        import numpy

        key = (here.network_id, frozenset(audiences))
        with self._looking:
            held = self._held.pop(key, None) or _Held()
            self._held[key] = held
            while len(self._held) > _HELD:
                del self._held[next(iter(self._held))]
            held.follow(here, audiences)
            count = len(held.rows)
            weighed = asked * numpy.repeat(numpy.array([FIRST, SECOND], numpy.float32), [E5, USE])
            found = numpy.zeros(count, numpy.float32)
            for at in range(0, count, _BLOCK):
                block = held.matrix[at : min(at + _BLOCK, count)].astype(numpy.float32)
                found[at : at + len(block)] = block @ weighed
            return list(held.rows), found.tolist()


class Meaning(Models, Vectors):
    """What the house reads texts with and looks through questions with, where the extra is switched on."""

    def __init__(self) -> None:
        Models.__init__(self)
        Vectors.__init__(self)
