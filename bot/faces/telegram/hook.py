"""The webhook: Telegram brings each update, and repeats it until it is told that it is kept."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.faces.face import Brought
from bot.faces.telegram.updates import Updates
from bot.logs import log, where
from handlers.kit.errors import TryLater

PATH = "/hook/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES = 1024 * 1024
# Telegram calls no others.
PORTS = (None, 443, 80, 88, 8443)


def is_callable(url: str) -> bool:
    """Tell whether Telegram would call a base address: https, a host, one of its ports, nothing behind that."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    more = parts.path not in ("", "/") or parts.query or parts.fragment or parts.username is not None
    return parts.scheme == "https" and bool(parts.hostname) and port in PORTS and not more


class TelegramHook:
    """The route that Telegram calls."""

    path = PATH
    most_bytes = MOST_BYTES
    refusal = 403

    def __init__(self, secret: str, updates: Updates) -> None:
        self.secret = secret
        self._updates = updates
        self.open = False

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a request knows the secret."""
        return hmac.compare_digest(headers.get(HEADER, "").encode("utf-8", "replace"), self.secret.encode())

    async def take(self, body: bytes, headers: Mapping[str, str]) -> Brought:
        """Take an update: 200 once it is committed, 503 where it has to come again."""
        if not self.open:
            return Brought(503)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError) as error:
            # It would be no better the next time, and everything behind it would wait.
            log.warning("telegram.unreadable", **where(error))
            return Brought(200)
        try:
            await self._updates.take([update], 0)
        except TryLater:
            return Brought(503)
        return Brought(200)
