"""Floors for how well questions are found that are asked in other words; the sets are said in docs/search.md."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

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


def measured(folder: Path, names: Collection[str], **values: Any) -> list[quality.Measured]:
    """Return how well the queries of some sets are answered in an archive of all their questions."""
    world = World(settings_for(folder / "var", "sqlite", **values))
    well = Well(world)
    quality.fill(well, [text for name in names for text in quality.read(name)[0]])
    found = [quality.measure(well, name) for name in names]
    world.close()
    return found


def test_the_base_level_finds_what_the_fields_words_say(tmp_path: Path) -> None:
    known, unseen = measured(tmp_path, (KNOWN, UNSEEN))
    assert known.first >= 0.66 and known.three >= 0.86 and known.told >= 0.78
    assert unseen.three >= 0.65 and unseen.told >= 0.78


def test_the_base_level_finds_half_of_what_nobody_thought_of(tmp_path: Path) -> None:
    (new,) = measured(tmp_path, (NEW,))
    assert new.first >= 0.55 and new.three >= 0.78 and new.told >= 0.8


@pytest.mark.semantic
def test_with_the_extra_more_of_it_is_found(tmp_path: Path) -> None:
    (new,) = measured(tmp_path, (NEW,), search="semantic")
    assert new.first >= 0.58 and new.three >= 0.8 and new.told >= 0.86
