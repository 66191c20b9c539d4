"""Floors for how well questions are found that are asked in other words; the sets are said in docs/search.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.archive import quality
from tests.handlers.archive.conftest import Well
from tests.world import World, settings_for

KNOWN, UNSEEN, NEW = "questions.txt", "questions_unseen.txt", "questions_new.txt"

pytestmark = pytest.mark.slow


def test_the_sets_are_large_and_apart() -> None:
    known, unseen, new = quality.read(KNOWN), quality.read(UNSEEN), quality.read(NEW)
    assert (len(known[0]) >= 150, len(known[1]) >= 120, len(known[2]) >= 30) == (True, True, True)
    texts = [*known[0], *unseen[0], *new[0], *(text for text, _ in known[1] + unseen[1] + new[1])]
    texts += [*known[2], *unseen[2], *new[2]]
    assert sorted(text for text in set(texts) if texts.count(text) > 1) == []


def test_the_base_level_finds_what_the_fields_words_say(tmp_path: Path) -> None:
    world = World(settings_for(tmp_path / "var", "sqlite"))
    well = Well(world)
    quality.fill(well, [text for name in (KNOWN, UNSEEN, NEW) for text in quality.read(name)[0]])
    known, unseen, new = (quality.measure(well, name) for name in (KNOWN, UNSEEN, NEW))
    world.close()
    assert known.first >= 0.68 and known.three >= 0.87 and known.told >= 0.78
    assert unseen.three >= 0.69 and unseen.told >= 0.8
    assert new.three >= 0.4


@pytest.mark.semantic
def test_with_the_extra_also_what_nobody_thought_of_is_found(tmp_path: Path) -> None:
    world = World(settings_for(tmp_path / "var", "sqlite", search="semantic"))
    well = Well(world)
    quality.fill(well, [*quality.read(KNOWN)[0][::2], *quality.read(UNSEEN)[0]])
    unseen = quality.measure(well, UNSEEN)
    world.close()
    assert unseen.three >= 0.65 and unseen.told >= 0.88
