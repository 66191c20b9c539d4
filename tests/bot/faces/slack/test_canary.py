"""A58 on Slack: whatever goes wrong, no token, text, name, user's id or address for answers stands in a log."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog

from bot.faces.slack.hook import PATH
from bot.logs import FIELDS, set_up
from handlers.kit.errors import BotError
from messages.words import Msg, words_of
from storage.fault import set_trap
from tests.bot.faces.slack.desk import Begun, face_of, restart, settled, show, told
from tests.bot.faces.slack.test_hook import HTTP
from tests.bot.trouble import Doing, post
from tests.simulators.slack import APP_TOKEN, BOT_TOKEN, SECRET, SlackRefused
from tests.slack_chat import SlackChat
from tests.world import ALONE, SetClock

pytestmark = pytest.mark.slow

USER = "U0KANARIA77"
TEXT = "himitsu-no-bun"
CANARIES = (BOT_TOKEN, APP_TOKEN, SECRET, USER, USER[1:], TEXT, "加藤", "みのり", "/response/", "ticket-", "trigger")
METHODS = ("chat.postMessage", "chat.update", "views.open", "views.publish", "conversations.open", "response_url")
HOWS: dict[str, dict[str, Any]] = {
    "dropped": {"drop": True},
    "html": {"page": (502, f"<html>{TEXT}</html>".encode())},
    "cut": {"page": (200, f'{{"ok":true,"text":"{TEXT}'.encode())},
    "server": {"error": SlackRefused("internal_error", text=TEXT, user=USER)},
    "unknown": {"error": SlackRefused(f"{TEXT}", user=USER)},
    "gone": {"error": SlackRefused("user_not_found", user=USER)},
    "token": {"error": SlackRefused("invalid_auth", token=BOT_TOKEN)},
    "scope": {"error": SlackRefused("missing_scope", needed="chat:write", provided=BOT_TOKEN)},
    "long wait": {"error": SlackRefused("ratelimited", retry_after=3600, user=USER)},
}


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What is logged, by the program as it logs and by every library as loudly as it can."""
    out = io.StringIO()
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    loud = ("slack_sdk", "slack_bolt", "aiohttp", "asyncio", "sqlalchemy.engine", "idobata.bolt")
    with redirect_stderr(out):
        set_up()
        levels = {name: logging.getLogger(name).level for name in loud}
        for name in loud:
            logging.getLogger(name).setLevel(logging.DEBUG)
        yield out
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()
    root.handlers = handlers
    root.setLevel(level)


@pytest.fixture
def chat(out: io.StringIO, begins: Callable[..., Begun]) -> SlackChat:
    """The chat of somebody whose id is a canary."""
    return begins(house=Doing().house()).chat(USER)


@pytest.fixture(scope="module", autouse=True)
def nothing_old() -> None:
    """Leave the words, and what others have read, out of the search for garbage after each test."""
    words_of().say(Msg("home-title"))
    gc.collect()
    gc.freeze()


def clean(out: io.StringIO, *events: str) -> None:
    """Check that these were logged, among others, that each line has only listed fields, and that no canary sings."""
    gc.collect()
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert {line["event"] for line in lines} >= set(events)
    assert {name for line in lines for name in line} <= FIELDS
    assert [canary for canary in CANARIES if canary in out.getvalue()] == []


def goes_round(chat: SlackChat) -> None:
    """Do a bit of everything, whatever comes of it."""
    slack, world = chat.slack, chat.world
    acts: list[Callable[[], Any]] = [
        lambda: slack.opens_home(USER),
        lambda: slack.writes(USER, f"使い方 {TEXT}"),
        lambda: slack.command(USER, TEXT),
        lambda: slack.command(USER, "reflect"),
        lambda: slack.shortcut(USER, "idobata_reflect"),
        lambda: slack.presses_data(USER, f"reflection.quick:{TEXT}"),
        lambda: slack.uploads(USER, f"{TEXT}.pdf"),
    ]
    settled(chat, *[act() for act in acts])
    post(world, ALONE)
    world.tick()
    for perhaps in (False, True):
        try:
            show(chat, told(TEXT, perhaps=perhaps))
        except BotError:
            continue
    face_of(world).lanes._lanes.clear()


@pytest.mark.parametrize("how", HOWS.values(), ids=HOWS.keys())
def test_a58_calls_that_go_wrong_say_nothing_of_anybody(out: io.StringIO, chat: SlackChat, how: dict[str, Any]) -> None:
    goes_round(chat)
    for method in METHODS:
        chat.slack.trouble(method, times=3, **how)
    goes_round(chat)
    clean(out, "started", "notice")


def test_a58_bugs_say_nothing_of_anybody(out: io.StringIO, chat: SlackChat) -> None:
    for point in ("rx.received", "rx.mid_turn", "rx.before_reply", "out.before_send"):

        def trap(here: str, wanted: str = point) -> None:
            if here == wanted:
                raise ValueError(f"{TEXT} {USER} {BOT_TOKEN}")

        set_trap(trap)
        try:
            goes_round(chat)
        finally:
            set_trap(None)
    clean(out, "slack.failed", "turn.failed", "notice.failed")


def test_a58_sockets_that_break_say_nothing_of_anybody(out: io.StringIO, chat: SlackChat) -> None:
    sockets = chat.slack.sockets
    chat.settles(None)
    chat.slack.carrier.ack_seconds = 0.3
    odd = f'{{"envelope_id": "{TEXT}", "payload": {{"user": "{USER}"}}}}'
    for frame in (TEXT, odd, TEXT.encode("utf-16")):
        chat.world.run(sockets.say(frame))
        chat.world.run(asyncio.sleep(0.03))
    for name in ("refusing", "disabled"):
        setattr(sockets, name, True)
        sockets.cut()
        chat.slack.writes(USER, TEXT)
        chat.world.run(asyncio.sleep(0.1))
        setattr(sockets, name, False)
    chat.slack.trouble("apps.connections.open", error=SlackRefused("invalid_auth", token=APP_TOKEN), times=3)
    sockets.cut()
    chat.world.run(asyncio.sleep(0.2))
    goes_round(chat)
    chat.slack.wrong.clear()
    clean(out, "slack.socket", "slack.unreadable")


def test_a58_poison_says_nothing_of_anybody(out: io.StringIO, chat: SlackChat) -> None:
    chat.slack.carrier.ack_seconds = 0.3
    event = {"type": "message", "channel": {TEXT: 1}, "user": [USER], "text": {"a": TEXT}, "ts": []}
    raw = [
        json.dumps({"type": "event_callback", "event": event, "event_id": TEXT, "team_id": USER, "api_app_id": TEXT}),
        json.dumps({TEXT: USER, "type": "event_callback"}),
        json.dumps({"type": "block_actions", "user": {"id": USER}, "actions": [], TEXT: 1}),
        json.dumps({"type": "event_callback", "authorizations": [TEXT], "event": TEXT}),
        json.dumps({"command": TEXT, "user_id": [USER]}),
    ]
    chat.world.run(chat.slack.carrier.settle(*[chat.slack.poison(one) for one in raw]))
    clean(out, "slack.unreadable")


def test_a58_what_is_read_in_the_history_says_nothing_of_anybody(out: io.StringIO, chat: SlackChat) -> None:
    world = chat.world
    goes_round(chat)
    world.run(world.app.stop())
    for _ in range(3):
        chat.slack.writes(USER, TEXT, silent=True)
    for method in ("conversations.list", "conversations.history"):
        for how in (HOWS["dropped"], HOWS["html"], HOWS["server"], HOWS["unknown"]):
            chat.slack.trouble(method, **how)
    restart(world)
    world.run(asyncio.sleep(0.3))
    clean(out, "slack.unread", "slack.unreadable")


def test_a58_forged_requests_say_nothing_of_anybody(out: io.StringIO, begins: Callable[..., Begun]) -> None:
    begun = begins(settings=HTTP, clock=SetClock(datetime.now(UTC)))
    begun.slack.carrier.request_url = begun.world.app.web.address + PATH
    begun.chat(USER)
    carrier = begun.slack.carrier
    body = json.dumps({"type": "event_callback", "event": {"user": USER, "text": TEXT}, TEXT: SECRET}).encode()
    forged = {"X-Slack-Request-Timestamp": TEXT, "X-Slack-Signature": SECRET}
    statuses = [begun.world.run(carrier.posts(body, headers)) for headers in (None, forged, {})]
    statuses += [begun.world.run(carrier.posts(b"\xff" + TEXT.encode()))]
    assert statuses == [200, 401, 401, 401]
    clean(out, "slack.unreadable")
