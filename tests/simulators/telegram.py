"""A Bot API that speaks real HTTP: long poll, messages, edits, presses; strict about limits, unkind on demand."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from handlers.kit.text import utf16_units

Json = dict[str, Any]
TOKEN = "1234567890:" + "T" * 35
BOT = {"id": 1234567890, "is_bot": True, "first_name": "井戸端", "username": "idobata_test_bot"}


class Refused(Exception):
    """What the Bot API answers instead of a result."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass(slots=True)
class Message:
    """One message as the person sees it."""

    id: int
    chat: int
    text: str
    keyboard: list[list[Json]]
    bold: list[str]
    quiet: bool = False
    thread: int | None = None
    edits: int = 0


@dataclass(slots=True)
class Trouble:
    """What the next calls of a method get instead of an answer: an error, or a dropped connection after it was done."""

    method: str
    error: Refused | None = None
    drop: bool = False
    times: int = 1


@dataclass
class Telegram:
    """The simulated server; start it, point the product's base URL at `url`, write updates, look at the ledger."""

    token: str = TOKEN
    ledger: list[Message] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    confirmed: int = 0
    url: str = ""

    def __post_init__(self) -> None:
        self._updates: deque[Json] = deque()
        self._new = asyncio.Event()
        self._numbers = 0
        self._messages = 0
        self._troubles: list[Trouble] = []
        self._polling = 0
        self._runner: web.AppRunner | None = None
        self.blocked: set[int] = set()
        self.callbacks: dict[str, str] = {}

    async def start(self) -> None:
        """Serve on a free loopback port."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        # A long poll whose client has gone ends at once; it would keep a stop waiting, and a new client from polling.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Stop serving."""
        if self._runner:
            await self._runner.cleanup()

    def trouble(self, method: str, *, error: Refused | None = None, drop: bool = False, times: int = 1) -> None:
        """Let the next calls of a method fail, or be done and never answered."""
        self._troubles.append(Trouble(method, error, drop, times))

    def update(self, **content: Any) -> int:
        """Add an update, raw, and return its number."""
        self._numbers += 1
        self._updates.append({"update_id": self._numbers, **content})
        self._new.set()
        return self._numbers

    def pending(self) -> list[Json]:
        """Return the updates that are not confirmed yet."""
        return list(self._updates)

    def repeat(self, update: Json) -> None:
        """Give an update once more, as Telegram does with what was not confirmed."""
        self._updates.append(update)
        self._new.set()

    def calm(self) -> None:
        """End all trouble."""
        self._troubles.clear()

    def writes(self, user: int, text: str, **more: Any) -> int:
        """Let a person write in her private chat with the bot."""
        return self.update(message=self.message(user, text=text, **more))

    def message(self, user: int, **content: Any) -> Json:
        """Return a message of a person in her private chat."""
        self._messages += 1
        someone = {"id": user, "is_bot": False, "first_name": "みほん"}
        chat = {"id": user, "type": "private", "first_name": "みほん"}
        return {"message_id": self._messages, "date": 1795000000, "chat": chat, "from": someone, **content}

    def presses(self, user: int, label: str) -> int:
        """Let a person press the newest button with this label in her chat."""
        for seen in reversed(self.seen(user)):
            for button in [button for row in seen.keyboard for button in row]:
                if button["text"] == label:
                    return self.presses_data(user, seen.id, button["callback_data"])
        raise AssertionError(f"no button {label}")

    def presses_data(self, user: int, message: int, data: str) -> int:
        """Let a person press a button with this data under a message."""
        id = f"press-{len(self.callbacks) + 1}"
        self.callbacks[id] = "waiting"
        someone = {"id": user, "is_bot": False, "first_name": "みほん"}
        under = {"message_id": message, "date": 1795000000, "chat": {"id": user, "type": "private"}}
        press = {"id": id, "from": someone, "message": under, "chat_instance": "1", "data": data}
        return self.update(callback_query=press)

    def seen(self, chat: int) -> list[Message]:
        """Return what stands in a chat now, oldest first."""
        return [message for message in self.ledger if message.chat == chat]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        params = await _params(request)
        if request.match_info["token"] != self.token:
            return _refusal(Refused(401, "Unauthorized"))
        trouble = self._trouble_for(method)
        try:
            if trouble and trouble.error:
                raise trouble.error
            result = await self._do(method, params)
        except Refused as refused:
            return _refusal(refused)
        if trouble and trouble.drop:
            assert request.transport
            request.transport.abort()
        return web.json_response({"ok": True, "result": result})

    def _trouble_for(self, method: str) -> Trouble | None:
        for trouble in self._troubles:
            if trouble.method == method and trouble.times:
                trouble.times -= 1
                return trouble
        return None

    async def _do(self, method: str, params: Json) -> Any:
        if method != "getUpdates":
            self.calls.append((method, params))
        known: dict[str, Callable[[Json], Any]] = {
            "getMe": lambda _: BOT,
            "sendMessage": self._send,
            "editMessageText": self._edit,
            "answerCallbackQuery": self._answer,
            "setMyCommands": lambda _: True,
            "setMyDescription": lambda _: True,
            "setMyShortDescription": lambda _: True,
        }
        if method == "getUpdates":
            return await self._poll(params)
        if method not in known:
            raise Refused(404, "Not Found: method not found")
        return known[method](params)

    async def _poll(self, params: Json) -> list[Json]:
        if self._polling:
            raise Refused(409, "Conflict: terminated by other getUpdates request")
        self._polling += 1
        try:
            return await self._wait(int(params.get("offset", 0)), float(params.get("timeout", 0)))
        finally:
            self._polling -= 1

    async def _wait(self, offset: int, timeout: float) -> list[Json]:
        self.confirmed = max(self.confirmed, offset - 1)
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if not self._updates:
            self._new.clear()
            try:
                await asyncio.wait_for(self._new.wait(), timeout)
            except TimeoutError:
                return []
        return list(self._updates)[:100]

    def _send(self, params: Json) -> Json:
        chat = int(params["chat_id"])
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        self._messages += 1
        message = Message(self._messages, chat, *_content(params))
        message.quiet = _true(params.get("disable_notification"))
        message.thread = int(params["message_thread_id"]) if "message_thread_id" in params else None
        self.ledger.append(message)
        return self._as_json(message)

    def _edit(self, params: Json) -> Json:
        wanted = (int(params["chat_id"]), int(params["message_id"]))
        found = [message for message in self.ledger if (message.chat, message.id) == wanted]
        if not found:
            raise Refused(400, "Bad Request: message to edit not found")
        message, (text, keyboard, bold) = found[0], _content(params)
        if (message.text, message.keyboard) == (text, keyboard):
            raise Refused(400, "Bad Request: message is not modified")
        message.text, message.keyboard, message.bold = text, keyboard, bold
        message.edits += 1
        return self._as_json(message)

    def _answer(self, params: Json) -> bool:
        id = str(params["callback_query_id"])
        if self.callbacks.get(id) != "waiting":
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self.callbacks[id] = "answered"
        return True

    def _as_json(self, message: Message) -> Json:
        chat = {"id": message.chat, "type": "private", "first_name": "みほん"}
        return {"message_id": message.id, "date": 1795000000, "chat": chat, "text": message.text}


def _content(params: Json) -> tuple[str, list[list[Json]], list[str]]:
    text = str(params.get("text", ""))
    if not text.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if utf16_units(text) > 4096:
        raise Refused(400, "Bad Request: message is too long")
    markup = json.loads(params["reply_markup"]) if "reply_markup" in params else {}
    keyboard: list[list[Json]] = markup.get("inline_keyboard", [])
    for button in [button for row in keyboard for button in row]:
        if not 1 <= len(str(button.get("callback_data", "")).encode()) <= 64:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    if any(len(row) > 8 for row in keyboard) or sum(map(len, keyboard)) > 100:
        raise Refused(400, "Bad Request: too many buttons")
    return text, keyboard, _bold(text, json.loads(params.get("entities", "[]")))


def _bold(text: str, entities: list[Json]) -> list[str]:
    units = text.encode("utf-16-le")
    found = []
    for entity in entities:
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        if not 0 <= start < end <= len(units):
            raise Refused(400, "Bad Request: entity beyond the text")
        found.append(units[start:end].decode("utf-16-le"))
    return found


def _true(value: Any) -> bool:
    return str(value).lower() == "true"


async def _params(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **dict(await request.post())}


def _refusal(refused: Refused) -> web.Response:
    body = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return web.json_response(body, status=refused.code)
