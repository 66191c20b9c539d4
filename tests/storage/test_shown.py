"""Messages that quote something private: noted, named when the thing is gone, and forgotten when they are."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from bot.app import Stores
from storage import shown
from storage.db import Here
from storage.shown import Quote
from tests.storage.conftest import InNetwork
from tests.world import START

FACE = ("telegram", "700100")


def gone(stores: Stores, most: int = 50, but: tuple[UUID, ...] = ()) -> list[Quote]:
    """Return the messages that must follow."""
    with stores.database.writer.begin() as link:
        return shown.gone(link, ["telegram", "web"], but, most)


def test_a_message_follows_when_what_it_quotes_is_gone(stores: Stores, here: InNetwork, persons: list[UUID]) -> None:
    with here() as inside:
        quotes = [("a", "1:1"), ("b", "1:2"), ("a", "1:3")]
        shown.note(inside, persons[0], *FACE, quotes, START)
        shown.note(inside, persons[1], "telegram", "700200", [("a", "2:1")], START)
    assert gone(stores) == []
    with here() as inside:
        shown.forget(inside, persons[0], "a")
    found = sorted(gone(stores), key=lambda one: one.reference)
    assert [(one.platform, one.user_id, one.reference, one.shown_at) for one in found] == [
        (*FACE, "1:1", START),
        (*FACE, "1:3", START),
    ]
    assert len(gone(stores, 1)) == 1
    assert gone(stores, 50, (found[0].id,)) == [found[1]]
    with stores.database.writer.begin() as link:
        assert shown.gone(link, ["web"], (), 50) == []
    with stores.database.writer.begin() as link:
        shown.done(link, found[0])
    assert [one.reference for one in gone(stores)] == ["1:3"]


def test_what_is_shown_again_afterwards_follows_too(stores: Stores, here: InNetwork, person: UUID) -> None:
    for minutes in range(2):
        with here() as inside:
            shown.note(inside, person, *FACE, [("a", f"1:{minutes}")], START + timedelta(minutes=minutes))
        with here() as inside:
            shown.forget(inside, person, "a")
    assert [one.reference for one in gone(stores)] == ["1:0", "1:1"]


def test_the_oldest_goes_first_within_one_moment_too(stores: Stores, here: InNetwork, person: UUID) -> None:
    references = [f"1:{number}" for number in range(40)]
    with here() as inside:
        shown.note(inside, person, *FACE, [("a", reference) for reference in references], START)
        shown.forget(inside, person, "a")
    assert [one.reference for one in gone(stores)] == references


def test_nobody_elses_and_no_other_networks_messages_are_touched(
    stores: Stores, here: InNetwork, persons: list[UUID], elsewhere: tuple[UUID, UUID]
) -> None:
    with here() as inside:
        shown.note(inside, persons[0], *FACE, [("a", "1:1")], START)
    with stores.database.write() as session:
        shown.forget(Here(session, elsewhere[0]), persons[0], "a")
    with here() as inside:
        shown.forget(inside, persons[1], "a")
        shown.forget(inside, persons[0], "b")
    assert gone(stores) == []


def test_no_text_is_noted() -> None:
    assert set(shown.shown.c.keys()) == {
        *("network_id", "id", "person_id", "platform", "user_id"),
        *("about", "reference", "shown_at", "gone"),
    }


def test_nothing_to_note_notes_nothing(here: InNetwork, person: UUID) -> None:
    with here() as inside:
        shown.note(inside, person, *FACE, [], START)
        assert inside.session.scalar(select(func.count()).select_from(shown.shown)) == 0
