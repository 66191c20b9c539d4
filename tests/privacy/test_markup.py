"""A59: whatever people write and wherever it is shown again, on Slack and Telegram it is text and never markup.

Somebody goes through the whole house and writes markup into every field, in a network whose names, offices, contacts
and terms are markup, too. Every payload that leaves the program is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest

from tests.crawl import Crawl, writes_everywhere
from tests.fixtures import SLACK, TELEGRAM, Place
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.telegram_chat import TelegramChat
from tests.world import CENTRE

pytestmark = pytest.mark.slow

CORPUS = [
    "<!channel>",
    "<@U0001>",
    "<!here|here>",
    "<#C0001|一般>",
    "<b>太字</b>",
    "<https://evil.example|ここ>",
    "*太*_斜_~消~`符`",
    "@everyone &lt;b&gt;",
    '<a href="tg://user?id=1">名</a>',
    "[名](tg://user?id=1)",
    "||伏||__下__",
]
STEPS = 260
# What Slack would take for a mention or a link; our own way of writing it has no such sign.
MARKS = ("<!", "<@", "<#", "<http", "<a ", "<b>")


def flat(part: Any) -> Iterator[dict[str, Any]]:
    """Give every object in JSON."""
    if isinstance(part, dict):
        yield part
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from flat(inner)


def marked(payload: Any) -> list[str]:
    """Return what Slack would read as markup in a payload: in its mrkdwn texts, and in the text beside the blocks."""
    found = [str(one["text"]) for one in flat(payload) if one.get("type") == "mrkdwn"]
    found += [str(payload["text"])] if isinstance(payload, dict) and payload.get("text") else []
    return [text for text in found if any(mark in text for mark in MARKS)]


def test_the_search_finds_a_mention() -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "x <!here>"}}
    plain = {"type": "section", "text": {"type": "plain_text", "text": "x <!here>"}}
    assert marked({"blocks": [block, plain], "text": "<@U1>"}) == ["x <!here>", "<@U1>"]


@pytest.fixture(params=[pytest.param(TELEGRAM, id="telegram"), pytest.param(SLACK, id="slack")])
def place(request: pytest.FixtureRequest) -> Place:
    """The two platforms that know markup."""
    place: Place = request.param
    return place


def sent(talk: Talk) -> list[Any]:
    """Return every payload that has left the program."""
    match talk:
        case SlackChat():
            acks = [delivery.answer for delivery, _ in talk.slack.acks]
            return [*(params for _, params in talk.slack.calls), *acks]
        case TelegramChat():
            return [params for _, params in talk.telegram.calls]
    raise AssertionError(talk)


def read(payloads: list[Any]) -> str:
    """Return all texts of the payloads, with Slack's way of writing three signs undone."""
    found = [str(value) for one in flat(payloads) for value in one.values() if isinstance(value, str)]
    whole = "\n".join(found)
    return f"{whole}\n{unescape(whole)}"


def test_nothing_that_anybody_wrote_becomes_markup(meets: Callable[[str], Talk]) -> None:
    talk = meets(CENTRE)
    writes_everywhere(talk.world.app.stores, CORPUS)
    crawl = Crawl(talk, CORPUS).goes(STEPS)
    payloads = sent(talk)
    if talk.face == "slack":
        assert [text for payload in payloads for text in marked(payload)] == []
        assert {payload.get("link_names", False) for payload in payloads if isinstance(payload, dict)} <= {False}
    else:
        assert [payload for payload in payloads if "parse_mode" in payload or "caption_entities" in payload] == []
        assert {one["type"] for payload in payloads for one in flat(payload.get("entities", []))} <= {"bold"}
    # It stands there as it was written, and everybody has been everywhere.
    shown = read(payloads)
    assert len([text for text in CORPUS if text in shown]) >= len(CORPUS) - 2
    assert len(crawl.written) >= 8
    assert len(crawl.pressed) >= 60
