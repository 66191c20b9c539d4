"""The Web API by slack_sdk's client, which sends nothing twice by itself; what goes wrong says what it means."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.faces.saying import WRONG
from bot.faces.slack.blocks import Json
from bot.faces.slack.errors import TOKEN_SECONDS, code, meaning, needed
from bot.faces.slack.render import Out
from handlers.kit.errors import Doubtful, TryLater, Undeliverable
from messages.words import Msg, msg

ANSWER_SECONDS = 15.0
PAGE = 200
# The least that the app needs: docs/slack-manifest.yaml says why.
SCOPES = (
    *("chat:write", "commands", "im:history", "im:read", "im:write", "files:write", "files:read", "users:read"),
    *("app_mentions:read", "channels:history", "channels:read", "groups:history", "groups:read"),
)
EVENT_TYPE = "idobata"
USED = ("exchanged_trigger_id", "trigger_exchanged")
SOCKETS = "apps_connections_open"


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is: its workspace, its own user and bot ids, and which of the needed scopes it lacks."""

    team: str
    user: str
    bot: str
    lacks: tuple[str, ...]


class Wire:
    """One app's connection to one workspace."""

    def __init__(self, bot_token: str, app_token: str = "", base: str = "", *, seconds: float = ANSWER_SECONDS) -> None:
        self.token, self._app_token = bot_token, app_token
        self.base = base or AsyncWebClient.BASE_URL
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None
        self.client = AsyncWebClient(bot_token, self.base, retry_handlers=[])
        self._channels: dict[str, str] = {}
        # Told the sentence with the cure of what is wrong, and its id when that is over.
        self.on_trouble: Callable[[Msg], None] = lambda sentence: None
        self.on_over: Callable[[str], None] = lambda id: None
        self._failing: dict[str, str] = {}

    @property
    def sockets(self) -> bool:
        """Whether Slack brings its events through sockets."""
        return bool(self._app_token)

    @property
    def app(self) -> str:
        """The app's id, which stands in its app-level token; empty without one."""
        parts = self._app_token.split("-")
        return parts[2] if len(parts) > 3 else ""

    def open(self) -> None:
        """Open the connections; within a running loop only."""
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self._seconds)
            self._session = aiohttp.ClientSession(timeout=timeout, trust_env=True)
            self.client = AsyncWebClient(self.token, self.base, session=self._session, retry_handlers=[])

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()
            self._session = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The connections, for what is no method of the Web API."""
        self.open()
        assert self._session is not None
        return self._session

    async def call(self, method: str, **params: Any) -> Json:
        """Make one call, by the client's name for it; raises TryLater, Doubtful and Undeliverable."""
        self.open()
        try:
            response = await getattr(self.client, method)(**params)
        except Exception as error:
            self._fails(method, cure(error))
            raise meaning(error) from error
        self._works(method)
        data = response.data
        return data if isinstance(data, dict) else {}

    def _fails(self, method: str, said: Msg | None) -> None:
        if said:
            self._failing[method] = said.id
            self.on_trouble(said)

    def _works(self, method: str) -> None:
        """Note that a call went through: what was wrong with it is over, unless another call says the same."""
        id = self._failing.pop(method, None)
        if id and id not in self._failing.values():
            self.on_over(id)

    async def who(self) -> Me:
        """Return who the bot is; raises TryLater and Doubtful."""
        self.open()
        try:
            response = await self.client.auth_test()
        except Exception as error:
            self._fails("auth_test", cure(error))
            raise meaning(error) from error
        held = {name.strip() for name in str(response.headers.get("x-oauth-scopes", "")).split(",")} - {""}
        lacks = tuple(name for name in SCOPES if held and name not in held)
        data = response.data
        if isinstance(data, dict) and "app_name" in data:
            # The key of the app is none of the bot: they were put in each other's place.
            self._fails("auth_test", msg("slack-token"))
            raise TryLater("token", TOKEN_SECONDS)
        self._works("auth_test")
        return Me(told(data, "team_id"), told(data, "user_id"), str(response.get("bot_id", "")), lacks)

    async def socket_url(self) -> str:
        """Return where the next socket is opened; raises TryLater, Doubtful and Undeliverable."""
        self.open()
        try:
            async with asyncio.timeout(self._seconds):
                response = await self.client.apps_connections_open(app_token=self._app_token)
        except Exception as error:
            found = meaning(error)
            if isinstance(found, Undeliverable) or str(found) in WRONG:
                self._fails(SOCKETS, msg("slack-app-token"))
            raise found from error
        self._works(SOCKETS)
        return told(response.data, "url")

    async def socket(self, url: str, heartbeat: float) -> aiohttp.ClientWebSocketResponse:
        """Open a socket on which a missing pong is noticed: half a heartbeat after it was asked for."""
        async with asyncio.timeout(self._seconds):
            return await self.session.ws_connect(
                url, heartbeat=heartbeat, timeout=aiohttp.ClientWSTimeout(ws_close=2), max_msg_size=4 * 1024 * 1024
            )

    async def acknowledge(self, socket: aiohttp.ClientWebSocketResponse, answer: Json) -> None:
        """Tell Slack by a socket that something was taken; raises what the connection raises."""
        await socket.send_str(json.dumps(answer))

    async def channel(self, user: str) -> str:
        """Return the channel of a user's private chat with the bot; raises as call does."""
        if user not in self._channels:
            found = await self.call("conversations_open", users=user)
            self._channels[user] = told(found.get("channel"), "id")
        return self._channels[user]

    async def post(self, channel: str, out: Out, id: str, thread: str = "") -> str:
        """Post a message with our id in its metadata and return its ts; raises as call does."""
        params: Json = {"channel": channel, **_content(out, id)} | ({"thread_ts": thread} if thread else {})
        found = await self.call("chat_postMessage", **params, unfurl_links=False, unfurl_media=False, link_names=False)
        return told(found, "ts")

    async def put(self, channel: str, ts: str, out: Out, id: str) -> bool:
        """Put another message in one's place; False where Slack does not let it be changed."""
        try:
            await self.call("chat_update", channel=channel, ts=ts, **_content(out, id), link_names=False)
        except Undeliverable as error:
            if str(error) in ("no_message", "refused"):
                return False
            raise
        return True

    async def delete(self, channel: str, ts: str) -> None:
        """Delete a message of the bot; one that is gone is fine."""
        try:
            await self.call("chat_delete", channel=channel, ts=ts)
        except Undeliverable as error:
            if str(error) != "no_message":
                raise

    async def view(self, view: Json, *, trigger: str, place: str) -> None:
        """Open a view, or put it in the place of one; what may not have been done is done once more; raises as call."""
        for again in (False, True):
            try:
                if place:
                    await self.call("views_update", view_id=place, view=view)
                else:
                    await self.call("views_open", trigger_id=trigger, view=view)
                return
            except Doubtful:
                if again:
                    raise
            except Undeliverable as error:
                # A trigger opens one view: where it is used up the first try has opened it.
                if again and isinstance(error.__cause__, Exception) and code(error.__cause__) in USED:
                    return
                raise

    async def respond(self, url: str, blocks: list[Json], text: str) -> None:
        """Put something in the place of a message that only one person sees; raises Undeliverable where it fails."""
        body = {"replace_original": True, "response_type": "ephemeral", "text": text, "blocks": blocks}
        try:
            async with self.session.post(url, json=body) as response:
                done = response.status == 200
        except (aiohttp.ClientError, TimeoutError):
            done = False
        if not done:
            raise Undeliverable("respond")

    async def history(self, channel: str, oldest: str = "", thread: str = "", pages: int = 5) -> list[Json]:
        """Return a chat's messages with their metadata, newest first, so many pages at most; raises as call does."""
        found: list[Json] = []
        method = "conversations_replies" if thread else "conversations_history"
        params: Json = {"channel": channel, "limit": PAGE, "include_all_metadata": True}
        params |= ({"oldest": oldest} if oldest else {}) | ({"ts": thread} if thread else {})
        for _ in range(pages):
            answer = await self.call(method, **params)
            found += answer.get("messages", [])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                break
            params["cursor"] = cursor
        return sorted(found, key=lambda one: float(one["ts"]), reverse=True)

    async def private_chats(self) -> list[tuple[str, str]]:
        """Return the bot's private chats as (channel, user); raises as call does."""
        found: list[tuple[str, str]] = []
        params: Json = {"types": "im", "limit": PAGE}
        while True:
            answer = await self.call("conversations_list", **params)
            found += [(str(one["id"]), str(one["user"])) for one in answer.get("channels", [])]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return found
            params["cursor"] = cursor


def told(data: object, name: str) -> str:
    """Return a part of an answer without which nobody knows what was done; raises Doubtful where it is not there."""
    found = data.get(name) if isinstance(data, dict) else None
    if not isinstance(found, str) or not found:
        raise Doubtful("broken")
    return found


def cure(error: Exception) -> Msg | None:
    """Return the sentence with the cure for what whoever keeps the program can put right."""
    word = code(error)
    if scope := needed(error):
        return msg("slack-scope", scope=scope)
    if word in ("messages_tab_disabled", "not_enabled"):
        return msg("slack-tab")
    if word in ("account_inactive", "token_revoked"):
        return msg("slack-gone")
    return msg("slack-token") if str(meaning(error)) == "token" else None


def _content(out: Out, id: str) -> Json:
    payload = {"id": id, "shows": out.shows, "about": " ".join(out.about)}
    metadata = {"event_type": EVENT_TYPE, "event_payload": payload}
    return {"blocks": out.blocks, "text": out.text, "metadata": metadata}


def id_of(message: Json) -> str:
    """Return our id in a message's metadata; empty where there is none."""
    return str(_payload(message).get("id", ""))


def shows_of(message: Json) -> str:
    """Return the digest of what a message of ours shows; empty where there is none."""
    return str(_payload(message).get("shows", ""))


def about_of(message: Json) -> tuple[str, ...]:
    """Return the ids of what a message of ours is about."""
    return tuple(str(_payload(message).get("about", "")).split())


def is_own_file(message: Json) -> bool:
    """Tell whether a message is a file that the bot has shared."""
    return bool(message.get("bot_id") and message.get("files"))


def _payload(message: Json) -> Json:
    metadata = message.get("metadata") or {}
    return metadata.get("event_payload") or {} if metadata.get("event_type") == EVENT_TYPE else {}
