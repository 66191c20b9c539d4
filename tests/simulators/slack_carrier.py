"""How the simulated Slack brings what happened to the app: once, again when it is not acknowledged, over either way."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from multidict import CIMultiDict

from tests.simulators.slack_seen import Json
from tests.simulators.slack_socket import LOST, Sockets

Pairs = dict[str, str] | list[tuple[str, str]]
EVENTS, INTERACTIVE, COMMANDS = "events_api", "interactive", "slash_commands"


@dataclass(slots=True, eq=False)
class Delivery:
    """Something on its way to the app; `raw` goes over the wire in the payload's place."""

    kind: str
    payload: Json
    user: str = ""
    accepts: bool = False
    raw: str = ""
    # What Slack does with the acknowledgement's payload.
    after: Callable[[Any], None] = lambda _answer: None
    attempt: int = 0
    reason: str = ""
    # Seconds from sending to the acknowledgement; None while there is none.
    latency: float | None = None
    answer: Any = None
    given_up: bool = False
    statuses: list[int] = field(default_factory=list)

    @property
    def acked(self) -> bool:
        """Whether the app has acknowledged it."""
        return self.latency is not None

    @property
    def settled(self) -> bool:
        """Whether Slack is done with it."""
        return self.acked or self.given_up

    @property
    def body(self) -> str:
        """Return the payload's JSON as it goes over the wire."""
        return self.raw or json.dumps(self.payload)


class Carrier:
    """Brings deliveries by Socket Mode, or, where a request URL is set, by signed POSTs."""

    def __init__(self, wrong: list[str], complain: Callable[[str, str], None], secret: str) -> None:
        self._wrong = wrong
        self._complain = complain
        self.secret = secret
        self.sockets = Sockets(wrong)
        self.request_url = ""
        self.ack_seconds = 3.0
        # Slack waits nothing, a minute, five minutes; here it is scaled.
        self.retry_after: tuple[float, ...] = (0.0, 0.02, 0.1)
        self.deliveries: list[Delivery] = []
        self.acks: list[tuple[Delivery, float]] = []
        # Each second or later try: (delivery, number, reason).
        self.retries: list[tuple[Delivery, int, str]] = []
        self.held = False
        # Seconds until what an acknowledgement says is done.
        self.lag = 0.0
        # What the clock says that requests are stamped with.
        self.time: Callable[[], float] = time.time
        self._numbers = count(1)
        self._queue: list[Delivery] = []
        self._new = asyncio.Event()
        self._settled = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: ClientSession | None = None

    def add(self, delivery: Delivery) -> Delivery:
        """Let something be brought to the app."""
        self.deliveries.append(delivery)
        self._queue.append(delivery)
        self._new.set()
        return delivery

    def again(self, delivery: Delivery, times: int = 1, *, attempt: int | None = None) -> list[Delivery]:
        """Bring the same once more, or more often, all at once, with a retry's number if there is one."""
        made = []
        for _ in range(times):
            copy = Delivery(delivery.kind, delivery.payload, delivery.user, delivery.accepts, delivery.raw)
            copy.attempt, copy.reason = (attempt or 0), ("timeout" if attempt else "")
            made.append(self.add(copy))
        return made

    def hold(self) -> None:
        """Keep back what happens until it is released."""
        self.held = True

    def release(self, *, backwards: bool = False) -> None:
        """Bring what was kept back, all at once."""
        self._queue = self._queue[::-1] if backwards else self._queue
        self.held = False
        self._new.set()

    def pending(self) -> list[Delivery]:
        """Return what Slack is not done with yet."""
        return [delivery for delivery in self.deliveries if not delivery.settled]

    async def settle(self, *deliveries: Delivery, seconds: float = 10.0) -> None:
        """Wait until Slack is done with these, or with everything."""
        async with asyncio.timeout(seconds):
            while any(not one.settled for one in deliveries or self.deliveries):
                self._settled.clear()
                await self._settled.wait()

    async def run(self) -> None:
        """Bring everything, each by itself, until it is cancelled."""
        async with ClientSession() as self._session:
            try:
                while True:
                    self._new.clear()
                    while self._queue and not self.held:
                        task = asyncio.create_task(self._bring(self._queue.pop(0)))
                        self._tasks.add(task)
                        task.add_done_callback(self._tasks.discard)
                    await self._new.wait()
            finally:
                for task in list(self._tasks):
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _bring(self, delivery: Delivery) -> None:
        waits = self.retry_after if delivery.kind == EVENTS and not delivery.attempt else ()
        for wait in (None, *waits):
            if wait is not None:
                await asyncio.sleep(wait)
                delivery.attempt += 1
                self.retries.append((delivery, delivery.attempt, delivery.reason))
            if await self._try(delivery) or delivery.given_up:
                break
        else:
            delivery.given_up = True
            if delivery.user and delivery.kind != EVENTS:
                self._complain(delivery.user, "the app did not answer")
        self._settled.set()

    async def _try(self, delivery: Delivery) -> bool:
        """Bring it once; return whether that is the end of it."""
        began = time.monotonic()
        answer = await (self._by_post(delivery) if self.request_url else self._by_socket(delivery))
        if answer is LOST:
            return False
        if answer is not None and not delivery.accepts and not self.request_url:
            self._wrong.append(f"an answer where none is taken: {delivery.payload.get('type')}")
        latency = time.monotonic() - began
        if self.lag:
            await asyncio.sleep(self.lag)
        delivery.answer, delivery.latency = answer, latency
        self.acks.append((delivery, delivery.latency))
        delivery.after(answer)
        return True

    async def _by_socket(self, delivery: Delivery) -> Any:
        envelope = f"envelope-{next(self._numbers)}"
        head: Json = {"envelope_id": envelope, "type": delivery.kind, "accepts_response_payload": delivery.accepts}
        if delivery.kind == EVENTS:
            head |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
        text = json.dumps(head).removesuffix("}") + f', "payload": {delivery.body}}}'
        answer = await self.sockets.carry(envelope, text, self.ack_seconds)
        delivery.reason = "timeout" if answer is LOST else delivery.reason
        return answer

    def signed(self, body: bytes, *, at: str | None = None, secret: str | None = None) -> dict[str, str]:
        """Return the headers that prove that a body comes from Slack."""
        at = at if at is not None else str(int(self.time()))
        proof = hmac.new((secret or self.secret).encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256)
        return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={proof.hexdigest()}"}

    async def posts(self, body: bytes, headers: Pairs | None = None, *, kind: str = "application/json") -> int:
        """Post a body of one's own, signed unless headers are given (as pairs one may stand twice), for the status."""
        assert self._session is not None
        sent = CIMultiDict({"Content-Type": kind})
        sent.extend(self.signed(body) if headers is None else headers)
        async with self._session.post(self.request_url, data=body, headers=sent) as response:
            return response.status

    async def verifies(self) -> bool:
        """Let Slack make sure of the request URL: it answers with the challenge."""
        assert self._session is not None
        body = json.dumps({"type": "url_verification", "token": "verification-token", "challenge": "3eZbrw1a"}).encode()
        headers = {"Content-Type": "application/json", **self.signed(body)}
        async with self._session.post(self.request_url, data=body, headers=headers) as response:
            return response.status == 200 and "3eZbrw1a" in await response.text()

    async def _by_post(self, delivery: Delivery) -> Any:
        assert self._session is not None
        kind, body = _form(delivery)
        headers = {"Content-Type": kind, **self.signed(body)}
        if delivery.attempt:
            headers |= {"X-Slack-Retry-Num": str(delivery.attempt), "X-Slack-Retry-Reason": delivery.reason}
        limit = ClientTimeout(total=self.ack_seconds)
        try:
            async with self._session.post(self.request_url, data=body, headers=headers, timeout=limit) as response:
                return await self._read(delivery, response)
        except TimeoutError:
            delivery.reason = "http_timeout"
        except ClientError:
            delivery.reason = "connection_failed"
        return LOST

    async def _read(self, delivery: Delivery, response: ClientResponse) -> Any:
        delivery.statuses.append(response.status)
        text = await response.text()
        if not 200 <= response.status < 300:
            delivery.reason = "http_error"
            if response.headers.get("X-Slack-No-Retry") == "1":
                delivery.given_up = True
            return LOST
        if not text.strip() or not delivery.accepts:
            return None
        with contextlib.suppress(ValueError):
            return json.loads(text)
        return text


def _form(delivery: Delivery) -> tuple[str, bytes]:
    form = "application/x-www-form-urlencoded"
    if delivery.kind == EVENTS:
        return "application/json", delivery.body.encode("utf-8", "surrogatepass")
    fields = delivery.payload if delivery.kind == COMMANDS else {"payload": delivery.body}
    return form, urlencode(fields, errors="surrogatepass").encode()
