"""The web face: the wire between the page and the runtime."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.faces.face import Hook, Intake, Nobody, Told
from bot.faces.web import hub, pages, parse, render
from bot.faces.web.doors import Doors
from bot.faces.web.guard import MOST_BYTES, dress, guard, origins_of
from bot.faces.web.hooks import pass_hooks
from bot.faces.web.papers import fill
from bot.faces.web.store import SignIns
from bot.logs import log
from handlers.kit.clock import Clock
from handlers.kit.errors import TryLater, Undeliverable
from handlers.kit.turn import Traits

HEARTBEAT_SECONDS = 15
# Notices sent a moment before a tab's cursor are sent again: two commits may overtake each other, and ids are known.
OVERLAP = timedelta(seconds=10)
# Bytes of an event that is read at once; what is longer brings a file.
SMALL = 16 * 1024


class WebFace:
    """Serves the page and its calls."""

    platform = parse.PLATFORM
    traits = Traits(together=True, home=True)
    # A page knows a notice by its id, however often it comes.
    repeatable = True

    def __init__(
        self, signins: SignIns, clock: Clock, host: str, port: int, address: str, hooks: Sequence[Hook] = ()
    ) -> None:
        self._clock = clock
        self._hooks = hooks
        self._host, self._port = host, port
        self.address = address
        self._origins = origins_of(address)
        self._hub = hub.Hub()
        self._doors = Doors(signins, self._hub.part, https=address.startswith("https:"))
        self._boot = secrets.token_hex(8)
        self._intake: Intake | None = None
        self._runner: web.AppRunner | None = None
        self._just_told: list[tuple[datetime, str, Told]] = []
        self.reports = 0
        self.heartbeat: float = HEARTBEAT_SECONDS

    async def listen(self, intake: Intake) -> None:
        """Serve on the host and port; with port 0 the address is set to the port that was free."""
        self._intake = intake
        app = web.Application(client_max_size=MOST_BYTES, middlewares=self._middlewares())
        app.on_response_prepare.append(dress)
        app.add_routes([*self._doors.routes(), *self._routes()])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        if self._port == 0:
            port = self._runner.addresses[0][1]
            self.address = self.address.rsplit(":", 1)[0] + f":{port}"
            self._origins = origins_of(self.address)

    def _middlewares(self) -> list[Middleware]:
        return [pass_hooks(self._hooks), guard(lambda: self._origins)]

    def _routes(self) -> list[web.RouteDef]:
        return [
            web.get("/page/{name}", self._asset),
            web.get("/healthz", self._health),
            web.post("/now", self._signed(self._now)),
            web.post("/event", self._signed(self._event)),
            web.post("/stream", self._signed(self._stream)),
            web.post("/poll", self._signed(self._poll)),
            web.post("/seen", self._signed(self._seen)),
            web.post("/csp", self._report),
        ]

    async def close(self) -> None:
        """End the streams, finish the requests under way, stop."""
        self._hub.close()
        if self._runner:
            await self._runner.cleanup()

    async def show(self, user_id: str, told: Told) -> str:
        """Send a notice to the person's open tabs; without one it waits on home, which every load shows."""
        data = render.render_told(told)
        self._just_told = [*self._recently(), (self._clock.now(), user_id, told)]
        self._hub.send(user_id, hub.encode("notice", data, data["cursor"]))
        return told.id

    async def put(self, chat: str, topic: str, told: Told, *, under: str = "", stands: str = "") -> str:
        """Refuse: a page is one person's, and the board is no place where several talk."""
        raise Undeliverable("gone")

    async def wipe(self, user_id: str, reference: str, shown_at: datetime) -> None:
        """Have the person's tabs take a card off the screen; one that is not open now asks when it comes back."""
        self._hub.send(user_id, hub.encode("gone", {"key": reference}))
        self._hub.changed(user_id)

    async def redraw(self, user_id: str, shown: Callable[[], None]) -> None:
        """Let the person's tabs ask where she stands; a page that was open asks by itself when it is back."""
        self._hub.changed(user_id)
        shown()

    def _signed(
        self, handler: Callable[[web.Request, str, Intake], Awaitable[web.StreamResponse]]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def signed(request: web.Request) -> web.StreamResponse:
            user = await self._doors.user(request)
            if user is None or self._intake is None:
                raise Nobody
            return await handler(request, user, self._intake)

        return signed

    async def _now(self, request: web.Request, user: str, intake: Intake) -> web.Response:
        body = await request.read()
        shows, unsent = parse.keys_of(body), parse.unsent_of(body, user)
        # Asked first: where she stands may be newer than that, never older.
        taken = unsent is not None and await intake.taken(*unsent)
        answer = await intake.look(self.platform, user, self.traits)
        standing = render.render_standing(answer, self._boot, user, self._clock.now())
        return web.json_response({**standing, "gone": await intake.gone(shows), "taken": taken}, dumps=_dumps)

    async def _event(self, request: web.Request, user: str, intake: Intake) -> web.StreamResponse:
        body = await request.read()
        # A table takes long to read: nobody else waits for it.
        read = asyncio.to_thread(parse.parse_event, body, user) if len(body) > SMALL else None
        event, shows = await read if read else parse.parse_event(body, user)
        answer = await intake.handle(event, self.traits)
        # What she does may answer what she was told.
        self._just_told = [one for one in self._just_told if one[1] != user]
        reply = {**render.render_reply(answer), **render.named(answer)}
        await fill(reply["cards"], answer.scene.cards, answer.words)
        if reply["wipe"] and await self._doors.user(request) is None:
            reply["over"] = True
            self._hub.send(user, hub.ERASED)
        self._hub.changed(user, event.external_id)
        reply["gone"] = await intake.gone(shows)
        response = web.json_response(reply, dumps=_dumps)
        await response.prepare(request)
        await response.write_eof()
        answer.replied()
        return response

    async def _told(self, user: str, intake: Intake, micros: int) -> list[Told]:
        since = render.moment_of(micros) - (OVERLAP if micros else timedelta())
        found = await intake.told_since(self.platform, user, self.traits, since)
        # A notice is shown first and then written down as sent: a tab that opens in between gets it from here.
        known = {one.id for one in found}
        shown = [told for _, owner, told in self._recently() if owner == user and told.at > since]
        return found + [told for told in shown if told.id not in known]

    def _recently(self) -> list[tuple[datetime, str, Told]]:
        return [one for one in self._just_told if one[0] > self._clock.now() - OVERLAP]

    async def _poll(self, request: web.Request, user: str, intake: Intake) -> web.Response:
        data = parse.parse_json(await request.read())
        micros = parse.cursor_micros(data)
        told = await self._told(user, intake, micros)
        cursor = max([render.moment_of(micros), *(one.at for one in told)])
        return web.json_response(
            {
                "boot": self._boot,
                "notices": [render.render_told(one) for one in told],
                "cursor": render.cursor_of(cursor),
                "changed": self._hub.changes[user],
            },
            dumps=_dumps,
        )

    async def _seen(self, request: web.Request, user: str, intake: Intake) -> web.Response:
        micros = parse.cursor_micros(parse.parse_json(await request.read()))
        await intake.seen(self.platform, user, min(render.moment_of(micros), self._clock.now()))
        return web.json_response({"ok": True})

    async def _stream(self, request: web.Request, user: str, intake: Intake) -> web.StreamResponse:
        micros = parse.cursor_micros({"cursor": request.headers.get("Last-Event-ID", "")})
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        stream = self._hub.open(user)
        try:
            # Asked before the first byte goes out, while it can still be said that something is wrong.
            missed = await self._told(user, intake, micros) if micros else []
            # Whoever has gone away meanwhile is no error.
            with contextlib.suppress(ConnectionResetError):
                await response.prepare(request)
                await response.write(hub.encode("hello", {"boot": self._boot}))
                for told in missed:
                    data = render.render_told(told)
                    stream.put(hub.encode("notice", data, data["cursor"]))
                since = micros or int(render.cursor_of(self._clock.now()))
                caught = {told.id for told in missed}
                await self._write(request, response, stream, lambda: self._elsewhere(user, intake, since, caught))
        finally:
            self._hub.shut(user, stream)
        return response

    async def _elsewhere(self, user: str, intake: Intake, since: int, caught: set[str]) -> list[bytes]:
        # What another worker has delivered; a page ignores what it has got already.
        new = [told for told in await self._told(user, intake, since) if told.id not in caught]
        caught.update(told.id for told in new)
        shown = [render.render_told(told) for told in new]
        return [hub.encode("notice", data, data["cursor"]) for data in shown]

    async def _write(
        self,
        request: web.Request,
        response: web.StreamResponse,
        stream: hub.Stream,
        elsewhere: Callable[[], Awaitable[list[bytes]]],
    ) -> None:
        with contextlib.suppress(TryLater):
            while True:
                try:
                    events = [await asyncio.wait_for(stream.waiting.get(), self.heartbeat)]
                except TimeoutError:
                    events = [*await elsewhere(), b": still here\n\n"]
                # Who has signed out in another tab reads nothing more in this one.
                hers = None not in events and await self._doors.user(request) is not None
                for event in events:
                    await response.write(event if event and (hers or event == hub.ERASED) else b"")
                if not hers:
                    return

    async def _asset(self, request: web.Request) -> web.Response:
        found = await asyncio.to_thread(pages.asset, request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found[0], content_type=found[1], charset="utf-8")

    async def _health(self, request: web.Request) -> web.Response:
        await self._doors.user_of("")
        return web.json_response({"ok": True})

    async def _report(self, request: web.Request) -> web.Response:
        self.reports += 1
        log.warning("csp.report", count=self.reports)
        return web.Response(status=204)


def _dumps(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
