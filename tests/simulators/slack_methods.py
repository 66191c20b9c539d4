"""The Web API of the simulated Slack: what each method needs, refuses and does."""

from __future__ import annotations

import inspect
import json
import math
from collections.abc import Callable
from functools import cache
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from tests.simulators.ledger import Limits, Refused
from tests.simulators.slack_checks import check_message, injected
from tests.simulators.slack_files import Files
from tests.simulators.slack_ledger import (
    APP,
    BOT,
    BOT_NAME,
    BOT_USER,
    TEAM,
    Channel,
    Ledger,
    Post,
    SlackRefused,
)
from tests.simulators.slack_seen import Json
from tests.simulators.slack_views import Views

NEEDS = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "conversations.open": "im:write",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
    "files.delete": "files:write",
    "users.info": "users:read",
    "bots.info": "users:read",
    "apps.connections.open": "connections:write",
}
FAMILY = {"D": "im", "C": "channels", "G": "groups"}
PAGE = 999
TRUE = (True, "1", "true", "True")


@cache
def _described(method: str) -> tuple[set[str], set[str]]:
    """Return what a method must be given and may be given, as Slack's own client describes it."""
    made = inspect.signature(getattr(AsyncWebClient, method.replace(".", "_"))).parameters.values()
    named = {one.name: one for one in made if one.kind is one.KEYWORD_ONLY and one.name != "app_token"}
    return {name for name, one in named.items() if one.default is one.empty}, set(named)


class Methods:
    """Does what the app asks for; raises SlackRefused."""

    def __init__(self, book: Ledger, views: Views, wrong: list[str]) -> None:
        self._book = book
        self._views = views
        self._wrong = wrong
        # The pace that Slack allows in a channel, and its clock; None: any.
        self.limits: Limits | None = None
        self.now: Callable[[], float] = lambda: 0.0
        # Told of each message of the app's that came, changed or went: Slack tells the app of its own as well.
        self.changed: Callable[[str, Post, Json], None] = lambda _how, _post, _before: None
        self.files = Files(book, wrong)
        self.files.posted = self._shared
        self.table: dict[str, Callable[[Json], Json]] = {
            "auth.test": self._auth_test,
            "bots.info": self._bots_info,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.delete": self._delete,
            "chat.postEphemeral": self._post_ephemeral,
            "conversations.open": self._open,
            "conversations.list": self._list,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "conversations.info": lambda params: {"channel": self._channel(params).as_json()},
            "files.getUploadURLExternal": self.files.ticket,
            "files.completeUploadExternal": self.files.complete,
            "files.delete": self.files.delete,
            "users.info": self._user,
            "views.open": lambda params: {"view": views.open(params).as_json()},
            "views.push": lambda params: {"view": views.push(params).as_json()},
            "views.update": lambda params: {"view": views.update(params).as_json()},
            "views.publish": lambda params: {"view": views.publish(params).as_json()},
        }

    def needs(self, method: str, params: Json) -> str:
        """Return the scope that a call needs; empty for none."""
        if method in ("conversations.history", "conversations.replies", "conversations.info"):
            family = FAMILY.get(str(params.get("channel"))[:1], "channels")
            return f"{family}:{'read' if method == 'conversations.info' else 'history'}"
        if method == "conversations.list":
            types = str(params.get("types", "public_channel"))
            return "im:read" if types == "im" else "channels:read"
        return NEEDS.get(method, "")

    def check(self, method: str, params: Json) -> None:
        """Check the names of a call's parameters; raises SlackRefused where one is missing."""
        required, known = _described(method)
        self._wrong += [f"{method}: {name} is unknown" for name in params if name not in known]
        missing = sorted(required - set(params))
        if missing:
            self._wrong += [f"{method}: {name} is missing" for name in missing]
            raise SlackRefused("invalid_arguments", response_metadata={"messages": missing})

    def _auth_test(self, _params: Json) -> Json:
        about = {"url": "https://mihon.slack.com/", "team": "みほん", "user": BOT_NAME}
        return {**about, "team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT, "is_enterprise_install": False}

    def _bots_info(self, params: Json) -> Json:
        if params.get("bot") != BOT:
            raise SlackRefused("bot_not_found")
        return {"bot": {"id": BOT, "app_id": APP, "user_id": BOT_USER, "name": BOT_NAME, "deleted": False}}

    def _user(self, params: Json) -> Json:
        user = str(params.get("user"))
        if user == BOT_USER:
            return {"user": {"id": BOT_USER, "team_id": TEAM, "is_bot": True, "name": BOT_NAME}}
        if user not in self._book.people:
            raise SlackRefused("user_not_found")
        return {"user": self._book.people[user].as_json()}

    def _checked(self, method: str, params: Json) -> tuple[str, list[Json]]:
        """Return a message's text and blocks."""
        wrong = check_message(params)
        self._wrong += [f"{method}: {one}" for one in wrong]
        lint = injected(params.get("blocks", []), str(params.get("text", "")))
        lint += [f"{name} is on" for name in ("link_names",) if params.get(name) in TRUE]
        lint += ["parse is on"] if params.get("parse") not in (None, "none") else []
        self._wrong += [f"{method}: {one}" for one in lint]
        if "msg_blocks_too_long" in wrong:
            raise SlackRefused("msg_blocks_too_long")
        if not params.get("blocks") and not str(params.get("text", "")).strip():
            raise SlackRefused("no_text")
        if any(one.startswith("metadata") for one in wrong):
            raise SlackRefused("invalid_metadata_format")
        if [one for one in wrong if not one.startswith("text: ")]:
            raise SlackRefused("invalid_blocks", errors=wrong, response_metadata={"messages": wrong})
        text = str(params.get("text", ""))
        if len(text) > 4000:
            self._wrong.append(f"{method}: {len(text)} characters of text")
        if len(text) > (4000 if method == "chat.update" else 40000):
            raise SlackRefused("msg_too_long")
        blocks = params.get("blocks") or []
        return text, [{"block_id": f"p{number}", **block} for number, block in enumerate(blocks)]

    def _pace(self, channel: Channel) -> None:
        if self.limits:
            try:
                self.limits.check(int.from_bytes(channel.id.encode()), self.now())
            except Refused as refused:
                wait = math.ceil(refused.parameters["retry_after"])
                raise SlackRefused("ratelimited", retry_after=max(1, wait)) from refused

    def _post(self, params: Json) -> Json:
        channel = self._book.reach(str(params.get("channel")))
        text, blocks = self._checked("chat.postMessage", params)
        for name in ("unfurl_links", "unfurl_media"):
            if params.get(name) not in (False, "0", "false", "False"):
                self._wrong.append(f"chat.postMessage: {name} is not off")
        self._pace(channel)
        thread = str(params.get("thread_ts") or "")
        ts = self._book.next_ts()
        made = Post(channel.id, ts, BOT_USER, text, blocks, params.get("metadata"), thread)
        post = self._book.add(made)
        self.changed("posted", post, {})
        return {"channel": channel.id, "ts": ts, "message": post.as_json(metadata=True)}

    def _shared(self, post: Post) -> None:
        self._pace(self._book.channels[post.channel])
        self.changed("posted", post, {})

    def _post_ephemeral(self, params: Json) -> Json:
        channel, user = self._book.reach(str(params.get("channel"))), str(params.get("user"))
        if user not in channel.members:
            raise SlackRefused("user_not_in_channel")
        text, blocks = self._checked("chat.postEphemeral", params)
        self._pace(channel)
        thread = str(params.get("thread_ts") or "")
        ts = self._book.next_ts()
        self._book.add(Post(channel.id, ts, BOT_USER, text, blocks, None, thread, only_for=user))
        return {"message_ts": ts}

    def _own(self, params: Json, error: str) -> Post:
        channel = self._book.reach(str(params.get("channel")))
        post = self._book.find(channel.id, str(params.get("ts")))
        if post.only_for:
            raise SlackRefused("message_not_found")
        if not post.mine:
            raise SlackRefused(error)
        return post

    def _update(self, params: Json) -> Json:
        post = self._own(params, "cant_update_message")
        text, blocks = self._checked("chat.update", params)
        before = post.as_json()
        self._book.edit(post, text, blocks, params.get("metadata"))
        self.changed("edited", post, before)
        return {"channel": post.channel, "ts": post.ts, "text": text, "message": post.as_json(metadata=True)}

    def _delete(self, params: Json) -> Json:
        post = self._own(params, "cant_delete_message")
        self._book.remove(post)
        self.changed("deleted", post, {})
        return {"channel": post.channel, "ts": post.ts}

    def _open(self, params: Json) -> Json:
        users = str(params.get("users") or "").split(",")
        if params.get("channel"):
            return {"channel": {"id": self._channel(params).id}}
        if len(users) > 1 or users[0] not in self._book.people:
            raise SlackRefused("user_not_found")
        person = self._book.people[users[0]]
        if person.gone or person.bot:
            raise SlackRefused("user_disabled" if person.gone else "cannot_dm_bot")
        channel = self._book.dm(person.id)
        before, channel.opened = channel.opened, True
        short = {"id": channel.id} if params.get("return_im") not in TRUE else channel.as_json()
        return {"channel": short, **({"no_op": True, "already_open": True} if before else {})}

    def _channel(self, params: Json) -> Channel:
        channel = self._book.channels.get(str(params.get("channel")))
        if channel is None or (channel.id[0] != "C" and BOT_USER not in channel.members):
            raise SlackRefused("channel_not_found")
        return channel

    def _list(self, params: Json) -> Json:
        wanted = str(params.get("types", "public_channel")).split(",")
        kinds = {"im": "D", "public_channel": "C", "private_channel": "G"}
        letters = [kinds[one] for one in wanted if one in kinds]
        found = [one.as_json() for one in self._book.channels.values() if one.opened and one.id[0] in letters]
        return _paged("channels", found, params, 100)

    def _history(self, params: Json) -> Json:
        channel = self._channel(params)
        if BOT_USER not in channel.members:
            raise SlackRefused("not_in_channel")
        found = [post for post in self._standing(channel, params) if post.thread in ("", post.ts)]
        return self._told(found[::-1], params)

    def _replies(self, params: Json) -> Json:
        channel, ts = self._channel(params), str(params.get("ts"))
        found = [post for post in self._standing(channel, params) if ts in (post.ts, post.thread)]
        if not found:
            raise SlackRefused("thread_not_found")
        return self._told(found, params)

    def _standing(self, channel: Channel, params: Json) -> list[Post]:
        oldest, latest = _moment(params, "oldest", 0.0), _moment(params, "latest", math.inf)
        edge = params.get("inclusive") in TRUE
        posts = [post for post in self._book.posts if post.channel == channel.id and not post.only_for]
        inside = [post for post in posts if oldest < float(post.ts) < latest]
        return sorted(
            inside + [post for post in posts if edge and float(post.ts) in (oldest, latest)], key=lambda post: post.ts
        )

    def _told(self, posts: list[Post], params: Json) -> Json:
        metadata = params.get("include_all_metadata") in TRUE
        told = [{**post.as_json(metadata=metadata), **self._thread(post)} for post in posts]
        return _paged("messages", told, params, 100)

    def _thread(self, post: Post) -> Json:
        """Return what a history says of the thread under a message."""
        under = [one.ts for one in self._book.posts if (one.channel, one.thread) == (post.channel, post.ts)]
        return {"thread_ts": post.ts, "reply_count": len(under), "latest_reply": max(under)} if under else {}


def _moment(params: Json, name: str, usual: float) -> float:
    try:
        return float(params.get(name) or usual)
    except ValueError as error:
        raise SlackRefused(f"invalid_ts_{name}") from error


def _paged(name: str, found: list[Json], params: Json, usual: int) -> Json:
    limit = int(params.get("limit") or usual)
    if not 1 <= limit <= PAGE:
        raise SlackRefused("invalid_limit")
    cursor = str(params.get("cursor") or "")
    if cursor and not cursor.startswith("next:"):
        raise SlackRefused("invalid_cursor")
    start = int(cursor.removeprefix("next:") or 0)
    more = start + limit < len(found)
    answer: Json = {name: found[start : start + limit], "has_more": more}
    answer["response_metadata"] = {"next_cursor": f"next:{start + limit}" if more else ""}
    return answer


def typed(params: dict[str, Any]) -> Json:
    """Return a call's parameters with the JSON in them read; raises SlackRefused."""
    wrong = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}
    for name in ("blocks", "attachments", "metadata", "view", "files"):
        if isinstance(params.get(name), str):
            try:
                params[name] = json.loads(params[name])
            except ValueError as error:
                raise SlackRefused(wrong.get(name, "invalid_arguments")) from error
    return params
