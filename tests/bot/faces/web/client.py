"""A browser without a screen: it speaks real HTTP to the program, keeps cookies, and reads streams."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import uuid4

from aiohttp import ClientSession, CookieJar
from multidict import CIMultiDictProxy
from yarl import URL

from storage import accounts, signins
from storage.db import Here
from tests.world import World

T = TypeVar("T")
PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Got:
    """An answer: status, headers, body."""

    status: int
    headers: CIMultiDictProxy[str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def problem(self) -> tuple[int, str]:
        """The status and the one sentence of a problem; anything else in the body is a failure."""
        assert list(self.json) == ["problem"]
        return self.status, self.json["problem"]


@dataclass(frozen=True, slots=True)
class Event:
    """A server-sent event; a comment has no kind."""

    kind: str
    data: Any = None
    id: str | None = None


@dataclass(slots=True)
class Stream:
    """An open stream: `next` waits for the next event or comment, `ended` for its end."""

    client: Client
    response: Any
    headers: CIMultiDictProxy[str] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the headers."""
        self.headers = self.response.headers

    def next(self) -> Event:
        """Wait for the next event."""
        event: Event = self.client.wait(self._next())
        return event

    async def _next(self) -> Event:
        block = (await self.response.content.readuntil(b"\n\n")).decode()
        if not block:
            raise EOFError
        if block.startswith(":"):
            return Event("")
        lines = dict(line.split(": ", 1) for line in block.strip().split("\n"))
        return Event(lines["event"], json.loads(lines["data"]), lines.get("id"))

    def ended(self) -> bytes:
        """Wait for the end and return what was left."""
        rest: bytes = self.client.wait(self.response.read())
        return rest

    def close(self) -> None:
        """Go away."""
        self.response.close()


class Client:
    """One browser."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.shown: dict[str, Any] = {}
        # The id of the event that was sent last.
        self.sent = ""

        async def make() -> ClientSession:
            return ClientSession(cookie_jar=CookieJar(unsafe=True))

        self.session = world.run(make())

    @property
    def address(self) -> str:
        """Where the program listens: behind the proxy, if the address says https."""
        outside = self.world.app.web.address
        return outside if outside.startswith("http:") else f"http://127.0.0.1:{self.world.settings.web_port}"

    def wait(self, work: Any) -> Any:
        """Run a coroutine, but not for ever."""
        return self.world.run(asyncio.wait_for(work, PATIENCE))

    def ask(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, data: Any = None) -> Got:
        """Send a request as it is given; redirects are not followed."""

        async def send() -> Got:
            url = URL(self.address + path, encoded=True)
            sent = {"Host": self.world.app.web.address.partition("://")[2], **(headers or {})}
            async with self.session.request(method, url, headers=sent, data=data, allow_redirects=False) as response:
                return Got(response.status, response.headers, await response.read())

        got: Got = self.wait(send())
        return got

    def get(self, path: str, **headers: str) -> Got:
        """GET a path."""
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, data: Any = None, *, origin: str | None = "", **headers: str) -> Got:
        """POST with this browser's origin, or another; a dict is sent as JSON, bytes as they are."""
        origin = self.world.app.web.address if origin == "" else origin
        sent = {"Content-Type": "application/json", **headers, **({"Origin": origin} if origin else {})}
        body = data if isinstance(data, bytes) else json.dumps({} if data is None else data).encode()
        return self.ask("POST", path, headers=sent, data=body)

    def form(self, path: str, fields: Mapping[str, str] | None = None, **headers: str) -> Got:
        """POST a plain HTML form."""
        sent = {"Origin": self.world.app.web.address, **headers}
        return self.ask("POST", path, headers=sent, data=dict(fields or {}))

    def event(self, act: Mapping[str, Any], id: str | None = None) -> Got:
        """POST an event."""
        self.sent = id or str(uuid4())
        return self.post("/event", {"id": self.sent, **act})

    def opens(self) -> Client:
        """Load where she stands."""
        self.shown = self.post("/now").json
        return self

    def tap(self, label: str) -> Client:
        """Press the first button with this label on what is shown."""
        shown = json.dumps(self.shown, ensure_ascii=False)
        found = re.search(r'\{"label": "' + re.escape(label) + r'", "data": "([^"]+)"', shown)
        assert found, f"no {label} in {shown}"
        return self.sends({"tap": found[1]})

    def writes(self, text: str) -> Client:
        """Answer the first field of the page in hand."""
        page = self.shown["page"]
        name = page["fields"][0]["name"]
        return self.sends({"draft": page["draft"], "version": page["version"], "answers": {name: text}})

    def sends(self, act: Mapping[str, Any]) -> Client:
        """Send an event that must succeed."""
        got = self.event(act)
        assert got.status == 200, got.text
        self.shown = got.json
        return self

    def stream(self, cursor: str = "", **headers: str) -> Stream:
        """Open a stream."""
        sent = {"Origin": self.world.app.web.address, **({"Last-Event-ID": cursor} if cursor else {}), **headers}
        return Stream(self, self.wait(self.session.post(self.address + "/stream", headers=sent)))

    def comes_in(self, name: str) -> Client:
        """Sign in with a personal link."""
        assert self.form(f"/in/{link_for(self.world, name)}").status == 303
        return self.opens()

    def close(self) -> None:
        """Close the browser."""
        self.world.run(self.session.close())


def link_for(world: World, name: str) -> str:
    """Return a new personal link's token for a person of the demo network, made at the world's time."""
    with world.app.stores.database.write() as session:
        who = accounts.who(session, "web", world.person(name))
        assert who is not None
        return signins.make_link(Here(session, who.network.id), who.account.id, world.clock.now())


Browsing = Callable[[World], Client]
