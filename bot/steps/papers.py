"""The sheet and the flower: made from a kept reflection, with a name and without, lately looked at and long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.walk import Shot, Walk
from handlers.kit.events import Tapped


def steps(walk: Walk) -> Iterator[Shot]:
    """Walk through what is printed or drawn; begins where a list of reflections can be opened."""
    walk.do(Tapped("reflection.mine:"))
    yield walk.tap("reflection.flower")
    # Nothing of it was lately.
    walk.clock.at += timedelta(days=100)
    yield walk.do(Tapped("reflection.flower:"))
    walk.clock.at -= timedelta(days=100)
    walk.do(Tapped("reflection.mine:"))
    yield walk.tap("reflection.read")
    yield walk.tap("reflection.sheet")
    yield walk.tap("reflection.sheet_named")
    yield walk.tap("reflection.read")
