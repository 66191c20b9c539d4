"""The inbox: an event is written once, by source and external id, and leaves no text behind."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from bot.app import Stores
from storage import inbox
from storage.db import Link
from storage.inbox import Entry
from tests.storage.test_db import together
from tests.world import START

USER = ("web", "somebody")

LATER = START + timedelta(days=1)


def add(link: Link, external: str, source: str = "web:somebody", state: str = "done", days: float = 0) -> UUID | None:
    """Write an event."""
    return inbox.add(link, source, external, USER, state, START + timedelta(days=days))


def test_an_event_is_written_once(stores: Stores) -> None:
    with stores.database.writer.begin() as link:
        id = add(link, "one")
        assert id is not None
        assert add(link, "one") is None
        assert inbox.find(link, "web:somebody", "one") == Entry(id, "done", 1)
        assert inbox.find(link, "web:somebody", "two") is None


def test_the_same_id_from_another_source_is_another_event(stores: Stores) -> None:
    with stores.database.writer.begin() as link:
        ids = {add(link, "one"), add(link, "one", "web:somebody-else"), add(link, "two")}
    assert None not in ids
    assert len(ids) == 3


def test_of_many_that_bring_the_same_event_at_once_one_writes_it(stores: Stores) -> None:
    written: list[UUID | None] = []

    def bring() -> None:
        for number in range(10):
            with stores.database.writer.begin() as link:
                written.append(add(link, f"event {number}"))

    assert together([bring, bring, bring, bring]) == []
    assert len([id for id in written if id is not None]) == 10
    assert len(written) == 40


def test_an_event_that_was_rolled_back_may_come_again(stores: Stores) -> None:
    with stores.database.writer.connect() as link:
        add(link, "one")
        link.rollback()
    with stores.database.writer.begin() as link:
        assert add(link, "one") is not None


def test_a_failed_event_keeps_its_sealed_body_for_seven_days_and_its_row_for_thirty(stores: Stores) -> None:
    with stores.database.writer.begin() as link:
        failed, done = add(link, "failed", state="started"), add(link, "done")
        assert failed is not None
        inbox.finish(link, failed, "failed", b"sealed")
        assert inbox.find(link, "web:somebody", "failed") == Entry(failed, "failed", 1)
        assert inbox.sweep(link, START + timedelta(days=7) - timedelta(microseconds=1)) == []
        assert _bodies(link) == {failed: b"sealed", done: None}
        assert inbox.sweep(link, START + timedelta(days=7)) == [failed]
        assert inbox.sweep(link, START + timedelta(days=8)) == []
        assert _bodies(link) == {failed: None, done: None}
        inbox.sweep(link, START + timedelta(days=30) - timedelta(microseconds=1))
        assert len(_bodies(link)) == 2
        inbox.sweep(link, START + timedelta(days=30))
        assert _bodies(link) == {}


def test_a_body_that_is_swept_with_its_row_is_named_too(stores: Stores) -> None:
    with stores.database.writer.begin() as link:
        failed = add(link, "failed", state="started")
        assert failed is not None
        inbox.finish(link, failed, "failed", b"sealed")
        assert inbox.sweep(link, START + timedelta(days=40)) == [failed]
        assert _bodies(link) == {}


def test_the_unreplied_are_those_that_were_done_and_perhaps_never_answered(stores: Stores) -> None:
    with stores.database.writer.begin() as link:
        old = add(link, "old", days=-1)
        answered, waiting, failed = add(link, "answered"), add(link, "waiting"), add(link, "failed")
        add(link, "started", state="started")
        assert old and answered and waiting and failed
        inbox.finish(link, failed, "failed")
        inbox.mark_replied(link, [answered])
        inbox.mark_replied(link, [])
        assert set(inbox.unreplied(link, START, LATER)) == {(waiting, *USER), (failed, *USER)}
        assert {id for id, _, _ in inbox.unreplied(link, START - timedelta(days=2), LATER)} == {old, waiting, failed}


def _bodies(link: Link) -> dict[UUID | None, bytes | None]:
    return {row.id: row.body for row in link.execute(select(inbox.inbox.c.id, inbox.inbox.c.body))}
