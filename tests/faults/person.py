"""A person with the page open: what she presses is sent again with the same id until it is answered."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

Json = dict[str, Any]
LOST = (ConnectionError, http.client.HTTPException)
PATIENCE = 30


class Person:
    """One person's page. `revive` is called when the line is lost; it gives the address to go on with."""

    def __init__(self, user: str, address: str, revive: Callable[[Person], str]) -> None:
        self.user = user
        self.revive = revive
        self.cookie = ""
        self.shown: Json = {"cards": [], "page": None, "home": []}
        # Every act that was made, by its id, and those of them that were answered.
        self.acts: dict[str, Json] = {}
        self.answered: list[str] = []
        # Every status that was not 200, with its sentence.
        self.problems: list[tuple[int, str]] = []
        self.lost = 0
        # So many seconds she tries again and again.
        self.patience = float(PATIENCE)
        # The notices that reached her page by its stream; one that comes twice is there twice.
        self.told: list[str] = []
        self.meet(address)

    def meet(self, address: str) -> None:
        """Talk to the program at this address from now on."""
        self.origin = address

    def post(self, path: str, body: Json | str) -> tuple[int, Json]:
        """POST once; JSON, or a form as a string. Raises what is in LOST."""
        kind = "application/json" if isinstance(body, dict) else "application/x-www-form-urlencoded"
        data = (json.dumps(body) if isinstance(body, dict) else body).encode()
        headers = {"Origin": self.origin, "Content-Type": kind, "Cookie": self.cookie}
        with closing(http.client.HTTPConnection(urlsplit(self.origin).netloc, timeout=PATIENCE)) as line:
            line.request("POST", path, data, headers)
            response = line.getresponse()
            answer = response.read()
        if cookie := response.getheader("Set-Cookie"):
            self.cookie = cookie.split(";")[0]
        is_json = response.getheader("Content-Type", "").startswith("application/json")
        return response.status, json.loads(answer) if is_json else {}

    def insist(self, path: str, body: Json | str) -> tuple[int, Json]:
        """POST again and again, after a lost line or 503, until it is answered."""
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            try:
                status, answer = self.post(path, body)
            except LOST:
                self.lost += 1
                self.meet(self.revive(self))
                continue
            if status != 503:
                return status, answer
            self.problems.append((status, answer["problem"]))
            time.sleep(0.02)
        raise AssertionError(f"{path} was never answered: {self.problems}")

    def sign_in(self) -> None:
        """Become this person of the demo network."""
        status, _ = self.insist("/demo/person", urlencode({"person": self.user}))
        assert (status, self.cookie[:8]) == (303, "idobata=")

    def now(self) -> Json:
        """Ask where she stands, as the page does when it is loaded or the line is back."""
        status, answer = self.insist("/now", {})
        assert status == 200, answer
        return answer

    def opens(self) -> None:
        """Load the page: home, and the page in hand."""
        self.shown = {**self.now(), "cards": []}

    def acts_once(self, act: Json, id: str = "") -> tuple[int, Json]:
        """Send one act until it is answered; what it answers is shown unless it is a problem."""
        id = id or str(uuid4())
        self.acts[id] = act
        status, answer = self.insist("/event", {"id": id, **act})
        if status == 200:
            self.answered.append(id)
            self.shown = answer
        else:
            self.problems.append((status, answer["problem"]))
        return status, answer

    def taps(self, verb: str) -> None:
        """Press the newest button that does this; home if it is nowhere in sight, and then look again."""
        data = self.data(verb)
        if data is None:
            self.opens()
            data = self.data(verb)
        assert data is not None, f"no {verb} in {self.shown}"
        self.acts_once({"tap": data})

    def data(self, verb: str) -> str | None:
        """Return the data of the newest button with this verb."""
        cards = [*self.shown["cards"][::-1], *self.shown["home"]]
        buttons = [button for card in cards for button in card["buttons"]]
        return next((b["data"] for b in buttons if str(b.get("data", "")).split(":")[0] == verb), None)

    def listens(self, address: str, cursor: str) -> threading.Thread:
        """Follow the stream in a thread until it breaks; the ids of the notices that come are added to `told`."""

        def follow() -> None:
            headers = {"Origin": address, "Cookie": self.cookie, "Last-Event-ID": cursor}
            with suppress(*LOST), closing(http.client.HTTPConnection(urlsplit(address).netloc)) as line:
                line.request("POST", "/stream", b"", headers)
                event = b""
                for said in line.getresponse():
                    event = said if said.startswith(b"event:") else event
                    if said.startswith(b"data:") and event == b"event: notice\n":
                        self.told.append(json.loads(said[5:])["id"])

        thread = threading.Thread(target=follow)
        thread.start()
        return thread

    @property
    def field(self) -> str | None:
        """The name of the field that is asked now."""
        return asked(self.shown)

    def answers(self, value: str) -> None:
        """Answer the field that is asked: by its text, or by the option with this key."""
        page = self.shown["page"]
        field = page["fields"][0]
        if field["kind"] == "text":
            self.acts_once({"draft": page["draft"], "version": page["version"], "answers": {field["name"]: value}})
        else:
            self.acts_once({"tap": next(option["data"] for option in field["options"] if option["key"] == value)})


def asked(shown: Json) -> str | None:
    """Return the name of the field that a reply or standing asks; None where no page is open."""
    return str(shown["page"]["fields"][0]["name"]) if shown["page"] else None


def paragraphs(shown: Json) -> list[str]:
    """Return the paragraphs of a reply's cards."""
    return [paragraph for card in shown["cards"] for paragraph in card["paragraphs"]]
