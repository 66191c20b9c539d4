"""What was shared and taken back leaves the pages on which it stands: those that are open, and those that come back."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from storage import accounts
from storage.ids import short, uuid7
from tests.bot.faces.web.client import Client
from tests.chat import Chat
from tests.handlers.sharing.conftest import WORKING
from tests.handlers.sharing.steps import CHIEF, LINE, MINE, SINGLE, shares
from tests.world import ALONE, World


@pytest.fixture
def reader(world: World) -> Iterator[Client]:
    """The browser of somebody who reads what a colleague has shared with her."""
    world.clock.at = WORKING
    shares(Chat(world, world.person(ALONE)).opens(), SINGLE, 1)
    client = Client(world)
    client.comes_in(CHIEF)
    client.sends({"say": "分かち合ってもらったことば"}).tap("1を読む")
    assert LINE in json.dumps(client.shown, ensure_ascii=False)
    yield client
    client.close()


def takes_back(world: World) -> None:
    """Let the owner take it back."""
    Chat(world, world.person(ALONE)).opens().taps("これまでのふりかえり").taps(MINE).taps("1を取り下げる")


def test_an_open_page_is_told(reader: Client) -> None:
    (key,) = [card["key"] for card in reader.shown["cards"]]
    stream = reader.stream()
    assert stream.next().kind == "hello"
    takes_back(reader.world)
    reader.world.tick()
    gone, changed = stream.next(), stream.next()
    assert (gone.kind, gone.data, changed.kind) == ("gone", {"key": key}, "changed")
    stream.close()


def test_a_page_that_comes_back_asks_what_still_stands(reader: Client) -> None:
    (key,) = [card["key"] for card in reader.shown["cards"]]
    shows = {"shows": [key, f"opened-{key}", short(uuid7()), "joining", ""]}
    assert reader.post("/now", shows).json["gone"] == []
    takes_back(reader.world)
    assert reader.post("/now", shows).json["gone"] == [key, f"opened-{key}"]
    assert LINE not in reader.post("/now").text


def test_the_answer_to_whatever_is_pressed_says_what_is_gone(reader: Client) -> None:
    (key,) = [card["key"] for card in reader.shown["cards"]]
    pressed = {"say": "ヘルプ", "shows": [key, short(uuid7())]}
    assert reader.event(pressed).json["gone"] == []
    takes_back(reader.world)
    assert reader.event(pressed).json["gone"] == [key]


@pytest.mark.parametrize("shows", ["x", [1], [None], ["x"] * 501, {"a": "b"}])
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_no_page_sends_is_refused(reader: Client, shows: object) -> None:
    assert reader.post("/now", {"shows": shows}).status == 400
    assert reader.event({"say": "ヘルプ", "shows": shows}).status == 400


def test_who_is_paused_does_not_keep_it_before_her_eyes(reader: Client) -> None:
    world = reader.world
    (key,) = [card["key"] for card in reader.shown["cards"]]
    stream = reader.stream()
    assert stream.next().kind == "hello"
    with world.app.stores.database.write() as session:
        who = accounts.who(session, "web", world.person(CHIEF))
        assert who is not None
        who.person.paused_at = world.clock.now()
    world.tick()
    world.tick()
    assert stream.next().data == {"key": key}
    stream.close()
    assert LINE not in reader.post("/now").text
