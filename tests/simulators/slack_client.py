"""An app made of Slack's own clients, and pieces of what it sends."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.simulators.slack import APP_TOKEN, BOT_TOKEN, Slack

Json = dict[str, Any]
OFF: Json = {"unfurl_links": False, "unfurl_media": False}
WHO = "U0001"


def said(text: str) -> Json:
    """Return a plain text object."""
    return {"type": "plain_text", "text": text}


def button(label: str, data: str = "do:1") -> Json:
    """Return a row with one button."""
    one = {"type": "button", "action_id": "tap", "value": data, "text": said(label)}
    return {"type": "actions", "block_id": "row", "elements": [one]}


def page(title: str, **more: Any) -> Json:
    """Return a modal with one field."""
    field = {"type": "plain_text_input", "action_id": "x"}
    block = {"type": "input", "block_id": "name", "label": said("なまえ"), "element": field}
    return {"type": "modal", "title": said(title), "submit": said("つぎへ"), "blocks": [block], **more}


async def refused(call: Any) -> str:
    """Return the error that Slack answers a call with."""
    with pytest.raises(SlackApiError) as error:
        await call
    return str(error.value.response["error"])


class App:
    """An app made of Slack's own clients: it keeps what it was told, and answers as it is told to."""

    def __init__(self, slack: Slack) -> None:
        self.web = AsyncWebClient(BOT_TOKEN, slack.url, retry_handlers=[])
        # It comes without types.
        self.socket: Any = SocketModeClient(APP_TOKEN, web_client=self.web, ping_interval=0.2)
        self.got: list[SocketModeRequest] = []
        # What the next acknowledgements carry; None: no acknowledgement at all.
        self.answers: list[Json | None] = []
        self.socket.socket_mode_request_listeners.append(self._take)

    async def _take(self, _client: Any, request: SocketModeRequest) -> None:
        self.got.append(request)
        answer = self.answers.pop(0) if self.answers else {}
        if answer is not None:
            await self.socket.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer or None))

    async def opens(self, slack: Slack, view: Json) -> str:
        """Open a modal for the person by a shortcut of hers; return its id."""
        opened = await self.web.views_open(trigger_id=slack.views.trigger(WHO), view=view)
        return str(opened["view"]["id"])
