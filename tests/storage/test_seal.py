"""Sealing: what was sealed at one place opens nowhere else, and not when anything of it was altered."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.seal import HEAD, NONCE, Place, Unreadable, key_id_of, new_key, seal, unseal

KEY = new_key()
ID = uuid4()
PLACE = Place(uuid4(), "reflections", "body", uuid4())
SECRET = "「帰り道が好き」と話してくれた".encode()


def places() -> st.SearchStrategy[Place]:
    """Return any places."""
    names = st.text(max_size=12)
    return st.builds(Place, network=st.uuids(), table=names, column=names, row=st.uuids())


@given(places(), st.uuids(), st.binary(max_size=300))
def test_what_was_sealed_opens_at_its_place(place: Place, id: UUID, text: bytes) -> None:
    sealed = seal(KEY, id, place, text)
    assert key_id_of(sealed) == id
    assert unseal(KEY, place, sealed) == text


@given(places(), places(), st.binary(max_size=60))
def test_it_opens_at_no_other_place(place: Place, other: Place, text: bytes) -> None:
    sealed = seal(KEY, ID, place, text)
    if place == other:
        return
    with pytest.raises(Unreadable):
        unseal(KEY, other, sealed)


@pytest.mark.parametrize(
    "other",
    [
        replace(PLACE, network=uuid4()),
        replace(PLACE, table="reflection_lines"),
        replace(PLACE, column="answers"),
        replace(PLACE, row=uuid4()),
        # The same letters with the border between two names moved.
        replace(PLACE, table="reflectionsb", column="ody"),
        replace(PLACE, table="", column="reflectionsbody"),
        replace(PLACE, network=PLACE.row, row=PLACE.network),
    ],
)
def test_a_ciphertext_that_was_moved_does_not_open(other: Place) -> None:
    sealed = seal(KEY, ID, PLACE, SECRET)
    with pytest.raises(Unreadable):
        unseal(KEY, other, sealed)


def test_a_ciphertext_under_another_key_id_does_not_open() -> None:
    sealed = seal(KEY, ID, PLACE, SECRET)
    with pytest.raises(Unreadable):
        unseal(KEY, PLACE, sealed[:1] + uuid4().bytes + sealed[HEAD:])


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(Unreadable):
        unseal(new_key(), PLACE, seal(KEY, ID, PLACE, SECRET))


@given(st.integers(min_value=0))
def test_a_single_flipped_bit_is_noticed(bit: int) -> None:
    sealed = seal(KEY, ID, PLACE, SECRET)
    place, mask = divmod(bit % (8 * len(sealed)), 8)
    altered = bytearray(sealed)
    altered[place] ^= 1 << mask
    with pytest.raises(Unreadable):
        unseal(KEY, PLACE, bytes(altered))


def test_every_shortening_is_noticed() -> None:
    sealed = seal(KEY, ID, PLACE, SECRET)
    for size in range(len(sealed)):
        with pytest.raises(Unreadable):
            unseal(KEY, PLACE, sealed[:size])
    with pytest.raises(Unreadable):
        unseal(KEY, PLACE, sealed + b"\x00")


@given(st.binary(max_size=120))
def test_bytes_that_were_never_sealed_do_not_open(value: bytes) -> None:
    with pytest.raises(Unreadable):
        unseal(KEY, PLACE, value)


def test_the_same_text_is_never_sealed_alike() -> None:
    sealed = [seal(KEY, ID, PLACE, SECRET) for _ in range(50)]
    assert len({value[HEAD : HEAD + NONCE] for value in sealed}) == 50
    assert len({value[HEAD + NONCE :] for value in sealed}) == 50


def test_what_is_said_of_an_unreadable_value_holds_nothing_of_it() -> None:
    sealed = seal(KEY, ID, PLACE, SECRET)
    for value in (sealed[:-1], sealed[:5], b""):
        with pytest.raises(Unreadable) as caught:
            unseal(KEY, PLACE, value)
        assert str(caught.value) in ("tag", "form")
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__ or caught.value.__context__ is None
