"""Ids: in the order of time, with the bits of RFC 9562, and short enough for a button."""

from __future__ import annotations

import time
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ids import InOrder, short, unshort, uuid7


def test_an_id_has_the_version_and_the_variant_of_rfc_9562() -> None:
    ids = [uuid7() for _ in range(500)]
    assert {id.version for id in ids} == {7}
    assert {id.variant for id in ids} == {RFC_4122}
    assert len(set(ids)) == 500


def test_an_id_begins_with_the_milliseconds_at_which_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    stamp = uuid7().int >> 80
    assert before <= stamp <= time.time_ns() // 1_000_000


def test_later_ids_sort_after_earlier_ones() -> None:
    made = []
    for _ in range(20):
        made.append(uuid7())
        time.sleep(0.0015)
    assert made == sorted(made)
    assert [short(id) for id in made] == [short(id) for id in sorted(made, key=str)]


def test_ids_that_are_made_in_order_sort_so_within_one_millisecond_too() -> None:
    next_id = InOrder()
    made = [next_id() for _ in range(20_000)]
    assert made == sorted(set(made))
    assert {id.version for id in made} == {7}
    assert {id.variant for id in made} == {RFC_4122}
    assert len({id.int >> 80 for id in made}) < len(made) / 10


def test_ids_that_are_made_in_order_are_so_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    next_id = InOrder()
    now = time.time_ns()
    made = [next_id()]
    for back in (0, 10**9, 3600 * 10**9):
        monkeypatch.setattr(time, "time_ns", lambda back=back: now - back)
        made.append(next_id())
    assert made == sorted(set(made))


def test_all_74_other_bits_are_random() -> None:
    ids = [uuid7().int for _ in range(400)]
    fixed = (0xF << 76) | (0b11 << 62)
    free = ((1 << 80) - 1) & ~fixed
    ones = zeros = 0
    for value in ids:
        ones |= value
        zeros |= ~value
    assert ones & free == free
    assert zeros & free == free


@given(st.uuids())
def test_a_short_id_is_22_characters_and_leads_back(id: UUID) -> None:
    text = short(id)
    assert len(text) == 22
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert unshort(text) == id


@given(st.text(max_size=30))
def test_whatever_is_no_short_id_is_refused(text: str) -> None:
    try:
        id = unshort(text)
    except ValueError:
        return
    assert short(id) == text


@given(st.uuids(), st.integers(0, 21), st.sampled_from("+/= \n\x00あ.%\ud800"))
def test_a_character_of_another_alphabet_is_refused(id: UUID, place: int, strange: str) -> None:
    text = short(id)
    with pytest.raises(ValueError):
        unshort(text[:place] + strange + text[place + 1 :])


@given(st.uuids())
def test_one_id_has_one_spelling(id: UUID) -> None:
    text = short(id)
    others = [text[:-1] + last for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]
    read = []
    for other in others:
        try:
            read.append(unshort(other))
        except ValueError:
            continue
    assert len(read) == 4
    assert len(set(read)) == 4


@pytest.mark.parametrize("text", ["", "A", "A" * 21, "A" * 23, "A" * 21 + "B", "あ" * 22, "Ａ" * 22])
def test_these_are_no_ids(text: str) -> None:
    with pytest.raises(ValueError):
        unshort(text)
