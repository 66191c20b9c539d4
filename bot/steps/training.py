"""Steps of the preview: what somebody tells of her trainings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.walk import Shot, Walk
from handlers.kit.cards import Card
from handlers.kit.events import Tapped
from handlers.kit.turn import Scene
from messages.eras import Era, EraYears
from messages.words import msg


def steps(walk: Walk) -> Iterator[Shot]:
    """Go through the doors, and say days as papers do."""
    yield walk.do(Tapped("training:"))
    yield Shot("era", Scene(cards=(Card(paragraphs=tuple(msg("kit-day", day=one) for one in _days())),)))


def _days() -> Iterator[Era | EraYears]:
    for exactly in ("day", "month", "year", "calendar"):
        yield Era(date(2019, 5, 1), exactly)
    yield EraYears(2022, 2026)
