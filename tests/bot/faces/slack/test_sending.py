"""A21 and A22: what goes wrong on the way to a person is certain or doubtful; the ledger says what she sees."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from bot.faces.lanes import Lanes, Rates
from handlers.kit.errors import Doubtful, TryLater
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import face_of, settled, show, texts, titles, told, until
from tests.bot.trouble import unreplied
from tests.simulators.ledger import Limits
from tests.simulators.slack import TEAM, SlackRefused
from tests.slack_chat import SlackChat, join
from tests.talk import HOME
from tests.world import CENTRE

pytestmark = pytest.mark.slow

OTHER = "U700100201"
HTML = (502, b"<html><body><h1>Bad Gateway</h1></body></html>")
CUT = (200, b'{"ok":true,"channel":"D700100200","ts":"17')
EMPTY = (200, b"")
ODD = (200, b'{"ok":true}')
LIST = (200, b"[]")
DOUBTS: dict[str, dict[str, Any]] = {
    "html": {"page": HTML},
    "500": {"page": (500, b"")},
    "503": {"page": (503, b"upstream connect error")},
    "cut": {"page": CUT},
    "empty": {"page": EMPTY},
    "odd": {"page": ODD},
    "list": {"page": LIST},
    "dropped": {"drop": True},
    "html three times": {"page": HTML, "times": 3},
    "dropped twice": {"drop": True, "times": 2},
}
FATAL: dict[str, SlackRefused] = {
    name: SlackRefused(name, status=status)
    for name, status in (("fatal_error", 200), ("internal_error", 200), ("service_unavailable", 503))
}


def limited(seconds: int) -> SlackRefused:
    """Return Slack's word to wait so many seconds."""
    return SlackRefused("ratelimited", retry_after=seconds)


@pytest.mark.parametrize("how", DOUBTS.values(), ids=DOUBTS.keys())
def test_a22_an_answer_that_has_arrived_although_slack_did_not_say_so_is_one_message(
    line: SlackChat, how: dict[str, Any]
) -> None:
    line.slack.trouble("chat.postMessage", **how)
    line.says("使い方")
    assert (texts(line), unreplied(line.world)) == (["使い方"], 0)


@pytest.mark.parametrize("how", DOUBTS.values(), ids=DOUBTS.keys())
def test_a22_an_answer_that_has_not_arrived_is_one_message(line: SlackChat, how: dict[str, Any]) -> None:
    line.slack.trouble("chat.postMessage", **how, done=False)
    line.says("使い方")
    assert (texts(line), unreplied(line.world)) == (["使い方"], 0)


@pytest.mark.parametrize("error", FATAL.values(), ids=FATAL.keys())
def test_a22_a_server_that_says_that_it_failed_is_asked_again(line: SlackChat, error: SlackRefused) -> None:
    line.slack.trouble("chat.postMessage", error=error, times=2)
    line.says("使い方")
    assert (texts(line), unreplied(line.world)) == (["使い方"], 0)


@pytest.mark.parametrize("how", DOUBTS.values(), ids=DOUBTS.keys())
def test_a22_a_message_that_is_changed_is_changed_again(line: SlackChat, how: dict[str, Any]) -> None:
    line.opens().taps("ふりかえり").taps("3分（2つの視点）")
    posts = len(line.slack.seen(USER))
    line.slack.trouble("chat.update", **how)
    line.taps("面談").sees("［よかったところがある］")
    assert (len(line.slack.seen(USER)), unreplied(line.world)) == (posts, 0)


@pytest.mark.parametrize("how", [*DOUBTS.values(), {"error": limited(1)}], ids=[*DOUBTS.keys(), "limited"])
def test_a22_the_home_tab_is_published_again(line: SlackChat, how: dict[str, Any]) -> None:
    line.slack.trouble("views.publish", **how)
    line.opens().sees("［使い方］")
    assert line.slack.home(USER) is not None


@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.open"])
def test_a21_what_was_certainly_not_sent_comes_once_and_not_sooner(line: SlackChat, method: str) -> None:
    line.slack.trouble(method, error=limited(1))
    began = time.monotonic()
    line.says("使い方")
    assert (texts(line), "conversations.history" in line.slack.asked) == (["使い方"], False)
    assert time.monotonic() - began >= 1


def test_a21_a_press_waits_as_long_as_it_is_told(line: SlackChat) -> None:
    line.opens().taps("ふりかえり").taps("3分（2つの視点）")
    line.slack.trouble("chat.update", error=limited(1))
    began = time.monotonic()
    line.taps("面談").sees("［よかったところがある］")
    assert time.monotonic() - began >= 1


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update", "views.publish"])
def test_a21_others_do_not_wait_with_whom_is_told_to_wait(line: SlackChat, method: str) -> None:
    line.opens().taps("ふりかえり").taps("3分（2つの視点）")
    join(line.world, OTHER, CENTRE)
    other = SlackChat(line.world, line.slack, OTHER)
    line.slack.trouble(method, error=limited(1))
    if method == "views.publish":
        line.slack.opens_home(USER)
    elif method == "chat.update":
        line.slack.presses(USER, "面談")
    else:
        line.slack.writes(USER, "使い方")
    line.world.run(asyncio.sleep(0.1))
    began = time.monotonic()
    event = line.slack.writes(OTHER, "使い方")
    line.world.run(line.slack.carrier.settle(event))
    line.world.run(until(lambda: titles(other) == 1))
    assert time.monotonic() - began < 0.8
    line.settles(None)


def test_a21_in_one_chat_nothing_overtakes_what_waits(line: SlackChat) -> None:
    line.slack.trouble("chat.postMessage", error=limited(1))
    events = []
    for said in ("使い方", "設定", "使い方"):
        events.append(line.slack.writes(USER, said))
        line.world.run(asyncio.sleep(0.05))
    assert settled(line, *events) == [True] * 3
    assert texts(line) == ["使い方", "設定", "使い方"]


def test_a21_an_answer_that_is_told_to_wait_for_an_hour_is_left_for_later(line: SlackChat) -> None:
    line.slack.trouble("chat.postMessage", error=limited(3600))
    line.says("使い方")
    assert (texts(line), unreplied(line.world)) == ([], 1)


@pytest.mark.parametrize("seconds", [30, 3600])
@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.open"])
def test_a21_a_notice_that_is_told_to_wait_says_for_how_long(line: SlackChat, seconds: int, method: str) -> None:
    line.slack.trouble(method, error=limited(seconds))
    with pytest.raises(TryLater) as first:
        show(line, told("知らせ"))
    asked = len(line.slack.asked)
    with pytest.raises(TryLater) as second:
        show(line, told("知らせ"))
    assert first.value.seconds == seconds
    assert seconds - 1 < second.value.seconds <= seconds
    assert "chat.postMessage" not in line.slack.asked[asked:], "Slack was not asked again before that"


def test_a21_a_history_that_is_told_to_wait_sends_nothing_blindly(line: SlackChat) -> None:
    show(line, told("知らせ"))
    line.slack.trouble("conversations.history", error=limited(30))
    with pytest.raises(TryLater) as later:
        show(line, told("知らせ", perhaps=True))
    assert (later.value.seconds, texts(line)) == (30, ["知らせ"])


def test_a21_an_answer_in_doubt_is_not_sent_while_nobody_can_look(line: SlackChat) -> None:
    line.slack.trouble("chat.postMessage", drop=True)
    line.slack.trouble("conversations.history", error=limited(1), times=2)
    line.says("使い方")
    assert (texts(line), unreplied(line.world)) == (["使い方"], 0)


def test_a21_within_slacks_limits_nothing_is_ever_refused(line: SlackChat) -> None:
    face = face_of(line.world)
    face.lanes = face.answers.lanes = Lanes(Rates(chat=40, burst=4, overall=200, unasked=200, seconds=1))
    line.slack.methods.limits = Limits(chat=40, burst=9, overall=250, seconds=1)

    async def shows() -> None:
        work = [face.show(f"{TEAM}:{USER}", told(f"{number}", id=f"n{number}")) for number in range(12)]
        for one in [asyncio.ensure_future(one) for one in work]:
            await one

    line.world.run(shows())
    assert texts(line) == [str(number) for number in range(12)]
    assert line.slack.methods.limits.refused == 0


@pytest.mark.parametrize("how", DOUBTS.values(), ids=DOUBTS.keys())
def test_a22_a_notice_that_may_have_arrived_is_in_doubt_and_found(line: SlackChat, how: dict[str, Any]) -> None:
    line.slack.trouble("chat.postMessage", **{**how, "times": 1})
    with pytest.raises(Doubtful):
        show(line, told("知らせ"))
    reference = show(line, told("知らせ", perhaps=True))
    (post,) = [post for post in line.slack.seen(USER) if post.mine]
    assert reference == f"{post.channel}:{post.ts}"


def test_a22_an_answer_that_never_goes_is_shown_after_the_next_start(line: SlackChat) -> None:
    line.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談")
    line.slack.trouble("chat.update", error=FATAL["fatal_error"], times=5)
    line.taps("よかったところがある")
    before = len(texts(line))
    assert unreplied(line.world) == 1
    line.restarts()
    line.world.run(until(lambda: len(texts(line)) > before))
    line.settles(None)
    assert (len(texts(line)), unreplied(line.world)) == (before + 1, 0)


def test_a22_the_answer_to_a_last_press_is_shown_after_the_next_start(line: SlackChat) -> None:
    line.says("ふりかえり").taps("3分（2つの視点）").taps("面談")
    line.taps("今回は関係しない").taps("今回は関係しない").says("来週、歩く")
    line.slack.trouble("chat.update", error=FATAL["fatal_error"], times=5)
    line.taps("聞かなくていい")
    assert (texts(line)[-1].startswith("いつ聞きましょうか。"), unreplied(line.world)) == (True, 1)
    before = len(texts(line))
    line.restarts()
    assert (titles(line, HOME), len(texts(line)), unreplied(line.world)) == (1, before + 1, 0)
    line.restarts()
    assert len(texts(line)) == before + 1


def test_a21_a_notice_that_finds_her_chat_busy_keeps_no_answer_back(line: SlackChat) -> None:
    face, who = face_of(line.world), f"{TEAM}:{USER}"
    face.lanes.rates = Rates(patience=0.3)

    async def meanwhile() -> float:
        began = time.monotonic()
        async with face.lanes.turn(who, asked=True):
            with pytest.raises(TryLater, match="busy"):
                await face.show(who, told("知らせ"))
            await face.lanes.go(who, asked=True)
        return time.monotonic() - began

    assert line.world.run(meanwhile()) < 0.55


def test_a_stop_does_not_wait_for_an_answer_that_waits_to_be_tried_again(
    line: SlackChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.faces.saying.CLOSE_SECONDS", 0.05)
    face_of(line.world).answers.waits = (30.0,)
    line.slack.trouble("chat.postMessage", error=FATAL["fatal_error"])
    event = line.slack.writes(USER, "使い方")
    line.world.run(until(lambda: line.slack.failed and event.acked))
    began = time.monotonic()
    line.world.restart()
    assert time.monotonic() - began < 3
