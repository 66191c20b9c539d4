"""A48: lone surrogates, NUL, U+FFFE, a BOM and bytes that are no UTF-8, in messages, pages, commands and frames."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bot.faces.slack import survey
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import Begun, begin, face_of, rows, settled, texts, titles
from tests.bot.trouble import rows as found
from tests.bot.trouble import unreplied
from tests.simulators.slack import Slack
from tests.slack_chat import SlackChat

pytestmark = [pytest.mark.slow, pytest.mark.each_database]

ODD = {
    "high surrogate": "\ud83d",
    "low surrogate": "\ude00",
    "wrong way round": "\ude00\ud83d",
    "NUL": "\x00",
    "U+FFFE": "\ufffe",
    "U+FFFF": "\uffff",
    "BOM": "\ufeff",
    "all": "\ud83d\x00\ufffe\ufeff\udfff",
}
each = pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())


@pytest.fixture
def survey_desk(backend: str, tmp_path: Path) -> Iterator[SlackChat]:
    """A chat, on each database, where there are forms as well whose fields are asked together."""
    begun = begin(tmp_path / "var", Slack(), backend, house=survey.house())
    yield begun.chat(USER)
    begun.world.close()
    assert begun.slack.wrong == []


@each
def test_a48_around_a_word_they_change_nothing(desk: SlackChat, odd: str) -> None:
    event = desk.slack.writes(USER, f"{odd}使い{odd}方{odd}")
    assert settled(desk, event) == [True]
    assert (titles(desk), unreplied(desk.world)) == (1, 0)


@each
def test_a48_alone_they_are_an_empty_text(desk: SlackChat, odd: str) -> None:
    assert settled(desk, desk.slack.writes(USER, odd)) == [True]
    assert rows(desk.world) == 1
    assert found(desk.world, "SELECT state FROM inbox") == [("done",)]
    desk.says("使い方").sees("使い方")


def test_a48_what_is_kept_and_shown_again_is_clean(desk: SlackChat) -> None:
    desk.opens().taps("ふりかえり").taps("3分（2つの視点）").taps("面談").taps("よかったところがある")
    desk.says(f"雨の{ODD['all']}日").taps("今回は関係しない").taps("今日はなし")
    assert "雨の日" in desk.everything
    odd = set("\ud83d\x00\ufffe\ufeff\udfff")
    mine = "".join(line for post in desk.slack.seen(USER) if post.mine for line in post.lines)
    assert odd & set(mine) == set()


@each
def test_a48_in_a_page_they_are_cleaned(survey_desk: SlackChat, odd: str) -> None:
    chat = survey_desk
    chat.opens().taps("くわしく書く")
    chat.slack.types(USER, "くわしく", f"雨の{odd}日")
    sent = chat.slack.submits(USER)
    assert settled(chat, sent) == [True]
    assert chat.modal is not None
    assert chat.modal.lines[:2] == ["受け取りました", "「雨の日」"]


@each
def test_a48_in_a_command_they_are_cleaned(desk: SlackChat, odd: str) -> None:
    command = desk.slack.command(USER, f"使い{odd}方")
    assert settled(desk, command) == [True]
    assert titles(desk) == 1


NAMES = ("channel", "ts", "user", "thread_ts", "text", "event_id", "team_id", "api_app_id")


@pytest.mark.parametrize("name", NAMES)
def test_a48_in_what_slack_itself_has_made_they_harm_nobody(desk: SlackChat, name: str) -> None:
    desk.slack.carrier.ack_seconds = 0.5
    payload = desk.slack.writes(USER, "使い方", silent=True).payload
    inside = payload if name in payload else payload["event"]
    inside[name] = f"x{ODD['all']}"
    settled(desk, desk.slack.poison(json.dumps(payload)))
    desk.says("設定").sees("設定")
    assert {state for (state,) in found(desk.world, "SELECT state FROM inbox")} == {"done"}
    desk.slack.wrong.clear()


RAW: dict[str, bytes] = {
    "no utf-8": b'{"envelope_id": "e", "type": "events_api", "payload": {"text": "\xff\xfe"}}',
    "cut in the middle of a sign": '{"envelope_id": "e", "payload": "あ'.encode()[:-1],
    "utf-16": '{"envelope_id": "e"}'.encode("utf-16"),
    "surrogate as bytes": b'{"envelope_id": "e", "payload": "\xed\xa0\xbd"}',
    "too long a way to write": b'{"envelope_id": "\xc0\x80"}',
}


@pytest.mark.parametrize("frame", RAW.values(), ids=RAW.keys())
def test_a48_a_frame_that_is_no_utf_8_ends_its_socket_and_another_one_opens(line: SlackChat, frame: bytes) -> None:
    sockets = face_of(line.world).listening.sockets
    line.settles(None)
    made = line.slack.sockets.made
    line.world.run(line.slack.sockets.say(frame))

    async def again() -> None:
        async with asyncio.timeout(5):
            while line.slack.sockets.made == made or not sockets.open:
                await asyncio.sleep(0.005)

    line.world.run(again())
    line.says("使い方").sees("使い方")
    line.slack.wrong.clear()


def test_a48_a_bom_before_a_frame_is_passed_over_or_read(line: SlackChat) -> None:
    line.settles(None)
    line.world.run(line.slack.sockets.say("\ufeff" + json.dumps({"type": "hello"})))
    line.says("使い方").sees("使い方")


POISON: dict[str, str] = {
    "nothing": "{}",
    "null": "null",
    "a list": "[1]",
    "no event": '{"type": "event_callback", "event_id": "Ev1", "team_id": "T0001", "api_app_id": "A0001"}',
    "an odd event": '{"type": "event_callback", "event": 3, "event_id": 4, "team_id": null, "api_app_id": []}',
    "an odd message": json.dumps(
        {
            "type": "event_callback",
            "event_id": "Ev2",
            "team_id": "T0001",
            "api_app_id": "A0001",
            "event": {"type": "message", "channel": {}, "user": [], "ts": 3, "text": {"a": 1}},
        }
    ),
    "an endless number": '{"type": "event_callback", "event": {"type": "message", "ts": 1e999}}',
    "deep": '{"type": "event_callback", "event": ' + "[" * 900 + "]" * 900 + "}",
    "an odd press": '{"type": "block_actions", "team": {"id": "T0001"}, "user": {"id": "U1"}, "actions": []}',
    "an odd page": '{"type": "view_submission", "team": null, "user": {"id": 3}, "view": {"state": []}}',
    "an odd command": '{"command": "/idobata", "team_id": "T0001", "user_id": 3}',
    "an odd authorization": '{"type": "event_callback", "authorizations": [3], "event": {"type": "message"}}',
}


@pytest.mark.parametrize("raw", POISON.values(), ids=POISON.keys())
def test_a16_poison_is_acknowledged_at_the_first_try_and_holds_nobody_up(line: SlackChat, raw: str) -> None:
    line.slack.carrier.ack_seconds = 0.5
    event = line.slack.poison(raw)
    line.world.run(line.slack.carrier.settle(event))
    assert (event.attempt, event.acked) == (0, True)
    line.says("使い方").sees("使い方")
    assert (rows(line.world), len(texts(line))) == (1, 1)


def test_a16_a_message_of_forty_thousand_letters_is_answered(begins: Callable[..., Begun]) -> None:
    begun = begins()
    chat = begun.chat(USER)
    event = begun.slack.writes(USER, "あ" * 40_000)
    assert settled(chat, event) == [True]
    chat.says("使い方").sees("使い方")
