"""Fixtures: the program on each database, a chat with it, and conversations that run on every face."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from handlers.kit.house import House
from tests.chat import Chat
from tests.simulators.telegram import TOKEN, Telegram
from tests.talk import Face, Talk
from tests.telegram_chat import TelegramChat, join
from tests.world import ALONE, World, settings_for

# Nothing here speaks TLS, and reading the machine's certificates takes 40 ms for each bot: there are none.
os.environ["SSL_CERT_DIR"] = str(Path(__file__).parent)

BACKENDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


class Place(NamedTuple):
    """Where a conversation runs."""

    face: Face
    backend: str


WEB, TELEGRAM = Place("web", "sqlite"), Place("telegram", "sqlite")
WEB_POSTGRES = pytest.param(Place("web", "postgres"), marks=pytest.mark.postgres, id="web-postgres")
TELEGRAM_POSTGRES = pytest.param(Place("telegram", "postgres"), marks=pytest.mark.postgres, id="telegram-postgres")
PLACES = [pytest.param(WEB, id="web"), pytest.param(TELEGRAM, id="telegram"), WEB_POSTGRES]


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """The database: every test that uses it runs on both."""
    return str(request.param)


@pytest.fixture
def world(backend: str, tmp_path: Path) -> Iterator[World]:
    """The program with the demo network, at 17:50 on a Monday."""
    world = World(settings_for(tmp_path / "var", backend))
    yield world
    world.close()


@pytest.fixture
def chat_as(world: World) -> Callable[[str], Chat]:
    """Return a chat for a person of the demo network, by name."""
    return lambda name: Chat(world, world.person(name)).opens()


@pytest.fixture
def chat(chat_as: Callable[[str], Chat]) -> Chat:
    """The chat of a counsellor who is alone in her office; for what looks into the page's JSON."""
    return chat_as(ALONE)


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> Place:
    """The face and the database: every conversation runs on each face, and on each database."""
    place: Place = request.param
    return place


@pytest.fixture
def house() -> House | None:
    """The house that conversations run in; None for the program's own."""
    return None


@pytest.fixture
def given() -> dict[str, Any]:
    """Settings that conversations need besides."""
    return {}


@pytest.fixture
def meets(place: Place, house: House | None, given: dict[str, Any], tmp_path: Path) -> Iterator[Callable[[str], Talk]]:
    """Return a chat on this face for a person of the demo network, by name; she has not opened it yet."""
    telegram = Telegram() if place.face == "telegram" else None
    token = {"telegram_token": TOKEN} if telegram else {}
    world = World(settings_for(tmp_path / "var", place.backend, **token, **given), house=house, beside=telegram)
    users = count(700100200)

    def meet(name: str) -> Talk:
        if telegram is None:
            return Chat(world, world.person(name))
        user = next(users)
        join(world, user, name)
        return TelegramChat(world, telegram, user)

    yield meet
    world.close()


@pytest.fixture
def talk_as(meets: Callable[[str], Talk]) -> Callable[[str], Talk]:
    """Return an opened chat on this face for a person of the demo network, by name."""
    return lambda name: meets(name).opens()


@pytest.fixture
def talk(talk_as: Callable[[str], Talk]) -> Talk:
    """The chat, on every face, of a counsellor who is alone in her office: a conversation is written once."""
    return talk_as(ALONE)
