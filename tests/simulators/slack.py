"""A simulated Slack: Web API, Socket Mode and signed HTTP over real connections, and what people see of it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass

from aiohttp import web

from tests.simulators.slack_carrier import Carrier, Delivery
from tests.simulators.slack_checks import check_message, injected
from tests.simulators.slack_hands import Hands
from tests.simulators.slack_ledger import (
    APP,
    BOT,
    BOT_USER,
    STRANGERS,
    TEAM,
    Channel,
    Ledger,
    Post,
    Shown,
    SlackRefused,
)
from tests.simulators.slack_methods import TRUE, Methods, typed
from tests.simulators.slack_seen import Json
from tests.simulators.slack_views import View, Views
from tests.simulators.trouble import Trouble, Troubles

__all__ = [
    "APP",
    "APP_TOKEN",
    "BOT",
    "BOT_TOKEN",
    "BOT_USER",
    "SCOPES",
    "SECRET",
    "STRANGERS",
    "TEAM",
    "Delivery",
    "Post",
    "Shown",
    "Slack",
    "SlackRefused",
    "View",
]

BOT_TOKEN = "xoxb-" + "1" * 12 + "-" + "2" * 12 + "-" + "b" * 24
APP_TOKEN = "xapp-1-" + APP + "-" + "3" * 13 + "-" + "a" * 64
SECRET = "5" * 32
SCOPES = frozenset(
    {"chat:write", "commands", "im:history", "im:read", "im:write", "users:read", "app_mentions:read", "files:write"}
    | {"files:read"}
    | {"channels:read", "channels:history", "groups:read", "groups:history"}
)
RESPONSES, RESPONSE_SECONDS = 5, 1800.0


@dataclass(slots=True)
class Target:
    """Where an answer to a response_url goes."""

    user: str
    channel: Channel
    post: Post | None
    at: float
    used: int = 0


class Slack(Hands, Troubles):
    """The simulated server; start it, point the product's base URL at `url`, let people act, look at the ledger."""

    def __init__(self, bot_token: str = BOT_TOKEN, app_token: str = APP_TOKEN, secret: str = SECRET) -> None:
        # What is wrong with what the product sent.
        self.wrong: list[str] = []
        self.bot_token, self.app_token, self.secret = bot_token, app_token, secret
        self.app_scopes = {"connections:write"}
        # Tokens that are good no more: why.
        self.dead: dict[str, str] = {}
        # How far this Slack's clock is ahead of the machine's.
        self.ahead = 0.0
        book = Ledger()
        views = Views(book, self.now, self.wrong)
        carrier = Carrier(self.wrong, book.complain, secret)
        Hands.__init__(self, book, views, carrier, set(SCOPES))
        Troubles.__init__(self)
        self.sockets = carrier.sockets
        self.methods = Methods(book, views, self.wrong)
        self.methods.now, self.methods.changed = self.now, self.told_of_own
        self.files = self.methods.files
        self.files.address = lambda: self.url.removesuffix("/api/")
        self.response_url, self.keep_file = self._response_url, self.files.given
        # What was asked and done; `asked` counts what was refused on demand as well.
        self.calls: list[tuple[str, Json]] = []
        self.asked: list[str] = []
        self.url = ""
        # Where sockets are to be opened, if not here: at a proxy.
        self.link = ""
        self._targets: dict[str, Target] = {}
        self._runner: web.AppRunner | None = None
        self._bringing: asyncio.Task[None] | None = None

    def now(self) -> float:
        """Return this Slack's time, in seconds; `ahead` moves it."""
        return time.monotonic() + self.ahead

    @property
    def acks(self) -> list[tuple[Delivery, float]]:
        """Return what was acknowledged, and after how many seconds."""
        return self.carrier.acks

    async def start(self) -> None:
        """Serve on a free loopback port."""
        app = web.Application(client_max_size=2**26)
        app.router.add_route("*", "/api/{method}", self._serve)
        app.router.add_get("/link/", self.sockets.serve)
        app.router.add_post("/response/{name}", self._respond)
        app.router.add_post("/upload/v1/{file}", self._upload)
        app.router.add_get("/files-pri/{file}/{name}", self._fetch)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"
        self._bringing = asyncio.create_task(self.carrier.run())

    async def stop(self) -> None:
        """Stop serving."""
        await self.sockets.close()
        if self._bringing:
            self._bringing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._bringing
        if self._runner:
            await self._runner.cleanup()

    def revoke(self, error: str = "token_revoked") -> None:
        """Let the bot's token be good no more."""
        self.dead[self.bot_token] = error

    def throws_out(self) -> list[Delivery]:
        """Let an administrator remove the app from the workspace."""
        ts = self.book.next_ts()
        tokens = {"oauth": [], "bot": [BOT_USER]}
        gone = self.event({"type": "app_uninstalled", "event_ts": ts})
        revoked = self.event({"type": "tokens_revoked", "tokens": tokens, "event_ts": ts})
        self.revoke("account_inactive")
        return [gone, revoked]

    def seen(self, user: str) -> list[Post]:
        """Return what stands in a person's DM with the app, oldest first."""
        return self.book.seen(self.book.dm(user).id, user)

    def home(self, user: str) -> View | None:
        """Return a person's Home tab."""
        return self.views.homes.get(user)

    def modal(self, user: str) -> View | None:
        """Return the modal in front of a person."""
        return self.views.top(user)

    def shown(self, user: str) -> list[Shown]:
        """Return everything of the app's that was ever shown to a person, in order."""
        return [one for one in self.book.shown if one.user == user]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.asked.append(method)
        trouble = self.trouble_for(method)
        answer: Json = {}
        try:
            if trouble and trouble.error:
                self.failed += 1
                raise trouble.error
            if trouble is None or trouble.done:
                answer = await self._do(method, request)
        except SlackRefused as refused:
            return self._reply({"ok": False, "error": refused.error, **refused.more}, refused)
        return await self._instead(trouble, request) or self._reply({"ok": True, **answer})

    async def _fetch(self, request: web.Request) -> web.Response:
        trouble = self.trouble_for("fetch")
        given = request.headers.get("Authorization", "") == f"Bearer {self.bot_token}"
        known = self.bot_token not in self.dead and "files:read" in self.scopes
        done = await self.files.fetch(request, admitted=given and known)
        return await self._instead(trouble, request) or done

    async def _upload(self, request: web.Request) -> web.Response:
        trouble = self.trouble_for("upload")
        done = await self.files.bring(request) if trouble is None or trouble.done else web.Response()
        return await self._instead(trouble, request) or done

    async def _instead(self, trouble: Trouble | None, request: web.Request) -> web.Response | None:
        if trouble is None:
            return None
        await asyncio.sleep(trouble.late)
        if trouble.drop and request.transport:
            request.transport.abort()
        if trouble.page:
            kind = "text/html" if trouble.page[1].lstrip().startswith(b"<") else "application/json"
            return web.Response(status=trouble.page[0], body=trouble.page[1], content_type=kind, charset="utf-8")
        return None

    def _reply(self, answer: Json, refused: SlackRefused | None = None) -> web.Response:
        headers = {"X-OAuth-Scopes": ",".join(sorted(self.scopes)), "X-Slack-Req-Id": "1"}
        if refused and refused.retry_after:
            headers["Retry-After"] = str(refused.retry_after)
            return web.json_response(answer, status=429, headers=headers)
        return web.json_response(answer, status=refused.status if refused else 200, headers=headers)

    async def _do(self, method: str, request: web.Request) -> Json:
        params = await self._params(request)
        scopes = self._admit(method, request, params)
        needed = self.methods.needs(method, params)
        if needed and needed not in scopes:
            raise SlackRefused("missing_scope", needed=needed, provided=",".join(sorted(scopes)))
        params = typed(params)
        self.calls.append((method, params))
        if method == "apps.connections.open":
            return {"url": self.sockets.ticket(self.link or self.url.removesuffix("/api/"))}
        if method == "auth.test" and scopes is self.app_scopes:
            return {"app_name": "idobata", "app_id": APP}
        if method not in self.methods.table:
            self.wrong.append(f"{method}: the simulator does not know it")
            raise SlackRefused("unknown_method", req_method=method)
        self.methods.check(method, params)
        return self.methods.table[method](params)

    def _admit(self, method: str, request: web.Request, params: Json) -> set[str]:
        """Return the scopes of the token that a call came with."""
        given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        # Slack takes an app's token in the header only.
        token = given or ("" if method == "apps.connections.open" else str(params.pop("token", "")))
        if not token:
            raise SlackRefused("not_authed")
        if token in self.dead:
            raise SlackRefused(self.dead[token])
        if token not in (self.bot_token, self.app_token):
            raise SlackRefused("invalid_auth")
        app = token == self.app_token
        if method != "auth.test" and app != (method == "apps.connections.open"):
            raise SlackRefused("not_allowed_token_type")
        return self.app_scopes if app else self.scopes

    async def _params(self, request: web.Request) -> Json:
        params: Json = dict(request.query)
        if request.content_type == "application/json":
            try:
                body = json.loads(await request.read() or b"{}")
            except ValueError as error:
                raise SlackRefused("invalid_json") from error
            params |= body
        else:
            params |= dict(await request.post())
        try:
            json.dumps(params, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            self.wrong.append(f"{request.path}: lone surrogates")
        return params

    def _response_url(self, user: str, channel: Channel, post: Post | None) -> str:
        name = f"answer-{len(self._targets) + 1}"
        self._targets[name] = Target(user, channel, post, self.now())
        return f"{self.url.removesuffix('/api/')}/response/{name}"

    async def _respond(self, request: web.Request) -> web.Response:
        target = self._targets.get(request.match_info["name"])
        said = await request.json()
        self.calls.append(("response_url", said))
        if target is None:
            return web.Response(status=404, text="no_service")
        if target.used >= RESPONSES or self.now() - target.at > RESPONSE_SECONDS:
            error = "used_url" if target.used >= RESPONSES else "expired_url"
            return web.json_response({"ok": False, "error": error}, status=404)
        target.used += 1
        trouble = self.trouble_for("response_url")
        if trouble is None or trouble.done:
            wrong = [] if said.get("delete_original") in TRUE else check_message(said)
            wrong += injected(said.get("blocks", []), str(said.get("text", "")))
            self.wrong += [f"response_url: {one}" for one in wrong]
            if wrong:
                return web.json_response({"ok": False, "error": "invalid_blocks"}, status=400)
            self._answer(target, said)
        return await self._instead(trouble, request) or web.Response(text="ok")

    def _answer(self, target: Target, said: Json) -> None:
        post = target.post
        if post is not None and post in self.book.posts and said.get("delete_original") in TRUE:
            self.book.remove(post)
        elif post is not None and post in self.book.posts and said.get("replace_original") in TRUE:
            blocks = [{"block_id": f"a{number}", **block} for number, block in enumerate(said.get("blocks") or [])]
            self.book.edit(post, str(said.get("text", "")), blocks, said.get("metadata"))
        elif said.get("delete_original") not in TRUE:
            self.respond(target.user, target.channel, said)
