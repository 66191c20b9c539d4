"""The program with a simulated Telegram beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.faces.telegram.face import TelegramFace
from bot.links import make_link
from tests.simulators.telegram import TOKEN, Telegram
from tests.telegram_chat import TelegramChat
from tests.world import ALONE, World, settings_for

USER = 700100200
SHORT = (0.01, 0.01, 0.01, 0.01)


def face_of(world: World) -> TelegramFace:
    """Return the program's Telegram face."""
    return next(face for face in world.app.faces if isinstance(face, TelegramFace))


@pytest.fixture
def telegram(backend: str, tmp_path: Path) -> Iterator[tuple[World, Telegram]]:
    """The program on a database, and the simulator that it talks to; every call is one that the Bot API describes."""
    telegram = Telegram()
    settings = settings_for(tmp_path / "var", backend, telegram_token=TOKEN)
    world = World(settings, beside=telegram)
    yield world, telegram
    world.close()
    assert telegram.wrong == []


@pytest.fixture
def phone(telegram: tuple[World, Telegram]) -> TelegramChat:
    """The chat of a counsellor who has come by her personal link; the bot does not wait long before it tries again."""
    world, server = telegram
    token = make_link(world.app.stores.database, ALONE)
    assert isinstance(token, str)
    face_of(world).answers.waits = SHORT
    chat = TelegramChat(world, server, USER)
    return chat.says(f"/start {token}")


@pytest.fixture
def line(tmp_path: Path) -> Iterator[TelegramChat]:
    """The same on SQLite only, for what happens between the bot and Telegram, whatever the database."""
    telegram = Telegram()
    world = World(settings_for(tmp_path / "var", "sqlite", telegram_token=TOKEN), beside=telegram)
    token = make_link(world.app.stores.database, ALONE)
    face_of(world).answers.waits = SHORT
    yield TelegramChat(world, telegram, USER).says(f"/start {token}")
    world.close()
    assert telegram.wrong == []
