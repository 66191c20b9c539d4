"""The simulated Slack over signed HTTP, against slack_sdk's own verifier."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from tests.simulators.slack import SECRET, Slack
from tests.simulators.slack_client import WHO


class Listener:
    """An address that takes what Slack brings: it verifies, keeps, and answers as it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.genuine: list[bool] = []
        self.twice: list[int] = []
        self.answers: list[web.Response] = []

    async def take(self, request: web.Request) -> web.Response:
        """Take a request."""
        body = await request.read()
        self.got.append((dict(request.headers), body))
        stamps = len(request.headers.getall("X-Slack-Request-Timestamp"))
        self.twice.append(stamps if stamps > 1 else 0)
        self.genuine.append(SignatureVerifier(SECRET).is_valid_request(body, dict(request.headers)))
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def listener(slack: Slack) -> AsyncIterator[Listener]:
    """An address that Slack is told of."""
    listener = Listener()
    app = web.Application()
    app.router.add_post("/events", listener.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.carrier.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/events"
    yield listener
    await runner.cleanup()


async def test_an_event_is_signed_and_repeated_until_it_is_taken(slack: Slack, listener: Listener) -> None:
    listener.answers += [web.Response(status=500), web.Response(status=302, headers={"Location": "/nowhere"})]
    sent = slack.writes(WHO, "はい")
    await slack.carrier.settle(sent)
    assert listener.genuine == [True, True, True]
    assert len({json.loads(body)["event_id"] for _, body in listener.got}) == 1
    tries = [(headers.get("X-Slack-Retry-Num"), headers.get("X-Slack-Retry-Reason")) for headers, _ in listener.got]
    assert tries == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert (sent.acked, sent.statuses) == (True, [500, 404, 200])


async def test_an_app_can_ask_for_no_repetition(slack: Slack, listener: Listener) -> None:
    listener.answers.append(web.Response(status=500, headers={"X-Slack-No-Retry": "1"}))
    sent = slack.writes(WHO, "はい")
    await slack.carrier.settle(sent)
    assert (sent.given_up, sent.acked, len(listener.got)) == (True, False, 1)


async def test_nobody_there_is_told_as_such(slack: Slack) -> None:
    slack.carrier.request_url = "http://127.0.0.1:9/"
    sent = slack.writes(WHO, "はい")
    await slack.carrier.settle(sent)
    assert (sent.given_up, sent.reason, len(slack.carrier.retries)) == (True, "connection_failed", 3)


async def test_commands_and_presses_come_as_forms_and_are_not_repeated(slack: Slack, listener: Listener) -> None:
    listener.answers += [web.Response(text="どうぞ"), web.Response(status=500)]
    await slack.carrier.settle(slack.command(WHO, "ふりかえり"))
    shortcut = slack.shortcut(WHO, "reflect")
    await slack.carrier.settle(shortcut)
    forms = [parse_qs(body.decode()) for _, body in listener.got]
    assert (forms[0]["text"], forms[0]["team_id"]) == (["ふりかえり"], ["T0001"])
    assert json.loads(forms[1]["payload"][0])["callback_id"] == "reflect"
    assert [post.text for post in slack.seen(WHO)] == ["どうぞ"]
    assert (shortcut.given_up, listener.genuine) == (True, [True, True])
    assert slack.book.complaints == [(WHO, "the app did not answer")]


async def test_slack_makes_sure_of_the_address(slack: Slack, listener: Listener) -> None:
    listener.answers += [web.Response(), web.json_response({"challenge": "3eZbrw1a"})]
    assert [await slack.carrier.verifies() for _ in range(2)] == [False, True]
    assert listener.genuine == [True, True]


async def test_a_forged_request_can_be_sent(slack: Slack, listener: Listener) -> None:
    body = b'{"type":"event_callback"}'
    old = slack.carrier.signed(body, at=str(int(slack.carrier.time()) - 301))
    other = slack.carrier.signed(body, secret="another")
    for headers in (None, old, other, slack.carrier.signed(b"{}")):
        assert await slack.carrier.posts(body, headers) == 200
    assert listener.genuine == [True, False, False, False]
    stamp = "X-Slack-Request-Timestamp"
    await slack.carrier.posts(body, [(stamp, "1"), (stamp, "2")], kind="text/plain")
    assert listener.twice == [0, 0, 0, 0, 2]
