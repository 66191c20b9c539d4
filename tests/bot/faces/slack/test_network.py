"""A23: a network that loses things between the bot and Slack, half-open, stalled, cut, refused: one visible message."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.faces.slack import sockets
from bot.faces.slack.wire import Wire
from handlers.kit.errors import Doubtful, TryLater
from storage.fault import set_trap
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import SHORT, Begun, face_of, show, texts, titles, told, until
from tests.bot.trouble import Doing, post, rows, unreplied
from tests.simulators.proxy import Proxy
from tests.simulators.slack import Slack
from tests.slack_chat import SlackChat
from tests.world import ALONE

pytestmark = pytest.mark.slow

POST = b"/api/chat.postMessage"


class Between(Slack):
    """The simulator behind a proxy: what the program gets as its address is the proxy's."""

    async def start(self) -> None:
        """Serve, and let the proxy stand in front."""
        await super().start()
        self.proxy = Proxy(self.url)
        await self.proxy.start()
        self.url = f"{self.proxy.url}/api/"

    async def stop(self) -> None:
        """Stop both."""
        await self.proxy.stop()
        await super().stop()


@pytest.fixture
def begun(begins: Callable[..., Begun], monkeypatch: pytest.MonkeyPatch) -> Begun:
    """The program behind the proxy; the bot's timeouts are a fraction of a second instead of many."""
    monkeypatch.setattr(sockets, "HEARTBEAT_SECONDS", 0.2)
    monkeypatch.setattr(sockets, "HELLO_SECONDS", 0.3)
    made = Wire.__init__

    def quick(self: Wire, *given: Any, **more: Any) -> None:
        made(self, *given, **{"seconds": 0.35, **more})

    monkeypatch.setattr(Wire, "__init__", quick)
    return begins(Between(), house=Doing().house())


@pytest.fixture
def far(begun: Begun) -> SlackChat:
    """A chat through the proxy."""
    begun.slack.carrier.ack_seconds = 0.5
    chat = begun.chat(USER)
    begun.until(lambda: begun.face.listening.sockets.open)
    return chat


def proxy_of(chat: SlackChat) -> Proxy:
    """Return the proxy between the bot and Slack."""
    assert isinstance(chat.slack, Between)
    return chat.slack.proxy


def test_a23_a_half_open_network_is_noticed_and_nothing_is_lost(far: SlackChat, begun: Begun) -> None:
    proxy_of(far).half_open()
    far.slack.writes(USER, "使い方")
    begun.goes_on(1.5)
    assert (texts(far), begun.heard) == ([], ["slack-unreached"])
    proxy_of(far).heal()
    begun.until(lambda: titles(far) == 1)
    far.says("設定")
    assert texts(far) == ["使い方", "設定"]


def test_a23_an_answer_into_a_half_open_network_is_one_message(far: SlackChat, begun: Begun) -> None:
    passed: list[str] = []

    def trap(point: str) -> None:
        if point == "rx.before_reply" and not passed:
            passed.append(point)
            proxy_of(far).half_open()

    set_trap(trap)
    try:
        event = far.slack.writes(USER, "使い方")
        begun.until(lambda: passed)
    finally:
        set_trap(None)
    begun.world.run(asyncio.sleep(0.5))
    proxy_of(far).heal()
    begun.until(lambda: titles(far) == 1)
    begun.world.run(far.slack.carrier.settle(event))
    begun.goes_on()
    assert texts(far) == ["使い方"]


@pytest.mark.parametrize("times", [1, 2])
def test_a23_a_stall_of_the_server_is_a_doubt_and_one_message(far: SlackChat, times: int) -> None:
    far.slack.trouble("chat.postMessage", late=0.45, times=times)
    far.says("使い方")
    assert (texts(far), unreplied(far.world)) == (["使い方"], 0)


@pytest.mark.parametrize("after", [0, 1, 20, 400], ids=["at once", "a byte", "in the head", "in the body"])
def test_a23_an_answer_that_is_cut_in_the_middle_is_one_message(far: SlackChat, after: int) -> None:
    proxy_of(far).drop_after(after, of=POST)
    far.says("使い方")
    assert (texts(far), unreplied(far.world)) == (["使い方"], 0)


def test_a23_a_message_whose_change_is_cut_in_the_middle_stays_one(far: SlackChat) -> None:
    far.opens().taps("ふりかえり").taps("3分（2つの視点）")
    count = len(far.slack.seen(USER))
    proxy_of(far).drop_after(20, of=b"/api/chat.update")
    far.taps("面談").sees("［よかったところがある］")
    assert (len(far.slack.seen(USER)), unreplied(far.world)) == (count, 0)


@pytest.mark.parametrize("after", [0, 20, 400], ids=["at once", "in the head", "in the body"])
def test_a23_a_notice_that_is_cut_in_the_middle_is_one_message(far: SlackChat, after: int) -> None:
    post(far.world, ALONE)
    proxy_of(far).drop_after(after, of=POST)
    far.world.tick()
    assert rows(far.world, "SELECT state, doubtful FROM outbox") == [("waiting", 1)]
    far.world.clock.forward(minutes=1)
    far.world.tick()
    assert len(texts(far)) == 1
    assert rows(far.world, "SELECT state FROM outbox") == [("sent",)]


def test_a23_a_notice_into_a_half_open_network_is_one_message(far: SlackChat, begun: Begun) -> None:
    post(far.world, ALONE)
    proxy_of(far).half_open()
    far.world.tick()
    proxy_of(far).heal()
    begun.until(lambda: begun.face.listening.sockets.open)
    far.world.clock.forward(minutes=1)
    far.world.tick()
    assert len(texts(far)) == 1


def test_a23_a_history_that_is_cut_while_it_is_looked_at_is_looked_at_again(far: SlackChat) -> None:
    post(far.world, ALONE)
    far.slack.trouble("chat.postMessage", drop=True)
    far.world.tick()
    far.slack.trouble("conversations.history", drop=True, times=2)
    far.world.clock.forward(minutes=1)
    far.world.tick()
    assert (len(texts(far)), rows(far.world, "SELECT state, doubtful FROM outbox")) == (1, [("waiting", 1)])
    far.world.clock.forward(minutes=5)
    far.world.tick()
    assert (len(texts(far)), rows(far.world, "SELECT state FROM outbox")) == (1, [("sent",)])


def test_a23_what_could_not_leave_the_machine_comes_once(far: SlackChat, begun: Begun) -> None:
    face_of(far.world).answers.waits = (0.1, 0.2, 0.2, 0.2)
    refused: list[str] = []

    def away(point: str) -> None:
        if point == "rx.before_reply" and not refused:
            refused.append(point)
            proxy_of(far).refuse()

    set_trap(away)
    try:
        event = far.slack.writes(USER, "使い方")
        begun.until(lambda: refused)
    finally:
        set_trap(None)
    begun.world.run(asyncio.sleep(0.05))
    begun.world.run(proxy_of(far).start())
    begun.until(lambda: titles(far) == 1)
    begun.world.run(far.slack.carrier.settle(event))
    begun.goes_on()
    assert texts(far) == ["使い方"]


def test_a23_a_notice_that_could_not_leave_the_machine_is_for_later(far: SlackChat, begun: Begun) -> None:
    proxy_of(far).refuse()
    with pytest.raises(TryLater) as later:
        show(far, told("知らせ"))
    assert str(later.value) == "unreached"
    begun.world.run(proxy_of(far).start())
    show(far, told("知らせ"))
    assert texts(far) == ["知らせ"]


def test_a23_a_notice_that_stalls_is_in_doubt(far: SlackChat) -> None:
    far.slack.trouble("chat.postMessage", late=0.6)
    with pytest.raises(Doubtful):
        show(far, told("知らせ"))
    show(far, told("知らせ", perhaps=True))
    assert texts(far) == ["知らせ"]


def test_a23_an_answer_that_is_owed_is_paid_when_slack_is_there_again(far: SlackChat, begun: Begun) -> None:
    far.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    begun.face.answers.waits = SHORT
    far.slack.trouble("chat.update", drop=True, done=False, times=5)
    far.taps("よかったところがある")
    before = texts(far)
    assert unreplied(far.world) == 1
    far.slack.sockets.cut()
    begun.until(lambda: len(texts(far)) > len(before))
    begun.world.run(begun.face.idle())
    assert (len(texts(far)), unreplied(far.world)) == (len(before) + 1, 0)


def test_a23_an_acknowledgement_that_is_lost_is_no_second_effect(far: SlackChat, begun: Begun) -> None:
    """The socket dies between the commit and the acknowledgement."""
    cut: list[str] = []

    def trap(point: str) -> None:
        if point == "rx.before_reply" and not cut:
            cut.append(point)
            far.slack.sockets.cut()

    set_trap(trap)
    try:
        event = far.slack.writes(USER, "使い方")
        begun.world.run(until(lambda: event.settled))
    finally:
        set_trap(None)
    begun.until(lambda: titles(far) == 1)
    begun.goes_on()
    assert (event.acked, texts(far)) == (True, ["使い方"])


@pytest.mark.parametrize("method", ["views.open", "views.update"])
def test_a23_a_view_that_is_cut_in_the_middle_is_one_view_and_no_message(far: SlackChat, method: str) -> None:
    far.opens()
    if method == "views.update":
        far.taps("設定")
    before = len(far.slack.shown(USER))
    far.slack.trouble(method, drop=True)
    far.taps("設定" if method == "views.open" else "朝の1通の時間を変える")
    assert far.modal is not None
    assert [one.place for one in far.slack.shown(USER)[before:] if one.place == "message"] == []
    assert far.slack.asked.count(method) == 2
