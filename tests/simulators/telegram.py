"""A Bot API that speaks real HTTP: long poll and webhook, messages, presses; strict about limits, unkind on demand."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import Callable
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from bot.faces import lanes
from tests.simulators.bot_api import Given, wrong
from tests.simulators.groups import Groups
from tests.simulators.ledger import Json, Ledger, Limits, Message, Refused
from tests.simulators.people import People
from tests.simulators.trouble import Troubles

__all__ = ["BOT", "TOKEN", "Limits", "Message", "Refused", "Telegram"]

TOKEN = "1234567890:" + "T" * 35
BOT = {"id": 1234567890, "is_bot": True, "first_name": "井戸端", "username": "idobata_test_bot"}
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

# The product's pace is for the real Telegram; a test that is about pace brings its own.
lanes.RATES = lanes.Rates(chat=10_000, burst=100, group=10_000, overall=10_000, unasked=10_000)


class Telegram(People, Groups, Troubles):
    """The simulated server; start it, point the product's base URL at `url`, write updates, look at the ledger."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.book = Ledger()
        self.callbacks: dict[str, str] = {}
        # What was said in answer to presses, to whoever pressed alone.
        self.toasts: list[str] = []
        People.__init__(self, self.book, self.update, self.callbacks)
        Groups.__init__(self, self.book, self.update, self.callbacks, BOT)
        Troubles.__init__(self)
        self.calls: list[tuple[str, Json]] = []
        # What the Bot API's description has against the calls that came.
        self.wrong: list[str] = []
        self.limits: Limits | None = None
        self.confirmed = 0
        self.url = ""
        # What the Date header says; empty: nothing that could be read.
        self.date = ""
        # The webhook: where it is, what it is told, where that address leads to on this machine, and the answers.
        self.hook: Json = {}
        self.reach: dict[str, str] = {}
        self.brought: list[int] = []
        self.held = False
        self.repeat_after = 0.02
        self._updates: list[Json] = []
        self._raw: dict[int, str] = {}
        self._new = asyncio.Event()
        self._numbers = 0
        self._polling = 0
        # How many long polls have begun.
        self.polls = 0
        self._runner: web.AppRunner | None = None
        self._bringing: asyncio.Task[None] | None = None

    @property
    def ledger(self) -> list[Message]:
        """What stands in all chats."""
        return self.book.messages

    @property
    def blocked(self) -> set[int]:
        """Who has blocked the bot, without the bot having been told."""
        return self.book.blocked

    async def start(self) -> None:
        """Serve on a free loopback port."""
        app = web.Application(client_max_size=2**26)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/documents/{id}", self._download)
        app.on_response_prepare.append(self._dated)
        # A long poll whose client has gone ends at once; it would keep a stop waiting, and a new client from polling.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._bringing = asyncio.create_task(self._bring())

    async def stop(self) -> None:
        """Stop serving."""
        if self._bringing:
            self._bringing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._bringing
        if self._runner:
            await self._runner.cleanup()

    async def _dated(self, _request: web.Request, response: web.StreamResponse) -> None:
        response.headers["Date"] = self.date

    def update(self, **content: Any) -> int:
        """Add an update, raw, and return its number."""
        self._numbers += 1
        self._updates.append({"update_id": self._numbers, **content})
        self._new.set()
        return self._numbers

    def poison(self, rest: str) -> int:
        """Add an update whose JSON goes on with this text after its number."""
        number = self.update()
        self._raw[number] = f'{{"update_id":{number},{rest}}}'
        return number

    def skip(self, count: int) -> None:
        """Leave a gap in the numbers."""
        self._numbers += count

    def pending(self) -> list[Json]:
        """Return the updates that are not confirmed yet."""
        return list(self._updates)

    def repeat(self, update: Json) -> None:
        """Give an update once more, as Telegram does with what was not confirmed."""
        self._updates.append(update)
        self._new.set()

    def hold(self) -> None:
        """Keep updates back until they are released."""
        self.held = True

    def release(self, *, backwards: bool = False) -> None:
        """Give what was kept back, all at once."""
        self._updates = self._updates[::-1] if backwards else self._updates
        self.held = False
        self._new.set()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        params = await _params(request)
        if request.match_info["token"] != self.token:
            return _refusal(Refused(401, "Unauthorized"))
        trouble = self.trouble_for(method)
        try:
            if trouble and trouble.error:
                self.failed += 1
                raise trouble.error
            result = await self._do(method, params) if trouble is None or trouble.done else "null"
        except Refused as refused:
            return _refusal(refused)
        if trouble:
            await asyncio.sleep(trouble.late)
            if trouble.drop and request.transport:
                request.transport.abort()
            if trouble.page:
                return web.Response(status=trouble.page[0], body=trouble.page[1])
        return web.Response(text=f'{{"ok":true,"result":{result}}}', content_type="application/json")

    async def _do(self, method: str, params: Json) -> str:
        attached = {name: params.pop(name) for name in _attached(params)}
        self.wrong += wrong(method, params)
        if attached:
            params["file"] = next(iter(attached.values()))
        if method == "getUpdates":
            return await self._poll(params)
        self.calls.append((method, params))
        known: dict[str, Callable[[Json], Any]] = {
            "getMe": lambda _: BOT,
            "sendMessage": self._paced(self.book.send),
            "sendDocument": self._paced(lambda params: self.book.give(params, photo=False)),
            "sendPhoto": self._paced(lambda params: self.book.give(params, photo=True)),
            "editMessageMedia": self._paced(self.book.cover),
            "editMessageText": self._paced(self.book.edit),
            "deleteMessage": self.book.delete,
            "answerCallbackQuery": self._answer,
            "getFile": self._file,
            "setMyCommands": lambda _: True,
            "setMyDescription": lambda _: True,
            "setMyShortDescription": lambda _: True,
            "setWebhook": self._set_hook,
            "deleteWebhook": self._delete_hook,
            "getWebhookInfo": self._hook_info,
        }
        if method not in known:
            raise Refused(404, "Not Found: method not found")
        return json.dumps(known[method](params))

    def _paced(self, call: Callable[[Json], Any]) -> Callable[[Json], Any]:
        def paced(params: Json) -> Any:
            if self.limits:
                self.limits.check(int(params["chat_id"]), asyncio.get_running_loop().time())
            return call(params)

        return paced

    async def _poll(self, params: Json) -> str:
        if self.hook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
        if self._polling:
            raise Refused(409, "Conflict: terminated by other getUpdates request")
        self._polling += 1
        self.polls += 1
        try:
            found = await self._wait(int(params.get("offset", 0)), float(params.get("timeout", 0)))
        finally:
            self._polling -= 1
        most = int(params.get("limit", 100))
        return "[" + ",".join(self._raw.get(one["update_id"]) or json.dumps(one) for one in found[:most]) + "]"

    async def _wait(self, offset: int, timeout: float) -> list[Json]:
        self.confirmed = max(self.confirmed, offset - 1)
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while not self._updates or self.held:
                    self._new.clear()
                    await self._new.wait()
        return [] if self.held else self._updates

    def _file(self, params: Json) -> Json:
        id = str(params["file_id"])
        if id not in self.documents:
            raise Refused(400, "Bad Request: invalid file_id")
        size = len(self.documents[id])
        if size > 20 * 2**20:
            raise Refused(400, "Bad Request: file is too big")
        return {"file_id": id, "file_unique_id": f"u-{id}", "file_size": size, "file_path": f"documents/{id}"}

    async def _download(self, request: web.Request) -> web.StreamResponse:
        trouble = self.trouble_for("download")
        if trouble and trouble.page:
            return web.Response(status=trouble.page[0], body=trouble.page[1])
        if request.match_info["token"] != self.token:
            return web.Response(status=401)
        return web.Response(body=self.documents[request.match_info["id"]])

    def _answer(self, params: Json) -> bool:
        id = str(params["callback_query_id"])
        if self.callbacks.get(id) != "waiting":
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(str(params.get("text", ""))) > 200:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        self.callbacks[id] = "answered"
        self.toasts.append(str(params.get("text", "")))
        return True

    def _set_hook(self, params: Json) -> bool:
        if not str(params["url"]).startswith("https://"):
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not SECRET.fullmatch(str(params.get("secret_token", "unset"))):
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        if not 1 <= int(params.get("max_connections", 40)) <= 100:
            raise Refused(400, "Bad Request: wrong max_connections")
        self.hook = dict(params)
        self._new.set()
        return True

    def _delete_hook(self, params: Json) -> bool:
        self.hook = {}
        if str(params.get("drop_pending_updates")).lower() == "true":
            self._updates.clear()
        return True

    def _hook_info(self, _params: Json) -> Json:
        return {
            "url": self.hook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }

    async def _bring(self) -> None:
        """Bring one update after the other to the webhook, each until it is taken."""
        async with ClientSession(timeout=ClientTimeout(total=5)) as session:
            while True:
                if not self.hook or not self._updates or self.held:
                    self._new.clear()
                    await self._new.wait()
                    continue
                update = self._updates[0]
                status = await self._post(session, self._raw.get(update["update_id"]) or json.dumps(update))
                self.brought.append(status)
                if 200 <= status < 300:
                    self._updates.remove(update)
                    self.confirmed = max(self.confirmed, update["update_id"])
                else:
                    await asyncio.sleep(self.repeat_after)

    async def _post(self, session: ClientSession, body: str) -> int:
        url = str(self.hook["url"])
        for public, here in self.reach.items():
            url = url.replace(public, here)
        headers = {"X-Telegram-Bot-Api-Secret-Token": str(self.hook.get("secret_token", ""))}
        headers["Content-Type"] = "application/json"
        try:
            async with session.post(url, data=body.encode("utf-8", "surrogatepass"), headers=headers) as response:
                return response.status
        except (ClientError, TimeoutError):
            return 0


async def _params(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    form = await request.post()
    given = {name: _given(value) if isinstance(value, web.FileField) else value for name, value in form.items()}
    return {**request.query, **given}


def _given(field: web.FileField) -> Given:
    return Given(field.filename, field.file.read(), field.content_type)


def _attached(params: Json) -> list[str]:
    """Return the names of the files that a medium in a call points at."""
    return [name for name in params if f'"attach://{name}"' in str(params.get("media", ""))]


def _refusal(refused: Refused) -> web.Response:
    body = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return web.json_response(body, status=refused.code)
