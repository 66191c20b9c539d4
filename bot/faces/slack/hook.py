"""Signed HTTP: Slack brings each event to an address of ours; for several workers, or where no socket is wanted."""

from __future__ import annotations

from collections.abc import Mapping

from bot.faces.face import Brought
from bot.faces.slack.bolt import Bolt
from handlers.kit.clock import Clock

PATH = "/hook/slack"
MOST_BYTES = 1024 * 1024
# What is older, or newer, may be a replay: docs.slack.dev, "Verifying requests from Slack".
MOST_AGE = 300
STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"


class SlackHook:
    """The route that Slack calls."""

    path = PATH
    most_bytes = MOST_BYTES
    refusal = 401

    def __init__(self, bolt: Bolt, clock: Clock) -> None:
        self._bolt = bolt
        self._clock = clock
        self.open = False

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a request's time is a number and now: on one that is no number Bolt answers 500."""
        stamp = headers.get(STAMP, "")
        names = [name.lower() for name, _ in headers.items()]
        if [names.count(name.lower()) for name in (STAMP, SIGNATURE)] != [1, 1]:
            return False
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12 and headers.get(SIGNATURE, "").isascii()):
            return False
        return abs(self._clock.now().timestamp() - int(stamp)) <= MOST_AGE

    async def take(self, body: bytes, headers: Mapping[str, str]) -> Brought:
        """Take what was brought; 503 asks Slack to bring it again."""
        if not self.open:
            return Brought(503)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return Brought(401)
        if not self._bolt.signed(text, headers[STAMP], headers[SIGNATURE]):
            return Brought(401)
        names = ("Content-Type", STAMP, SIGNATURE)
        ack = await self._bolt.http(text, {name: [headers[name]] for name in names if name in headers})
        return Brought(ack.status, ack.body)
