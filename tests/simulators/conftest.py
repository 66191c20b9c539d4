"""The simulated Slack, and Slack's own clients that talk to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.simulators.slack import BOT_TOKEN, Slack
from tests.simulators.slack_client import WHO, App


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """The simulated Slack; it tells the app nothing of the app's own messages."""
    slack = Slack()
    slack.echo = False
    await slack.start()
    slack.book.person(WHO)
    yield slack
    await slack.stop()


@pytest.fixture
def web(slack: Slack) -> AsyncWebClient:
    """Slack's own client of the Web API."""
    return AsyncWebClient(BOT_TOKEN, slack.url, retry_handlers=[])


@pytest.fixture
async def app(slack: Slack) -> AsyncIterator[App]:
    """An app that is connected by Socket Mode."""
    app = App(slack)
    await app.socket.connect()
    await slack.sockets.count(1)
    yield app
    await app.socket.close()
