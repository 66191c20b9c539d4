"""A12: the same event of Slack's once to four times, at its retries or two at once: one effect, all acknowledged."""

from __future__ import annotations

import pytest

from bot.faces.face import Answer
from handlers.kit.errors import TryLater
from handlers.kit.events import Event
from handlers.kit.turn import Traits
from messages.words import msg, words_of
from storage.fault import set_trap
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import rows, settled, texts, titles, until
from tests.bot.trouble import unreplied
from tests.slack_chat import SlackChat

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a12_the_same_event_again_is_done_and_answered_once(desk: SlackChat, times: int) -> None:
    before = rows(desk.world)
    first = desk.slack.writes(USER, "使い方")
    assert settled(desk, first) == [True]
    again = [one for attempt in range(1, times + 1) for one in desk.slack.carrier.again(first, attempt=attempt)]
    assert settled(desk, *again) == [True] * times
    assert (rows(desk.world), titles(desk), unreplied(desk.world)) == (before + 1, 1, 0)


def test_a12_four_at_once_are_one(desk: SlackChat) -> None:
    before = rows(desk.world)
    desk.slack.carrier.hold()
    first = desk.slack.writes(USER, "使い方")
    others = desk.slack.carrier.again(first, 3)
    desk.slack.carrier.release()
    assert settled(desk, first, *others) == [True] * 4
    assert (rows(desk.world), titles(desk)) == (before + 1, 1)


def test_a12_what_slack_heard_no_acknowledgement_of_comes_again_at_each_of_its_times(line: SlackChat) -> None:
    line.slack.carrier.ack_seconds = 0.3
    line.slack.sockets.deaf = 3
    line.slack.echo = False
    before = rows(line.world)
    event = line.slack.writes(USER, "使い方")
    assert settled(line, event) == [True]
    assert [number for one, number, _ in line.slack.carrier.retries if one is event] == [1, 2, 3]
    assert (rows(line.world), titles(line)) == (before + 1, 1)


def busy(chat: SlackChat, monkeypatch: pytest.MonkeyPatch, times: int) -> list[str]:
    """Let the database take nothing for so many events; return what was tried."""
    runtime = chat.world.app.runtime
    handle, tried = runtime.handle, list[str]()

    async def later(event: Event, traits: Traits) -> Answer:
        tried.append(event.external_id)
        if len(tried) <= times:
            raise TryLater("busy")
        return await handle(event, traits)

    monkeypatch.setattr(runtime, "handle", later)
    return tried


@pytest.mark.parametrize("times", [1, 3])
def test_a12_what_cannot_be_kept_now_is_not_acknowledged_and_done_when_it_comes_again(
    line: SlackChat, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    line.slack.carrier.ack_seconds = 0.3
    tried = busy(line, monkeypatch, times)
    event = line.slack.writes(USER, "使い方")
    assert settled(line, event) == [True]
    assert (len(tried), len(set(tried))) == (times + 1, 1)
    assert titles(line) == 1


def test_a12_a_database_that_stays_busy_loses_nothing_that_stands_in_the_history(
    line: SlackChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.slack.carrier.ack_seconds = 0.3
    busy(line, monkeypatch, 4)
    event = line.slack.writes(USER, "使い方")
    assert settled(line, event) == [False]
    line.restarts()
    line.world.run(until(lambda: titles(line) == 1))


def test_a12_what_breaks_before_the_commit_is_brought_again(line: SlackChat) -> None:
    line.slack.carrier.ack_seconds = 0.3
    passed: list[str] = []

    def trap(point: str) -> None:
        if point == "rx.received" and not passed:
            passed.append(point)
            raise TryLater("busy")

    set_trap(trap)
    try:
        assert settled(line, line.slack.writes(USER, "使い方")) == [True]
    finally:
        set_trap(None)
    assert (passed, titles(line)) == (["rx.received"], 1)


def test_a12_a_bug_is_told_and_acknowledged_and_what_comes_again_then_is_done(line: SlackChat) -> None:
    def trap(point: str) -> None:
        if point == "rx.received":
            raise ZeroDivisionError

    set_trap(trap)
    try:
        event = line.slack.writes(USER, "使い方")
        assert settled(line, event) == [True]
    finally:
        set_trap(None)
    assert texts(line) == [words_of().say(msg("runtime-bug"))]
    assert settled(line, *line.slack.carrier.again(event, 2)) == [True, True]
    assert texts(line) == [words_of().say(msg("runtime-bug")), "使い方"]


def test_a12_the_same_press_twice_is_one_press(desk: SlackChat) -> None:
    desk.opens().taps("ふりかえり").taps("3分（2つの視点）")
    before = rows(desk.world)
    first = desk.slack.presses(USER, "とばす")
    assert first is not None and settled(desk, first) == [True]
    asked = [post.lines for post in desk.slack.seen(USER)]
    assert settled(desk, *desk.slack.carrier.again(first, 2)) == [True, True]
    assert rows(desk.world) == before + 1
    assert [post.lines for post in desk.slack.seen(USER)] == asked


def test_a12_the_same_press_twice_at_once_is_one_press(desk: SlackChat) -> None:
    desk.opens().taps("ふりかえり").taps("3分（2つの視点）")
    before, posts = rows(desk.world), len(desk.slack.seen(USER))
    desk.slack.carrier.hold()
    first = desk.slack.presses(USER, "とばす")
    assert first is not None
    both = [first, *desk.slack.carrier.again(first)]
    desk.slack.carrier.release()
    assert settled(desk, *both) == [True, True]
    assert (rows(desk.world), len(desk.slack.seen(USER))) == (before + 1, posts)


def test_a12_a_page_that_is_sent_twice_is_one_answer_and_both_are_acknowledged(form: SlackChat) -> None:
    form.opens().taps("くわしく書く")
    assert form.modal is not None
    before = rows(form.world)
    form.slack.types(USER, "くわしく", "雨の日の送り迎え")
    sent = form.slack.submits(USER)
    form.slack.carrier.again(sent)
    assert settled(form) == []
    assert (rows(form.world), sent.acked) == (before + 1, True)
    assert form.modal.lines[:2] == ["受け取りました", "「雨の日の送り迎え」"]
    assert form.slack.book.complaints == []


def test_a12_the_same_command_twice_is_one_command(line: SlackChat) -> None:
    before = rows(line.world)
    command = line.slack.command(USER, "使い方")
    assert settled(line, command, *line.slack.carrier.again(command)) == [True, True]
    assert rows(line.world) == before + 1
    assert titles(line) == 1
