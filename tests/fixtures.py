"""Fixtures: the program on each database, a chat with it, and conversations that run on every face."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from handlers.kit.house import House
from tests import slack_chat
from tests.chat import Chat
from tests.simulators.slack import APP_TOKEN, BOT_TOKEN, Slack
from tests.simulators.telegram import TOKEN, Telegram
from tests.slack_chat import SlackChat
from tests.talk import Face, Talk
from tests.telegram_chat import TelegramChat, join
from tests.world import ALONE, World, settings_for

BACKENDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


class Place(NamedTuple):
    """Where a conversation runs."""

    face: Face
    backend: str


WEB, TELEGRAM, SLACK = Place("web", "sqlite"), Place("telegram", "sqlite"), Place("slack", "sqlite")
WEB_POSTGRES = pytest.param(Place("web", "postgres"), marks=pytest.mark.postgres, id="web-postgres")
TELEGRAM_POSTGRES = pytest.param(Place("telegram", "postgres"), marks=pytest.mark.postgres, id="telegram-postgres")
PLACES = [
    pytest.param(WEB, id="web"),
    pytest.param(TELEGRAM, id="telegram"),
    pytest.param(SLACK, id="slack"),
    WEB_POSTGRES,
]


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


TOKENS: dict[Face, dict[str, Any]] = {
    "web": {},
    "telegram": {"telegram_token": TOKEN},
    "slack": {"slack_bot_token": BOT_TOKEN, "slack_app_token": APP_TOKEN},
}


@pytest.fixture
def meets(place: Place, house: House | None, given: dict[str, Any], tmp_path: Path) -> Iterator[Callable[[str], Talk]]:
    """Return a chat on this face for a person of the demo network, by name; she has not opened it yet."""
    beside = {"telegram": Telegram, "slack": Slack}[place.face]() if place.face != "web" else None
    settings = settings_for(tmp_path / "var", place.backend, **TOKENS[place.face], **given)
    world = World(settings, house=house, beside=beside)
    users = count(700100200)

    def meet(name: str) -> Talk:
        match beside:
            case Telegram():
                user = next(users)
                join(world, user, name)
                return TelegramChat(world, beside, user)
            case Slack():
                slack_chat.join(world, id := f"U{next(users)}", name)
                return SlackChat(world, beside, id)
        return Chat(world, world.person(name))

    yield meet
    world.close()
    assert beside is None or beside.wrong == []
    assert not isinstance(beside, Slack) or beside.book.complaints == []


@pytest.fixture
def talk_as(meets: Callable[[str], Talk]) -> Callable[[str], Talk]:
    """Return an opened chat on this face for a person of the demo network, by name."""
    return lambda name: meets(name).opens()


@pytest.fixture
def talk(talk_as: Callable[[str], Talk]) -> Talk:
    """The chat, on every face, of a counsellor who is alone in her office: a conversation is written once."""
    return talk_as(ALONE)
