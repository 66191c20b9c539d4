"""A19: sockets that fall silent, are told to go, do not open, bring rubbish: another opens, nothing is lost."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.faces.slack import sockets
from bot.faces.slack.wire import Wire
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import Begun, rows, settled, texts, titles
from tests.simulators.slack import Slack, SlackRefused
from tests.simulators.slack_socket import Socket
from tests.slack_chat import SlackChat
from tests.world import CENTRE

pytestmark = pytest.mark.slow

NOBODY = "U0000000000"


@pytest.fixture
def begun(begins: Callable[..., Begun], monkeypatch: pytest.MonkeyPatch) -> Begun:
    """The program, which waits a fraction of a second where it would wait many."""
    monkeypatch.setattr(sockets, "HEARTBEAT_SECONDS", 0.2)
    monkeypatch.setattr(sockets, "HELLO_SECONDS", 0.3)
    monkeypatch.setattr(sockets, "DRAIN_SECONDS", 0.3)
    made = Wire.__init__

    def quick(self: Wire, *given: Any, **more: Any) -> None:
        made(self, *given, **{"seconds": 0.4, **more})

    monkeypatch.setattr(Wire, "__init__", quick)
    made_of = begins()
    made_of.until(lambda: made_of.face.listening.sockets.open)
    return made_of


def test_a19_the_limits_that_are_scaled_here_lie_within_a_minute() -> None:
    assert sockets.HEARTBEAT_SECONDS * 1.5 <= 30
    assert sockets.HEARTBEAT_SECONDS * 1.5 + sockets.WAITS[0] * 1.25 + 15 + sockets.HELLO_SECONDS <= 60


def test_a19_a_socket_that_is_silently_dead_is_replaced_and_what_came_meanwhile_is_answered(begun: Begun) -> None:
    chat = begun.chat(USER)
    begun.slack.carrier.ack_seconds = 0.2
    begun.world.run(begun.slack.sockets.count(1))
    begun.slack.sockets.swallow()
    event, began = begun.slack.writes(USER, "使い方"), time.monotonic()
    begun.until(lambda: begun.slack.sockets.made == 2)
    assert time.monotonic() - began < 1.5
    begun.until(lambda: titles(chat) == 1)
    settled(chat, event)
    assert (titles(chat), begun.heard) == (1, [])


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_a19_a_new_socket_is_open_before_the_old_one_is_given_up(begun: Begun, reason: str) -> None:
    chat, server = begun.chat(USER), begun.slack.sockets
    most: list[int] = []

    async def refresh() -> None:
        await server.disconnect(reason, after=None)
        while server.made < 2:
            most.append(len(server.open))
            await asyncio.sleep(0.001)

    begun.world.run(refresh())
    assert set(most) == {1}, "the old one stayed open until the new one was there"
    begun.world.run(server.count(1))
    chat.says("使い方").sees("使い方")
    assert begun.heard == []


def test_a19_what_comes_through_the_old_socket_while_it_leaves_is_acknowledged_and_done(begun: Begun) -> None:
    chat, server = begun.chat(USER), begun.slack.sockets

    async def refresh() -> None:
        await server.disconnect("refresh_requested", after=None)
        async with asyncio.timeout(5):
            while server.made < 2:
                await asyncio.sleep(0.001)
        # Slack sends to the old one still.
        for socket in server.open:
            socket.leaving = not socket.leaving

    begun.world.run(refresh())
    events = [begun.slack.writes(USER, "使い方") for _ in range(3)]
    assert settled(chat, *events) == [True] * 3
    assert (titles(chat), len(begun.slack.carrier.retries)) == (3, 0)


def test_a19_a_refresh_in_the_middle_of_a_burst_loses_and_repeats_nothing(begun: Begun) -> None:
    chat = begun.chat(USER)
    begun.slack.carrier.ack_seconds = 0.5
    begun.world.run(begun.slack.sockets.disconnect("refresh_requested", after=0.05))
    events = [begun.slack.writes(USER, "使い方") for _ in range(12)]
    settled(chat, *events)
    begun.until(lambda: titles(chat) >= 12)
    chat.settles(None)
    assert (titles(chat), rows(begun.world)) == (12, 12)


def test_a19_while_no_new_socket_opens_the_old_one_is_read_on(begun: Begun) -> None:
    chat = begun.chat(USER)
    begun.slack.sockets.refusing = True
    begun.world.run(begun.slack.sockets.disconnect("warning", after=None))
    begun.world.run(asyncio.sleep(0.1))
    chat.says("使い方").sees("使い方")
    begun.slack.sockets.refusing = False
    begun.until(lambda: begun.slack.sockets.made == 2)


def test_a19_socket_mode_that_is_switched_off_is_said_once_and_what_came_meanwhile_is_answered(begun: Begun) -> None:
    chat = begun.chat(USER)
    begun.slack.sockets.disabled = True
    begun.world.run(begun.slack.sockets.disconnect("link_disabled", after=0.02))
    begun.goes_on(0.2)
    begun.slack.writes(USER, "使い方", silent=True)
    begun.goes_on(0.1)
    assert begun.heard == ["slack-socket-off"]
    begun.slack.sockets.disabled = False
    begun.until(lambda: titles(chat) == 1)
    begun.slack.sockets.disabled = True
    begun.world.run(begun.slack.sockets.disconnect("link_disabled", after=0.02))
    begun.goes_on(0.2)
    assert begun.heard == ["slack-socket-off", "slack-socket-off"], "it was over, and is back"


def test_a19_socket_mode_that_is_off_at_the_start_is_said_once(begins: Callable[..., Begun]) -> None:
    slack = Slack()
    slack.sockets.disabled = True
    begun = begins(slack)
    begun.goes_on(0.3)
    assert begun.heard == ["slack-socket-off"]


def test_a19_too_many_sockets_are_waited_out_and_said_once(begins: Callable[..., Begun]) -> None:
    slack = Slack()
    slack.sockets.most = 0
    begun = begins(slack)
    chat = begun.chat(USER)
    begun.goes_on(0.3)
    assert begun.heard == ["slack-unreached"]
    slack.sockets.most = 10
    begun.until(lambda: begun.face.listening.sockets.open)
    chat.says("使い方").sees("使い方")


HOWS: dict[str, dict[str, Any]] = {
    "hangs": {"late": 30.0},
    "server down": {"page": (503, b"<html>")},
    "internal error": {"error": SlackRefused("internal_error")},
    "limited": {"error": SlackRefused("ratelimited", retry_after=1)},
    "cut": {"drop": True},
    "empty": {"page": (200, b"")},
    "no address": {"page": (200, b'{"ok":true}')},
    "wrong address": {"page": (200, b'{"ok":true,"url":"nonsense"}')},
}


@pytest.mark.parametrize("how", HOWS.values(), ids=HOWS.keys())
def test_a19_an_address_that_does_not_come_is_asked_for_again(begun: Begun, how: dict[str, Any]) -> None:
    chat = begun.chat(USER)
    begun.slack.trouble("apps.connections.open", times=2, **how)
    begun.slack.sockets.cut()
    begun.until(lambda: begun.slack.sockets.made == 2)
    chat.says("使い方").sees("使い方")
    assert [said for said in begun.heard if said != "slack-unreached"] == []
    assert len(begun.heard) <= 1


@pytest.mark.parametrize("what", ["hanging", "refusing", "mutes"])
def test_a19_a_socket_that_does_not_open_is_tried_again_and_said_once(begun: Begun, what: str) -> None:
    chat = begun.chat(USER)
    setattr(begun.slack.sockets, what, 10_000 if what == "mutes" else True)
    begun.slack.sockets.cut()
    begun.goes_on(1.2)
    assert begun.heard == ["slack-unreached"]
    setattr(begun.slack.sockets, what, 0 if what == "mutes" else False)
    began = time.monotonic()
    begun.until(lambda: begun.face.listening.sockets.open)
    assert time.monotonic() - began < 1.5
    chat.says("使い方").sees("使い方")


def test_a19_sockets_that_end_at_once_again_and_again_are_not_asked_for_in_a_hurry(
    begun: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun.face.listening.sockets.waits = (0.2,)
    with monkeypatch.context() as patch:
        patch.setattr(Socket, "send", _hello_and_go(Socket.send))
        before = begun.slack.sockets.made
        begun.slack.sockets.cut()
        begun.goes_on(1)
        assert 3 <= begun.slack.sockets.made - before <= 9
    chat = begun.chat(USER)
    chat.says("使い方").sees("使い方")


def _hello_and_go(send: Callable[[Socket, str], Awaitable[None]]) -> Callable[[Socket, str], Awaitable[None]]:
    async def then_closes(socket: Socket, text: str) -> None:
        await send(socket, text)
        await socket.ws.close()

    return then_closes


def test_a19_one_hiccup_is_nothing_to_speak_of(begun: Begun) -> None:
    begun.slack.trouble("apps.connections.open", drop=True)
    begun.slack.sockets.cut()
    begun.until(lambda: begun.slack.sockets.made == 2)
    begun.goes_on()
    assert begun.heard == []


FRAMES: dict[str, str | bytes] = {
    "nonsense": "nonsense",
    "empty": "",
    "null": "null",
    "list": "[]",
    "deep": "[" * 100_000,
    "long number": '{"envelope_id": ' + "9" * 5000 + "}",
    "infinite": '{"envelope_id": 1e999, "payload": {}}',
    "no type": '{"x": 1}',
    "odd disconnect": '{"type": "disconnect", "reason": {"a": 1}}',
    "odd payload": '{"envelope_id": "e", "payload": 3}',
    "no utf-8": b"\xff\xfe\x00",
    "half a surrogate": '{"envelope_id": "e\\ud800", "payload": {"type": "\\udfff"}}',
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
def test_a19_rubbish_in_a_socket_holds_nobody_up(begun: Begun, frame: str | bytes) -> None:
    chat = begun.chat(USER)
    begun.world.run(begun.slack.sockets.say(frame))
    begun.world.run(asyncio.sleep(0.05))
    begun.until(lambda: begun.face.listening.sockets.open)
    chat.says("使い方").sees("使い方")
    assert begun.heard == []
    begun.slack.wrong.clear()


def test_a19_a_second_copy_of_the_program_does_nothing_twice(begun: Begun, begins: Callable[..., Begun]) -> None:
    """Events of one app go to one of its sockets: num_connections is 2."""
    chat = begun.chat(USER)
    second = Wire(begun.slack.bot_token, begun.slack.app_token, begun.slack.url)

    async def other() -> list[str]:
        socket = await second.socket(await second.socket_url(), 20)
        hello = json.loads((await socket.receive()).data)
        begun.slack.carrier.ack_seconds = 0.3
        events = [begun.slack.writes(USER, "使い方") for _ in range(4)]
        await asyncio.sleep(0.1)
        took = [json.loads((await socket.receive()).data)["type"] for _ in range(2)]
        await socket.close()
        await second.close()
        await begun.slack.carrier.settle(*events)
        return [str(hello["num_connections"]), *took]

    assert begun.world.run(other()) == ["2", "events_api", "events_api"]
    begun.until(lambda: titles(chat) == 4)
    chat.settles(None)
    assert (titles(chat), rows(begun.world)) == (4, 4)


def test_a19_a_socket_is_replaced_before_its_time_is_over(begun: Begun) -> None:
    chat = begun.chat(USER)
    begun.slack.sockets.lasts = 1
    begun.slack.sockets.cut()
    begun.until(lambda: begun.slack.sockets.made == 2)
    seen: list[int] = []

    async def watch() -> None:
        async with asyncio.timeout(5):
            while begun.slack.sockets.made < 3:
                seen.append(len(begun.slack.sockets.open))
                await asyncio.sleep(0.005)

    begun.world.run(watch())
    assert 0 not in seen[5:]
    begun.slack.sockets.lasts = 18060
    chat.says("使い方").sees("使い方")
    assert begun.heard == []


def test_a19_while_slack_is_silent_the_other_faces_go_on_and_nothing_is_lost(begun: Begun) -> None:
    chat, other = begun.chat(USER), begun.chat(NOBODY, CENTRE)
    begun.slack.sockets.refusing = True
    begun.slack.sockets.cut()
    begun.goes_on(0.1)
    for user in (USER, NOBODY):
        begun.slack.writes(user, "使い方", silent=True)
    begun.goes_on(0.1)
    assert (texts(chat), texts(other)) == ([], [])
    begun.slack.sockets.refusing = False
    begun.until(lambda: titles(chat) == titles(other) == 1)


def test_a19_a_stop_waits_for_no_socket(begun: Begun) -> None:
    begun.slack.sockets.swallow()
    began = time.monotonic()
    begun.world.restart()
    assert time.monotonic() - began < 3
    chat = SlackChat(begun.world, begun.slack, USER)
    assert texts(chat) == []
