"""The sweep: what has expired goes, its key first, and nothing a moment too early."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from storage import signins
from storage.db import Here
from tests.bot.trouble import rows
from tests.chat import Chat
from tests.world import ALONE, CENTRE, World


def draft_ids(world: World) -> list[UUID]:
    """Return the ids of all drafts."""
    return [UUID(str(id)) for (id,) in rows(world, "SELECT id FROM drafts ORDER BY id")]


@pytest.mark.parametrize(
    ("button", "life"), [("3分（2つの視点）", timedelta(days=7)), ("おためし（保存しません）", timedelta(hours=1))]
)
def test_a_draft_goes_with_its_key_when_its_time_is_over(world: World, button: str, life: timedelta) -> None:
    chat = Chat(world, world.person()).opens().taps("ふりかえり").taps(button).taps("面談")
    (id,) = draft_ids(world)
    world.clock.at += life - timedelta(microseconds=1)
    world.tick()
    assert (draft_ids(world), world.app.stores.keys.shredded([id])) == ([id], set())
    assert chat.opens().page is not None
    world.clock.at += timedelta(microseconds=1)
    assert chat.opens().page is None, "gone for her even before the sweep"
    world.tick()
    assert (draft_ids(world), world.app.stores.keys.shredded([id])) == ([], {id})
    world.tick()
    assert world.app.stores.keys.shredded([id]) == {id}


def test_one_persons_expired_draft_takes_nobody_elses(world: World) -> None:
    Chat(world, world.person()).opens().taps("ふりかえり").taps("おためし（保存しません）")
    other = Chat(world, world.person(CENTRE)).opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    page = other.page
    world.clock.forward(hours=1)
    world.tick()
    assert (len(draft_ids(world)), other.opens().page) == (1, page)


def test_sign_ins_go_when_they_have_expired(world: World) -> None:
    with world.app.stores.database.write() as session:
        network, account = rows(world, "SELECT network_id, id FROM accounts ORDER BY id LIMIT 1")[0]
        here = Here(session, UUID(str(network)))
        signins.make_link(here, UUID(str(account)), world.clock.now())
        signins.make_session(here, UUID(str(account)), world.clock.now())
    kinds = "SELECT kind FROM sign_ins ORDER BY kind"
    world.clock.at += timedelta(days=7, microseconds=-1)
    world.tick()
    assert rows(world, kinds) == [("link",), ("session",)]
    world.clock.at += timedelta(microseconds=1)
    world.tick()
    assert rows(world, kinds) == [("session",)]
    world.clock.forward(days=23)
    world.tick()
    assert rows(world, kinds) == []


def test_rows_of_the_inbox_go_after_thirty_days(world: World) -> None:
    Chat(world, world.person(ALONE)).opens().taps("使い方")
    world.clock.forward(days=15)
    Chat(world, world.person(ALONE)).opens().taps("使い方")
    for days, left in ((14.9, 2), (0.1, 1), (14.9, 1), (0.1, 0)):
        world.clock.forward(days=days)
        world.tick()
        assert rows(world, "SELECT count(*) FROM inbox") == [(left,)]


def test_a_start_lets_tombstones_win_over_a_main_database_that_was_put_back(world: World) -> None:
    chat = Chat(world, world.person()).opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    (id,) = draft_ids(world)
    world.app.stores.keys.shred(id)
    assert draft_ids(world) == [id]
    world.restart()
    assert (draft_ids(world), chat.opens().page) == ([], None)
