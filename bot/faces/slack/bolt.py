"""Bolt's part: what is signed is verified, what is read is read, and one function answers everything."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.faces.slack.events import Ack, Events
from bot.faces.slack.wire import Wire
from bot.logs import log, where

# What Bolt answers where reading a request fails; what fails in handling it is brought again.
BOLTS, AGAIN = 500, Ack(503)
JSON = {"content-type": ["application/json; charset=utf-8"]}


class Bolt:
    """An AsyncApp whose only listener is a middleware that answers: the turn is committed, then acknowledged."""

    def __init__(self, wire: Wire, events: Events, secret: str) -> None:
        async def authorize(enterprise_id: str | None, team_id: str | None, user_id: str | None) -> AuthorizeResult:
            # Bolt's own asks Slack at each event, and where that fails it answers 200 and the event is lost.
            me = events.me
            return AuthorizeResult(
                enterprise_id=enterprise_id,
                team_id=team_id,
                user_id=user_id,
                bot_id=me.bot if me else None,
                bot_user_id=me.user if me else None,
                bot_token=wire.token,
            )

        async def everything(body: dict[str, Any]) -> BoltResponse:
            try:
                ack = await events.take(body)
            except Exception as error:
                log.error("slack.failed", **where(error))
                ack = AGAIN
            return BoltResponse(status=ack.status, body=ack.body if ack.body is not None else "", headers=dict(JSON))

        # Bolt's advice on its own options would only be noise in the log.
        quiet = logging.getLogger("idobata.bolt")
        quiet.setLevel(logging.ERROR)
        self._verifier = SignatureVerifier(secret or "none")
        self._app = AsyncApp(
            name="idobata",
            logger=quiet,
            client=wire.client,
            # In Socket Mode nothing is signed; Bolt wants a secret all the same.
            signing_secret=secret or "none",
            authorize=authorize,
            process_before_response=True,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        self._app.middleware(everything)

    def signed(self, body: str, stamp: str, signature: str) -> bool:
        """Tell whether a request comes from Slack, before anything reads it."""
        return self._verifier.is_valid(body, stamp, signature)

    async def socket(self, payload: dict[str, Any]) -> Ack:
        """Take an envelope's payload."""
        return await self._take({"mode": "socket_mode", "body": payload})

    async def http(self, body: str, headers: Mapping[str, Sequence[str]]) -> Ack:
        """Take a signed request."""
        return await self._take({"body": body, "headers": dict(headers)})

    async def _take(self, given: dict[str, Any]) -> Ack:
        try:
            ack = _ack(await self._app.async_dispatch(AsyncBoltRequest(**given)))
        except Exception as error:
            log.warning("slack.unreadable", kind="request", **where(error))
            return Ack()
        # What Bolt itself stumbles over is poison: it would be the same at the next try.
        return Ack() if ack.status == BOLTS else ack


def _ack(response: BoltResponse) -> Ack:
    try:
        body = json.loads(response.body) if response.body else None
    except ValueError:
        # What Bolt itself says, such as the challenge of a new address.
        body = {"challenge": response.body}
    return Ack(response.status, body if isinstance(body, dict) else None)
