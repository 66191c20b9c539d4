"""Listening: who the bot is, the sockets kept open, what was missed read from the history, each trouble said once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.faces.face import Intake
from bot.faces.slack import parse
from bot.faces.slack.bolt import Bolt
from bot.faces.slack.events import Events
from bot.faces.slack.parse import PLATFORM
from bot.faces.slack.sockets import Sockets
from bot.faces.slack.wire import Wire
from bot.faces.troubles import Troubles
from bot.logs import log, where
from handlers.kit.clock import Clock
from handlers.kit.errors import BotError, TryLater
from messages.words import msg

RETRY_SECONDS = 5.0
HEARD_SECONDS = 60.0
# Slack's histories reach back so far on its free plan.
KEEPS = timedelta(days=90)
# What was done longer ago is not known any more: it would be done again.
MOST_BACK = timedelta(days=25)
# Slack's clock and ours, and an event that was on its way.
MARGIN = timedelta(minutes=5)


class Listening:
    """Keeps the bot reachable, and catches up on what people wrote while it was not."""

    def __init__(
        self,
        wire: Wire,
        events: Events,
        bolt: Bolt,
        troubles: Troubles,
        clock: Clock,
        heard_at: Callable[[str], datetime | None],
    ) -> None:
        self._wire = wire
        self._events = events
        self._troubles = troubles
        self._clock = clock
        self._heard_at = heard_at
        self.retry = RETRY_SECONDS
        self.heard_every = HEARD_SECONDS
        self.intake: Intake | None = None
        self.sockets = Sockets(wire, bolt.socket, lambda sentence: troubles.say("link", sentence))
        self.sockets.on_open = self._opened
        self.on_well: Callable[[], Awaitable[None]] | None = None
        self._last: datetime | None = None
        self._catching: asyncio.Task[None] | None = None
        self._listening: asyncio.Task[None] | None = None
        events.on_gone = lambda: troubles.say("link", msg("slack-gone"))

    async def forever(self) -> None:
        """Listen until cancelled, whatever goes wrong."""
        await self._begin()
        self._listening = asyncio.ensure_future(self.sockets.forever()) if self._wire.sockets else None
        if self._listening is None:
            self._opened()
        try:
            while True:
                await asyncio.sleep(self.heard_every)
                if self._listening is None:
                    await self._who()
                    await self._well()
                elif self.sockets.open:
                    await self._well()
        finally:
            if self._listening:
                self._listening.cancel()

    async def _begin(self) -> None:
        while not await self._who():
            await asyncio.sleep(self.retry)
        self._last = await asyncio.to_thread(self._heard_at, self._source)

    async def _who(self) -> bool:
        try:
            me = await self._wire.who()
        except BotError as error:
            self._unreached(error)
            return False
        except Exception as error:
            log.error("slack.failed", **where(error))
            return False
        self._events.me = me
        if me.lacks:
            self._troubles.say("scope", msg("slack-scope", scope=", ".join(me.lacks)))
        return True

    def _unreached(self, error: BotError) -> None:
        if not (isinstance(error, TryLater) and str(error) in ("token", "scope")):
            self._troubles.say("link", msg("slack-unreached"))
        log.warning("slack.trouble", **where(error))

    @property
    def _source(self) -> str:
        me = self._events.me
        return f"{PLATFORM}:{me.team}" if me else ""

    def _opened(self) -> None:
        since, self._last = self._last, self._clock.now()
        if self._catching is None or self._catching.done():
            self._catching = asyncio.ensure_future(self._catch_up(since))

    async def _well(self) -> None:
        self._troubles.say("link", None)
        self._last = self._clock.now()
        if self.on_well:
            await self.on_well()
        if self.intake:
            try:
                await self.intake.heard(PLATFORM, self._source, KEEPS)
            except Exception as error:
                # What was sent is more urgent than when; the next time is in a minute.
                log.warning("slack.unheard", **where(error))

    async def _catch_up(self, since: datetime | None) -> None:
        """Read what people wrote since the bot last heard anything; then it has heard."""
        try:
            if since:
                await self._read_since(max(since - MARGIN, self._clock.now() - MOST_BACK))
        except Exception as error:
            log.warning("slack.unread", **where(error))
        await self._well()

    async def _read_since(self, since: datetime) -> None:
        for channel, user in await self._wire.private_chats():
            found = await self._wire.history(channel, oldest=f"{since.timestamp():.6f}")
            for message in reversed([one for one in found if one.get("user") == user]):
                await self._caught(message, channel)

    async def _caught(self, message: dict[str, object], channel: str) -> None:
        me = self._events.me
        assert me is not None
        try:
            incoming = parse.message({**message, "channel": channel}, parse.Incoming("nothing", team=me.team))
            await self._events.caught_up(incoming)
        except (KeyError, TypeError, AttributeError):
            log.warning("slack.unreadable", kind="history")
        except TryLater:
            # It stands in the history: the next time it is found again.
            log.warning("slack.unread", state="busy")

    async def close(self) -> None:
        """Stop catching up, and let what came through the sockets be acknowledged."""
        if self._catching:
            self._catching.cancel()
        await self.sockets.close()
