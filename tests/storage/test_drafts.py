"""Drafts: one of each form, one in hand, each version once, gone when they expire."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.app import Stores
from storage import drafts
from storage.drafts import Draft
from storage.ids import uuid7
from tests.storage.conftest import InNetwork
from tests.storage.test_db import together
from tests.world import START

LATER = START + timedelta(days=7)


def draft(person: UUID, form: str = "reflection", answers: bytes = b"sealed", until: timedelta | None = None) -> Draft:
    """Return a new draft."""
    return Draft(uuid7(), person, form, {"set": "tokyo-v8"}, answers, 1, True, START + until if until else LATER)


def test_a_draft_comes_back_as_it_was_kept(here: InNetwork, person: UUID) -> None:
    kept = draft(person)
    with here() as inside:
        drafts.add(inside, kept)
    with here() as inside:
        assert drafts.of_person(inside, person, START) == [kept]
        assert drafts.of_person(inside, person, LATER) == []


def test_a_new_draft_takes_the_place_of_the_same_form_and_lays_others_aside(here: InNetwork, person: UUID) -> None:
    first, trial, second = draft(person), draft(person, "trial"), draft(person)
    with here() as inside:
        for one in (first, trial, second):
            drafts.add(inside, one)
        found = drafts.of_person(inside, person, START)
    assert [(one.id, one.in_hand) for one in found] == [(second.id, True), (trial.id, False)]


def test_a_version_is_saved_once(here: InNetwork, person: UUID) -> None:
    kept = draft(person)
    with here() as inside:
        drafts.add(inside, kept)
        faster, slower = (drafts.of_person(inside, person, START)[0] for _ in range(2))
        faster.answers, slower.answers = b"first", b"second"
        assert drafts.save(inside, faster)
        assert not drafts.save(inside, slower)
        found = drafts.of_person(inside, person, START)
    assert [(one.answers, one.version) for one in found] == [(b"first", 2)]


def test_of_two_that_save_the_same_version_at_once_one_wins(stores: Stores, here: InNetwork, person: UUID) -> None:
    kept = draft(person)
    with here() as inside:
        drafts.add(inside, kept)
    won: list[bytes] = []

    def save(answers: bytes) -> None:
        with here() as inside:
            mine = Draft(kept.id, person, kept.form, kept.params, answers, 1, True, LATER)
            if drafts.save(inside, mine):
                won.append(answers)

    assert together([lambda: save(b"one"), lambda: save(b"two"), lambda: save(b"three")]) == []
    with here() as inside:
        found = drafts.of_person(inside, person, START)
    assert [(one.answers, one.version) for one in found] == [(won[0], 2)]
    assert len(won) == 1


def test_at_most_one_is_in_hand(here: InNetwork, person: UUID) -> None:
    one, two = draft(person), draft(person, "trial")
    with here() as inside:
        drafts.add(inside, one)
        drafts.add(inside, two)
        drafts.take_in_hand(inside, person, one.id)
        assert [found.in_hand for found in drafts.of_person(inside, person, START)] == [True, False]
        assert drafts.of_person(inside, person, START)[0].id == one.id
        drafts.take_in_hand(inside, person, None)
        assert [found.in_hand for found in drafts.of_person(inside, person, START)] == [False, False]


def test_a_persons_drafts_are_hers_alone(here: InNetwork, persons: list[UUID]) -> None:
    mine, hers = draft(persons[0]), draft(persons[1])
    with here() as inside:
        drafts.add(inside, mine)
        drafts.add(inside, hers)
        drafts.take_in_hand(inside, persons[0], None)
        assert [one.id for one in drafts.of_person(inside, persons[0], START)] == [mine.id]
        assert [(one.id, one.in_hand) for one in drafts.of_person(inside, persons[1], START)] == [(hers.id, True)]


def test_a_removed_draft_is_gone(here: InNetwork, person: UUID) -> None:
    kept = draft(person)
    with here() as inside:
        drafts.add(inside, kept)
        drafts.remove(inside, kept.id)
        assert drafts.of_person(inside, person, START) == []
        assert not drafts.save(inside, kept)


@pytest.mark.parametrize("hours", [1, 7 * 24])
def test_the_sweep_takes_what_has_expired_and_names_it(
    stores: Stores, here: InNetwork, persons: list[UUID], hours: int
) -> None:
    old = draft(persons[0], until=timedelta(hours=hours))
    young = draft(persons[1], until=timedelta(hours=hours, microseconds=1))
    with here() as inside:
        drafts.add(inside, old)
        drafts.add(inside, young)
    now = START + timedelta(hours=hours)
    with stores.database.writer.begin() as link:
        assert drafts.sweep(link, now - timedelta(microseconds=1)) == []
        assert drafts.sweep(link, now) == [old.id]
        assert drafts.sweep(link, now) == []
        assert list(link.scalars(select(drafts.drafts.c.id))) == [young.id]
