"""Floors for how well questions are found that are asked in other words; the sets are said in docs/search.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.archive import quality
from tests.handlers.archive.conftest import Well
from tests.world import World, settings_for

KNOWN, UNSEEN = "questions.txt", "questions_unseen.txt"

pytestmark = pytest.mark.slow


def test_the_sets_are_large_and_apart() -> None:
    known, unseen = quality.read(KNOWN), quality.read(UNSEEN)
    assert (len(known[0]) >= 150, len(known[1]) >= 120, len(known[2]) >= 30) == (True, True, True)
    texts = [*known[0], *unseen[0], *(text for text, _ in known[1] + unseen[1]), *known[2], *unseen[2]]
    assert sorted(text for text in set(texts) if texts.count(text) > 1) == []


def test_the_base_level_finds_what_the_fields_words_say(tmp_path: Path) -> None:
    world = World(settings_for(tmp_path / "var", "sqlite"))
    well = Well(world)
    quality.fill(well, [*quality.read(KNOWN)[0], *quality.read(UNSEEN)[0]])
    known, unseen = quality.measure(well, KNOWN), quality.measure(well, UNSEEN)
    world.close()
    assert known.first >= 0.65 and known.three >= 0.82 and known.told >= 0.75
    assert unseen.three >= 0.6


@pytest.mark.semantic
def test_with_the_extra_also_what_nobody_thought_of_is_found(tmp_path: Path) -> None:
    world = World(settings_for(tmp_path / "var", "sqlite", search="semantic"))
    well = Well(world)
    quality.fill(well, [*quality.read(KNOWN)[0][::2], *quality.read(UNSEEN)[0]])
    unseen = quality.measure(well, UNSEEN)
    world.close()
    assert unseen.three >= 0.65 and unseen.told >= 0.88
