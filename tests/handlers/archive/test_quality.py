"""Floors for how well questions are found that are asked in other words; the sets are said in docs/search.md."""

from __future__ import annotations

import pytest

from benchmarks import language
from tests.handlers.archive import quality

KNOWN, UNSEEN = "questions.txt", "questions_unseen.txt"

pytestmark = pytest.mark.slow


def test_the_sets_are_large_and_apart() -> None:
    known, unseen = quality.read(KNOWN), quality.read(UNSEEN)
    assert [len(part) >= most for part, most in zip(known, (150, 120, 30), strict=True)] == [True] * 3
    texts = [*known[0], *unseen[0], *(text for text, _ in known[1] + unseen[1]), *known[2], *unseen[2]]
    assert sorted(text for text in set(texts) if texts.count(text) > 1) == []


def test_the_base_level_finds_what_the_fields_words_say() -> None:
    archive = language.base()
    asked = [*quality.read(KNOWN)[0], *quality.read(UNSEEN)[0]]
    archive.index((text, text) for text in asked)
    known, unseen = quality.measure(archive, KNOWN), quality.measure(archive, UNSEEN)
    assert known.first >= 0.65 and known.three >= 0.82 and known.told >= 0.75
    assert unseen.three >= 0.2


@pytest.mark.semantic
def test_with_the_extra_also_what_nobody_thought_of_is_found() -> None:
    archive = language.semantic()
    asked = [*quality.read(KNOWN)[0][::2], *quality.read(UNSEEN)[0]]
    archive.index((text, text) for text in asked)
    unseen = quality.measure(archive, UNSEEN)
    assert unseen.three >= 0.45 and unseen.told >= 0.82
