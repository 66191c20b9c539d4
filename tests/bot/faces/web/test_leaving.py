"""Who has deleted her data is signed out everywhere: her cookie opens nothing, her open tabs look and find that out."""

from __future__ import annotations

import pytest

from tests.bot.faces.web.client import Client
from tests.world import ALONE, World


@pytest.fixture
def world(world: World) -> World:
    """The program with a short heartbeat, so that a stream that should end does so soon."""
    world.app.web.heartbeat = 0.05
    return world


def test_her_pages_and_her_cookie_are_nobodys(world: World) -> None:
    here, elsewhere = Client(world), Client(world)
    for client in (here, elsewhere):
        client.comes_in(ALONE)
    stream = elsewhere.stream()
    assert stream.next().kind == "hello"
    here.tap("設定").tap("わたしのデータ").tap("わたしのデータを消す").tap("ぜんぶ消す（元に戻せません）")
    event = stream.next()
    while event.kind == "":
        event = stream.next()
    assert event.kind == "changed"
    for client in (here, elsewhere):
        assert client.post("/now", {}).status == 401
        assert client.event({"tap": "reflection.quick:"}).status == 401
    stream.close()
    for client in (here, elsewhere):
        client.close()
