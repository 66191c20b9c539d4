"""Keys lost or wrong while the program runs, sealed texts that were moved or cut: nothing opens, all goes on."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr
from sqlalchemy import delete, select, update

from bot.app import open_stores
from bot.settings import Settings
from storage import keys as key_store
from storage.db import EVERYWHERE
from storage.reflections import Reflection, ReflectionLine
from storage.sound import unreadable
from tests.bot.trouble import rows
from tests.chat import Chat
from tests.privacy.conftest import Output
from tests.privacy.full import BUG
from tests.world import ALONE, CENTRE, World, settings_for

LINES = ("まもられる一行", "となりの一行")


def write(chat: Chat, line: str) -> None:
    """Write a short reflection with this line in it."""
    chat.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says(line)
    chat.taps("今回は関係しない").taps("今日はなし").sees("おつかれさまでした")


@pytest.fixture
def owner(world: World) -> Chat:
    """The chat of somebody who has written a reflection, and so has a colleague."""
    write(Chat(world, world.person(CENTRE)), LINES[1])
    chat = Chat(world, world.person(ALONE))
    write(chat, LINES[0])
    return chat


def of(world: World, table: Any, person: str) -> list[tuple[UUID, bytes]]:
    """Return (row, sealed) of what somebody has in a table."""
    wanted = select(table.id, table.body).where(table.person_id == UUID(person)).order_by(table.id)
    with world.app.stores.database.read() as session:
        return [(row[0], row[1]) for row in session.execute(wanted.execution_options(**EVERYWHERE))]


def put(world: World, table: Any, row: UUID, value: bytes) -> None:
    """Write other bytes into a row behind the program's back."""
    with world.app.stores.database.write() as session:
        session.execute(update(table).where(table.id == row).values(body=value).execution_options(**EVERYWHERE))


def named(world: World) -> list[tuple[str, UUID]]:
    """Return what `idobata check` would name."""
    return list(unreadable(world.app.stores.database, world.app.stores.keys))


def reads_nothing(chat: Chat, output: Output) -> None:
    """Check that neither text is shown or logged, and that the chat goes on."""
    chat.opens().taps("これまでのふりかえり").sees("まだありません。3分ではじめられます。")
    assert [line for line in LINES if line in repr(chat.shown) + output()] == []
    chat.says("わたしのデータ").taps("わたしのデータを受け取る").taps("ファイルを受け取る")
    files = b"".join(data for _, data in chat.files).decode("utf-8-sig", "replace")
    # What of her own still opens she may take along; it is never somebody else's.
    assert LINES[1] not in files
    write(chat, "そのあとの一行")
    chat.taps("はじめの画面へ").taps("これまでのふりかえり")
    assert [label for label in chat.buttons if "面談" in label] == ["11月23日（月）　面談"]


def test_nothing_is_named_where_all_is_sound(world: World, owner: Chat) -> None:
    assert named(world) == []
    owner.opens().taps("ふりかえり").taps("6つぜんぶ").taps("面談")
    owner.presses("settings:").taps("お休みに入る")
    assert named(world) == []


@pytest.mark.parametrize("table", [Reflection, ReflectionLine])
def test_a_text_that_was_put_into_anothers_row_opens_for_nobody(
    world: World, owner: Chat, output: Output, table: Any
) -> None:
    mine, other = of(world, table, owner.user)[0], of(world, table, world.person(CENTRE))[0]
    put(world, table, mine[0], other[1])
    put(world, table, other[0], mine[1])
    assert named(world) == [(table.__tablename__, row) for row in sorted([mine[0], other[0]])]
    reads_nothing(owner, output)


def test_two_lines_of_one_text_cannot_change_places(world: World, owner: Chat, output: Output) -> None:
    first, second = of(world, ReflectionLine, owner.user)
    put(world, ReflectionLine, first[0], second[1])
    put(world, ReflectionLine, second[0], first[1])
    assert named(world) == [("reflection_lines", first[0]), ("reflection_lines", second[0])]
    reads_nothing(owner, output)


@pytest.mark.parametrize("keeps", [0, 1, 17, 29, -1])
def test_a_text_that_was_cut_short_does_not_open(world: World, owner: Chat, output: Output, keeps: int) -> None:
    row, sealed = of(world, Reflection, owner.user)[0]
    put(world, Reflection, row, sealed[:keeps])
    assert named(world) == [("reflections", row)]
    reads_nothing(owner, output)


@pytest.mark.parametrize("lost", [key_store.text_keys, key_store.person_keys])
def test_keys_that_are_lost_while_it_runs_take_their_texts_with_them(
    world: World, owner: Chat, output: Output, lost: Any
) -> None:
    owner.opens().taps("ふりかえり").taps("6つぜんぶ").taps("面談")
    with world.app.stores.keys.engine.begin() as connection:
        connection.execute(delete(lost).where(lost.c.person_id == UUID(owner.user)))
    assert owner.opens().page is None
    # The reflection, its two lines and the draft.
    assert sorted(table for table, _ in named(world)) == [
        "drafts",
        "reflection_lines",
        "reflection_lines",
        "reflections",
    ]
    reads_nothing(owner, output)


def test_what_was_shredded_is_not_named(world: World, owner: Chat) -> None:
    row, _ = of(world, Reflection, owner.user)[0]
    world.app.stores.keys.shred(row)
    assert named(world) == []


OTHER_KEY = base64.b64encode(b"k" * 32).decode()


def fits(settings: Settings) -> bool:
    """Tell whether the master key that a start would find is the right one."""
    stores = open_stores(settings)
    found = stores.keys.opens()
    stores.database.dispose()
    stores.keys.engine.dispose()
    return found


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_master_key_that_is_exchanged_while_it_runs_is_found_at_the_next_start(world: World, owner: Chat) -> None:
    path = world.settings.var / "master.key"
    before = path.read_text()
    path.write_text(OTHER_KEY)
    owner.opens().taps("これまでのふりかえり")
    owner.sends({"tap": owner.shown["cards"][0]["buttons"][0]["data"]})
    assert LINES[0] in owner.text
    write(owner, "そのあとの一行")
    assert not fits(world.settings)
    path.write_text(before)
    assert fits(world.settings)
    assert named(world) == []


def test_under_a_wrong_master_key_nothing_is_kept_in_the_clear(output: Output, tmp_path: Path) -> None:
    right = World(settings_for(tmp_path / "var", "sqlite"))
    write(Chat(right, right.person(ALONE)), LINES[0])
    right.close()
    world = World(right.settings.model_copy(update={"master_key": SecretStr(OTHER_KEY)}))
    chat = Chat(world, world.person(ALONE)).opens().taps("これまでのふりかえり")
    chat.sees("まだありません。3分ではじめられます。")
    chat.taps("ふりかえりをはじめる").taps("3分（2つの視点）").sees(BUG)
    assert rows(world, "SELECT count(*) FROM inbox WHERE state = 'failed' AND body IS NULL") == [(1,)]
    assert not world.app.stores.keys.opens()
    assert LINES[0] not in repr(chat.shown) + output()
    world.close()
