"""Tombstones win: an older main database beside the newest key store gives back nothing that was deleted since."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from bot.app import Stores
from storage import drafts, reflections, tombs
from storage.drafts import Draft
from storage.ids import uuid7
from storage.reflections import Reflection, ReflectionLine
from tests.chat import Chat
from tests.storage.conftest import InNetwork
from tests.storage.test_drafts import draft
from tests.storage.test_reflections import keep
from tests.world import ALONE, START, World, settings_for


def test_what_was_shredded_is_buried_and_nothing_else(stores: Stores, here: InNetwork, persons: list[UUID]) -> None:
    with here() as inside:
        gone, kept = keep(inside, persons[0], ("one", "a"), ("two", "a")), keep(inside, persons[0], ("one", "b"))
        old, young = draft(persons[0]), draft(persons[1])
        drafts.add(inside, old)
        drafts.add(inside, young)
    stores.keys.shred(gone)
    stores.keys.shred(old.id)
    with stores.database.writer.begin() as link:
        assert tombs.bury(link, stores.keys) == 2
        assert tombs.bury(link, stores.keys) == 0
    with here() as inside:
        assert [row.id for row in reflections.of_person(inside, persons[0])] == [kept]
        assert [line.prompt for line in reflections.lines(inside, kept)] == ["b"]
        assert inside.session.scalar(select(func.count()).select_from(ReflectionLine)) == 1
        assert drafts.of_person(inside, persons[0], START) == []
        assert [one.id for one in drafts.of_person(inside, persons[1], START)] == [young.id]


def test_more_than_one_batch_is_buried(
    stores: Stores, here: InNetwork, persons: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tombs, "BATCH", 3)
    with here() as inside:
        ids = [keep(inside, persons[0], ("one", "a")) for _ in range(8)]
        drafts.add(inside, Draft(uuid7(), persons[0], "trial", {}, b"", 1, True, START))
    for id in ids[:7]:
        stores.keys.shred(id)
    with stores.database.writer.begin() as link:
        assert tombs.bury(link, stores.keys) == 7
    with here() as inside:
        assert list(inside.session.scalars(select(Reflection.id))) == [ids[7]]


def write(chat: Chat, line: str) -> None:
    """Write a short reflection with this line in it."""
    chat.taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある").says(line)
    chat.taps("今回は関係しない").taps("今日はなし").sees("おつかれさまでした")


def delete(chat: Chat) -> None:
    """Delete the newest reflection."""
    chat.taps("これまでのふりかえり")
    chat.sends({"tap": chat.shown["cards"][0]["buttons"][0]["data"]}).taps("消す").taps("消す（元に戻せません）")
    chat.sees("消しました。井戸端では、もうだれにも読めません。")


def test_an_older_main_database_with_the_newest_keys_gives_back_nothing_deleted(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "var", "sqlite")
    path = settings.var / "idobata.db"
    world = World(settings)
    chat = Chat(world, world.person(ALONE)).opens()
    write(chat, "消される一行")
    world.clock.forward(minutes=1)
    write(chat.opens(), "残る一行")
    world.close()
    shutil.copy(path, tmp_path / "backup.db")

    world = World(settings, world.clock)
    chat = Chat(world, world.person(ALONE)).opens().taps("これまでのふりかえり")
    older = chat.shown["cards"][0]["buttons"][1]["data"]
    chat.sends({"tap": older}).sees("本人中心：よかったところがある")
    assert "消される一行" in chat.text
    chat.taps("消す").taps("消す（元に戻せません）").sees("消しました。井戸端では、もうだれにも読めません。")
    world.close()

    for file in settings.var.glob("idobata.db*"):
        file.unlink()
    shutil.copy(tmp_path / "backup.db", path)
    world = World(settings, world.clock)
    chat = Chat(world, world.person(ALONE)).opens()
    with world.app.stores.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Reflection)) == 1
        assert session.scalar(select(func.count()).select_from(ReflectionLine)) == 2
    chat.sends({"tap": older})
    assert "消される一行" not in chat.text
    chat.taps("これまでのふりかえり")
    chat.sends({"tap": chat.shown["cards"][0]["buttons"][0]["data"]})
    assert "残る一行" in chat.text
    world.close()
