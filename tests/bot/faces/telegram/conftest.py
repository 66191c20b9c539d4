"""The program with a simulated Telegram beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.links import make_link
from tests.simulators.telegram import TOKEN, Telegram
from tests.telegram_chat import TelegramChat
from tests.world import ALONE, World, settings_for

USER = 700100200


@pytest.fixture
def telegram(backend: str, tmp_path: Path) -> Iterator[tuple[World, Telegram]]:
    """The program on a database, and the simulator that it talks to."""
    telegram = Telegram()
    settings = settings_for(tmp_path / "var", backend, telegram_token=TOKEN)
    world = World(settings, beside=telegram)
    yield world, telegram
    world.close()


@pytest.fixture
def phone(telegram: tuple[World, Telegram]) -> TelegramChat:
    """The chat of a counsellor who has come by her personal link."""
    world, server = telegram
    token = make_link(world.app.stores.database, ALONE)
    assert isinstance(token, str)
    chat = TelegramChat(world, server, USER)
    return chat.says(f"/start {token}")
