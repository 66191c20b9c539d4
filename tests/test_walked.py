"""What is shared of a walk is what was walked."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from bot.walk import Shot
from handlers.kit.cards import Card
from handlers.kit.turn import Scene
from messages.words import Words, msg, words_of
from tests.walked import packed, shared


def test_a_walk_is_made_once_for_the_same_words_and_read_as_it_was(tmp_path: Path) -> None:
    made: list[dict[str, str]] = []

    def walk(words: Words) -> tuple[Shot, ...]:
        made.append(dict(words.terms))
        return (Shot("home", Scene(cards=(Card(title=msg("desk-title")),))),)

    one, other = shared(walk, tmp_path, packed, pickle.loads), shared(walk, tmp_path, packed, pickle.loads)
    assert one(words_of()) == other(words_of()) == walk(words_of())
    assert made == [{}, {}]
    other(words_of({"well": "ひろば"}))
    assert made[2:] == [{"well": "ひろば"}]


def test_a_walk_that_ends_in_an_error_is_not_kept(tmp_path: Path) -> None:
    def walk(words: Words) -> tuple[Shot, ...]:
        raise ValueError(str(words.terms))

    for _ in range(2):
        with pytest.raises(ValueError, match=r"\{\}"):
            shared(walk, tmp_path, packed, pickle.loads)(words_of())
