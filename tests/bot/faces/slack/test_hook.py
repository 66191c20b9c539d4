"""A52: signed HTTP. What Slack brings is committed before it is told so; whoever cannot sign is nobody."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession

from bot.faces.face import Answer
from bot.faces.slack.hook import MOST_AGE, MOST_BYTES, PATH
from handlers.kit.errors import TryLater
from handlers.kit.events import Event
from handlers.kit.turn import Traits
from tests.bot.faces.slack.conftest import USER
from tests.bot.faces.slack.desk import Begun, face_of, rows, settled, texts, titles
from tests.simulators.slack import BOT_TOKEN, SECRET
from tests.simulators.slack_payloads import callback
from tests.slack_chat import SlackChat
from tests.world import SetClock

pytestmark = pytest.mark.slow

STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
HTTP = {"slack_bot_token": BOT_TOKEN, "slack_signing_secret": SECRET}


class HttpChat(SlackChat):
    """A chat whose events are brought by signed requests: there is no socket to wait for."""

    async def _idle(self) -> None:
        await face_of(self.world).idle()


@pytest.fixture
def begun(begins: Callable[..., Begun]) -> Begun:
    """The program without an app-level token: its clock is the machine's, for what is signed is signed by that."""
    begun = begins(settings=HTTP, clock=SetClock(datetime.now(UTC)), minute=0.02)
    begun.slack.carrier.request_url = begun.world.app.web.address + PATH
    return begun


@pytest.fixture
def chat(begun: Begun) -> Iterator[SlackChat]:
    """The chat of a counsellor."""
    begun.chat(USER)
    yield HttpChat(begun.world, begun.slack, USER)
    assert begun.slack.wrong == []


def body_of(text: str = "使い方", ts: str = "1700000000.000001", **outer: Any) -> bytes:
    """Return the body of an event: a message of hers."""
    event = {"type": "message", "channel": "D700100200", "channel_type": "im", "user": USER, "text": text, "ts": ts}
    return json.dumps(callback({**event, "event_ts": ts}, **outer)).encode()


def posts(chat: SlackChat, body: bytes, headers: Any = None, **more: Any) -> int:
    """Post a body, signed unless headers are given; return the status when all that comes of it stands there."""
    status = chat.world.run(chat.slack.carrier.posts(body, headers, **more))
    chat.world.run(face_of(chat.world).idle())
    return status


def now() -> int:
    """Return the machine's time."""
    return int(datetime.now(UTC).timestamp())


def test_what_is_brought_is_answered_like_what_comes_through_a_socket(chat: SlackChat) -> None:
    chat.opens().taps("ふりかえり").taps("3分（2つの視点）").sees("なにについて？")
    chat.taps("面談").taps("よかったところがある").says("よく聞けた")
    statuses = {status for one in chat.slack.carrier.deliveries for status in one.statuses}
    assert (statuses, chat.slack.carrier.retries) == ({200}, [])
    assert "apps.connections.open" not in chat.slack.asked


def test_a52_the_address_is_confirmed_with_the_challenge_and_nothing_is_kept(chat: SlackChat) -> None:
    assert chat.world.run(chat.slack.carrier.verifies()) is True
    assert rows(chat.world) == 0


def test_a52_a_challenge_that_is_not_signed_is_nobodys(chat: SlackChat) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()
    assert posts(chat, body, {STAMP: str(now()), SIGNATURE: "v0=0"}) == 401


@pytest.mark.parametrize("signed", [True, False])
def test_a52_a_check_of_the_certificate_does_nothing(chat: SlackChat, signed: bool) -> None:
    body = urlencode({"ssl_check": "1", "token": "verification-token"}).encode()
    headers = chat.slack.carrier.signed(body) if signed else {STAMP: str(now()), SIGNATURE: "v0=" + "0" * 64}
    assert posts(chat, body, headers, kind="application/x-www-form-urlencoded") == (200 if signed else 401)
    assert (rows(chat.world), texts(chat)) == (0, [])


def test_a52_a_right_signature_is_taken(chat: SlackChat) -> None:
    assert posts(chat, body_of()) == 200
    assert (rows(chat.world), titles(chat)) == (1, 1)


def bad_signatures(chat: SlackChat) -> dict[str, dict[str, str]]:
    """Return headers that prove nothing."""
    body, signed = body_of(), chat.slack.carrier.signed
    right = signed(body)
    of = right[SIGNATURE]
    others = {
        "none": "",
        "cut": of[:-1],
        "longer": of + "0",
        "upper": of.upper(),
        "another version": of.replace("v0=", "v1="),
        "no version": of.removeprefix("v0="),
        "no hex": "v0=" + "z" * 64,
        "no ascii": "v0=é" + "0" * 63,
        "zeros": "v0=" + "0" * 64,
        "very long": "v0=" + "0" * 6000,
        "another secret": signed(body, secret="6" * 32)[SIGNATURE],
        "another body": signed(body + b" ")[SIGNATURE],
        "another time": signed(body, at=str(now() - 30))[SIGNATURE],
    }
    found = {name: {**right, SIGNATURE: value} for name, value in others.items()}
    return found | {"no signature": {STAMP: right[STAMP]}, "no time": {SIGNATURE: of}, "nothing": {}}


def test_a52_a_signature_that_is_missing_or_wrong_is_401_and_nothing_is_kept(chat: SlackChat) -> None:
    cases = bad_signatures(chat)
    found = {name: posts(chat, body_of(), headers) for name, headers in cases.items()}
    assert found == dict.fromkeys(cases, 401)
    assert (rows(chat.world), texts(chat)) == (0, [])


TIMES: dict[str, Callable[[], str]] = {
    "old": lambda: str(now() - MOST_AGE - 5),
    "very old": lambda: "1",
    "zero": lambda: "0",
    "in the future": lambda: str(now() + MOST_AGE + 5),
    "negative": lambda: f"-{now()}",
    "positive": lambda: f"+{now()}",
    "a word": lambda: "abc",
    "empty": lambda: "",
    "spaces": lambda: "   ",
    "a fraction": lambda: f"{now()}.5",
    "an exponent": lambda: "1e9",
    "hexadecimal": lambda: hex(now()),
    "endless": lambda: "inf",
    "no number": lambda: "nan",
    "full width": lambda: str(now()).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "huge": lambda: "9" * 400,
    "very huge": lambda: "9" * 5000,
    "with an underscore": lambda: f"{str(now())[:4]}_{str(now())[4:]}",
    "two": lambda: f"{now()},{now()}",
}


@pytest.mark.parametrize("time", TIMES.values(), ids=TIMES.keys())
def test_a52_a_time_that_is_not_now_is_401_although_it_is_signed(chat: SlackChat, time: Callable[[], str]) -> None:
    body, at = body_of(), time()
    assert posts(chat, body, chat.slack.carrier.signed(body, at=at)) == 401
    assert rows(chat.world) == 0


@pytest.mark.parametrize("seconds", [-290, 290])
def test_a52_five_minutes_are_allowed_for_clocks_that_differ(chat: SlackChat, seconds: int) -> None:
    body = body_of()
    assert posts(chat, body, chat.slack.carrier.signed(body, at=str(now() + seconds))) == 200
    assert rows(chat.world) == 1


def test_a52_a_body_that_was_altered_on_its_way_is_401(chat: SlackChat) -> None:
    body = body_of()
    headers = chat.slack.carrier.signed(body)
    altered = [body.replace(b"D700100200", b"D700100201"), body + b"\n", body[:-1], b"", b"{}", b"\xff" + body]
    assert [posts(chat, one, headers) for one in altered] == [401] * len(altered)
    assert (rows(chat.world), texts(chat)) == (0, [])


def test_a52_the_same_bytes_again_are_acknowledged_and_done_once(chat: SlackChat) -> None:
    body = body_of()
    headers = chat.slack.carrier.signed(body)
    assert [posts(chat, body, headers) for _ in range(4)] == [200] * 4
    assert (rows(chat.world), titles(chat)) == (1, 1)


def test_a52_an_interaction_that_is_replayed_is_one(chat: SlackChat) -> None:
    chat.opens().taps("ふりかえり").taps("3分（2つの視点）")
    before = rows(chat.world)
    pressed = chat.slack.presses(USER, "とばす")
    assert pressed is not None
    settled(chat, pressed)
    body = urlencode({"payload": pressed.body}).encode()
    asked = texts(chat)
    assert [posts(chat, body, kind="application/x-www-form-urlencoded") for _ in range(2)] == [200, 200]
    assert (rows(chat.world), texts(chat)) == (before + 1, asked)


def test_a52_headers_that_stand_there_twice_are_401(chat: SlackChat) -> None:
    body = body_of()
    right, wrong = chat.slack.carrier.signed(body), {STAMP: str(now() - 9), SIGNATURE: "v0=" + "0" * 64}
    for name in (STAMP, SIGNATURE):
        for second in (right[name], wrong[name]):
            for pair in ([(name, right[name]), (name, second)], [(name, second), (name, right[name])]):
                rest = [(key, value) for key, value in right.items() if key != name]
                assert posts(chat, body, [*rest, *pair]) == 401, (name, second)
    assert rows(chat.world) == 0


OTHERS: dict[str, dict[str, Any]] = {
    "workspace": {"team_id": "T0OTHER", "authorizations": [{"team_id": "T0OTHER", "user_id": "U1", "is_bot": True}]},
    "app": {"api_app_id": "A0OTHER"},
}


def test_a52_what_is_for_another_workspace_is_401(chat: SlackChat) -> None:
    assert posts(chat, body_of(**OTHERS["workspace"])) == 401
    assert (rows(chat.world), texts(chat)) == (0, [])


@pytest.mark.parametrize("outer", OTHERS.values(), ids=OTHERS.keys())
def test_a52_what_comes_through_a_socket_for_another_workspace_or_app_is_not_taken(
    line: SlackChat, outer: dict[str, Any]
) -> None:
    """By HTTP the secret says whose app it is; here the app-level token does."""
    line.slack.carrier.ack_seconds = 0.1
    assert settled(line, line.slack.poison(body_of(**outer).decode())) == [False]
    assert (rows(line.world), texts(line)) == (0, [])


def ask(chat: SlackChat, method: str, body: bytes = b"", **headers: str) -> int:
    """Ask for the route with another method, signed."""

    async def go() -> int:
        async with ClientSession() as session:
            told = {**chat.slack.carrier.signed(body), **headers}
            url = chat.slack.carrier.request_url
            async with session.request(method, url, data=io.BytesIO(body) if body else None, headers=told) as response:
                assert response.headers.getall("Set-Cookie", []) == []
                return response.status

    return chat.world.run(go())


def test_a52_only_posting_is_known(chat: SlackChat) -> None:
    assert [ask(chat, method) for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")] == [405] * 6


def test_a52_what_is_too_large_is_refused_packed_or_not(chat: SlackChat) -> None:
    assert [ask(chat, "POST", b" " * size) for size in (MOST_BYTES + 1, 10 * MOST_BYTES)] == [413, 413]
    bomb = gzip.compress(b" " * (20 * MOST_BYTES))
    assert (len(bomb) < MOST_BYTES, ask(chat, "POST", bomb, **{"Content-Encoding": "gzip"})) == (True, 413)
    assert ask(chat, "POST", b" " * (10 * MOST_BYTES), **{STAMP: "1"}) == 401, "not even read"
    assert rows(chat.world) == 0


POISON: dict[str, bytes] = {
    "nothing": b"",
    "nonsense": b"nonsense",
    "deep": b"[" * 50_000,
    "a list": b"[]",
    "null": b"null",
    "a number": b"3",
    "a string": b'"x"',
    "an odd event": b'{"type": "event_callback", "event": 3}',
    "an odd authorization": b'{"type": "event_callback", "authorizations": [3], "event": {}}',
    "a long number": b'{"event_id": ' + b"9" * 5000 + b"}",
    "NUL": b'{"type": "\x00"}',
    "half a surrogate": b'{"type": "event_callback", "event": {"type": "message", "text": "\\ud800"}}',
}


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "text/plain", "x"])
@pytest.mark.parametrize("poison", POISON.values(), ids=POISON.keys())
def test_a16_poison_that_is_signed_is_passed_over_at_the_first_try(chat: SlackChat, poison: bytes, kind: str) -> None:
    assert posts(chat, poison, kind=kind) in (200, 401)
    assert rows(chat.world) == 0


def test_a48_bytes_that_are_no_utf_8_are_never_500(chat: SlackChat) -> None:
    bodies = [b"\xff", b'{"type": "\xed\xa0\x80"}', "あ".encode()[:-1], "x".encode("utf-16")]
    assert [posts(chat, body) for body in bodies] == [401] * len(bodies)
    assert rows(chat.world) == 0


def test_a12_what_cannot_be_kept_now_is_refused_and_brought_again(
    chat: SlackChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle, tries = chat.world.app.runtime.handle, list[int]()

    async def later(event: Event, traits: Traits) -> Answer:
        tries.append(1)
        if len(tries) < 3:
            raise TryLater("busy")
        return await handle(event, traits)

    monkeypatch.setattr(chat.world.app.runtime, "handle", later)
    event = chat.slack.writes(USER, "使い方")
    assert settled(chat, event) == [True]
    assert (event.statuses, titles(chat)) == ([503, 503, 200], 1)


def test_while_it_stops_nothing_is_taken_that_could_not_be_answered(chat: SlackChat) -> None:
    hook = face_of(chat.world).hook
    assert hook is not None
    hook.open = False
    assert posts(chat, body_of()) == 503
    assert rows(chat.world) == 0


def test_before_the_bot_knows_its_workspace_slack_is_asked_to_come_again(chat: SlackChat) -> None:
    events = face_of(chat.world).events
    me, events.me = events.me, None
    assert posts(chat, body_of()) == 503
    events.me = me
    assert (posts(chat, body_of()), rows(chat.world)) == (200, 1)


def test_neither_origin_nor_host_nor_cookie_matter(chat: SlackChat) -> None:
    body = body_of()
    more = {"Origin": "https://evil.example", "Host": "idobata.example", "Cookie": "idobata=x; __Host-idobata=y"}
    assert posts(chat, body, {**chat.slack.carrier.signed(body), **more}) == 200
    assert posts(chat, body, more) == 401


def test_after_slack_was_away_what_was_written_meanwhile_is_read(begun: Begun, chat: SlackChat) -> None:
    begun.slack.trouble("auth.test", page=(503, b"<html>"), times=10_000)
    begun.until(lambda: begun.heard == ["slack-unreached"])
    begun.slack.writes(USER, "使い方", silent=True)
    begun.goes_on(0.1)
    assert begun.heard == ["slack-unreached"]
    begun.slack.calm()
    begun.until(lambda: titles(chat) == 1)
    begun.world.run(asyncio.sleep(0.05))
    assert (titles(chat), rows(begun.world)) == (1, 1)
